// Profile > Notifications.
import { expect, type Locator, type Page } from '@playwright/test';

export class NotificationSettings {
  static readonly path = '/profile/notifications';

  readonly desktopNotifications: Locator;
  readonly alsoWhileLooking: Locator;
  readonly webPush: Locator;
  readonly save: Locator;
  readonly sendTest: Locator;
  readonly history: Locator;

  constructor(private readonly page: Page) {
    this.desktopNotifications = page.getByRole('checkbox', { name: /^Desktop notifications/ });
    this.alsoWhileLooking = page.getByRole('checkbox', { name: /^Also while I look at the desktop/ });
    this.webPush = page.getByRole('checkbox', { name: /^Also when Deskbell is closed/ });
    this.save = page.getByRole('button', { name: /^Save/ });
    this.sendTest = page.getByRole('button', { name: /^Send test notification/ });
    this.history = page.getByRole('link', { name: /^Notification history/ });
  }

  /** The line that says "Saved" or what is wrong. */
  message(text: string | RegExp): Locator {
    return this.page.getByRole('status').filter({ hasText: text });
  }

  async turnOn(): Promise<void> {
    await this.desktopNotifications.check();
    await this.save.click();
    await expect(this.message('Saved')).toBeVisible();
  }
}
