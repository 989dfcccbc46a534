// Supervisor > Notification trace: who was told of what, on which device, and why not.
import { expect, type Locator, type Page } from '@playwright/test';

export class NotificationTrace {
  static readonly path = '/supervisor/notifications';

  readonly table: Locator;
  readonly find: Locator;
  readonly problem: Locator;
  readonly more: Locator;
  readonly csv: Locator;

  constructor(private readonly page: Page) {
    this.table = page.getByRole('table');
    this.find = page.getByRole('button', { name: 'Search' });
    this.problem = page.getByRole('alert').filter({ hasText: /\S/ });
    this.more = page.getByText('More filters');
    this.csv = page.getByRole('link', { name: 'Download as CSV' });
  }

  /** What is typed. */
  field(name: string): Locator {
    return this.page.getByLabel(name, { exact: true });
  }

  /** What is chosen from a list. */
  choice(name: string): Locator {
    return this.page.getByRole('combobox', { name, exact: true });
  }

  /** The lines about an agent and a customer. */
  lines(agent: string, customer: string): Locator {
    return this.table.getByRole('row').filter({ hasText: agent }).filter({ hasText: customer });
  }

  /** Waits, reading the page anew, until the newest line about the two says so. */
  async expectLine(agent: string, customer: string, says: string | RegExp): Promise<void> {
    await expect(async () => {
      await this.page.reload();
      await expect(this.lines(agent, customer).first()).toContainText(says, { timeout: 500 });
    }).toPass();
  }
}
