// What the server answers to some of what a page sends, held back on its way as by a slow line. The stream is quicker:
// what was done is shown before it is answered.
import type { Page } from '@playwright/test';

/** Calls of the page that somebody presses a button for. */
type Call = 'attend_next' | 'connect' | 'session';

export class HeldAnswers {
  private readonly waiting: (() => Promise<void>)[] = [];
  private holding = true;

  private constructor(private readonly page: Page) {}

  /** From now on these calls arrive, and no answer to them comes back, until `letGo`. Browsers wait for six at most. */
  static async to(page: Page, ...calls: Call[]): Promise<HeldAnswers> {
    const held = new HeldAnswers(page);
    for (const call of calls) {
      await page.route(`**/api/ui/${call}`, async (route) => {
        const response = await route.fetch();
        if (held.holding) held.waiting.push(() => route.fulfill({ response }));
        else await route.fulfill({ response });
      });
    }
    return held;
  }

  get count(): number {
    return this.waiting.length;
  }

  async letGo(): Promise<void> {
    this.holding = false;
    await Promise.all(this.waiting.splice(0).map((answer) => answer()));
    await this.page.unrouteAll({ behavior: 'wait' });
  }
}
