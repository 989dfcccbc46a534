// Profile > Notification history: what was shown, what was not, and why.
import { expect, type Locator, type Page } from '@playwright/test';

export class NotificationHistory {
  static readonly path = '/profile/notifications/history';

  readonly table: Locator;

  constructor(private readonly page: Page) {
    this.table = page.getByRole('table');
  }

  rows(customer: string): Locator {
    return this.table.getByRole('row').filter({ hasText: customer });
  }

  /** Waits, reading the page anew, until the newest entry about the customer says so. */
  async expectEntry(customer: string, says: string | RegExp): Promise<void> {
    await expect(async () => {
      await this.page.reload();
      await expect(this.rows(customer).first()).toContainText(says, { timeout: 500 });
    }).toPass();
  }
}
