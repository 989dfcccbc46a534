// Profile > Notifications.
import { expect, type Locator, type Page } from '@playwright/test';

export class NotificationSettings {
  static readonly path = '/profile/notifications';

  readonly desktopNotifications: Locator;
  readonly alsoWhileLooking: Locator;
  readonly clickConnects: Locator;
  readonly upcoming: Locator;
  readonly tune: Locator;
  readonly volume: Locator;
  readonly repeat: Locator;
  readonly listen: Locator;
  readonly webPush: Locator;
  readonly save: Locator;
  readonly sendTest: Locator;
  readonly yes: Locator;
  readonly no: Locator;
  /** What to do so that this device shows notifications. */
  readonly steps: Locator;
  readonly history: Locator;

  constructor(private readonly page: Page) {
    this.desktopNotifications = page.getByRole('checkbox', { name: /^Desktop notifications/ });
    this.alsoWhileLooking = page.getByRole('checkbox', { name: /^Also while I look at the desktop/ });
    this.clickConnects = page.getByRole('checkbox', { name: /^A click on the popup connects at once/ });
    this.upcoming = page.getByRole('checkbox', { name: /^5 minutes before a call of mine/ });
    this.tune = page.getByLabel('Tune');
    this.volume = page.getByLabel('Volume');
    this.repeat = page.getByRole('checkbox', { name: /^Repeat until handled/ });
    this.listen = page.getByRole('button', { name: /^Listen/ });
    this.webPush = page.getByRole('checkbox', { name: /^Also when Deskbell is closed/ });
    this.save = page.getByRole('button', { name: /^Save/ });
    this.sendTest = page.getByRole('button', { name: /^Send test notification/ });
    this.yes = page.getByRole('button', { name: 'Yes', exact: true });
    this.no = page.getByRole('button', { name: 'No', exact: true });
    this.steps = page.getByRole('region', { name: 'This device' }).getByRole('listitem');
    this.history = page.getByRole('link', { name: /^Notification history/ });
  }

  /** The switch of *Ring me for* for one kind. */
  ringMeFor(kinds: 'New requests' | 'Inbound calls' | 'Chats' | 'Scheduled calls' | 'Call-backs'): Locator {
    return this.page.getByRole('group', { name: 'Ring me for' }).getByRole('checkbox', { name: kinds, exact: true });
  }

  sound(choice: 'System sound' | 'Deskbell chime' | 'Off'): Locator {
    return this.page.getByRole('radio', { name: choice, exact: true });
  }

  privacy(level: string): Locator {
    return this.page.getByRole('radio', { name: level, exact: true });
  }

  /** The line that says "Saved" or what is wrong. */
  message(text: string | RegExp): Locator {
    return this.page.getByRole('status').filter({ hasText: text });
  }

  /** Quiet hours between these times; what the patterns name comes through. */
  async keepQuiet(from: string, until: string, through: RegExp[]): Promise<void> {
    await this.page.getByRole('checkbox', { name: 'Keep quiet hours' }).check();
    await this.page.getByLabel('From', { exact: true }).fill(from);
    await this.page.getByLabel('Until', { exact: true }).fill(until);
    for (const name of through) await this.page.getByRole('checkbox', { name }).check();
    await this.save.click();
    await expect(this.message('Saved')).toBeVisible();
  }

  async turnOn(): Promise<void> {
    await this.desktopNotifications.check();
    await this.save.click();
    await expect(this.message('Saved')).toBeVisible();
  }
}
