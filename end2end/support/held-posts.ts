// What a page sends to the server, held back on its way as by a slow network.
import type { Page } from '@playwright/test';

export class HeldPosts {
  private readonly waiting: (() => Promise<void>)[] = [];
  private holding = true;

  private constructor(private readonly page: Page) {}

  /** From now on nothing that the page posts arrives, until `letGo`. Streams and reading go on. */
  static async on(page: Page): Promise<HeldPosts> {
    const held = new HeldPosts(page);
    await page.route('**/*', async (route) => {
      const hold = held.holding && route.request().method() === 'POST';
      if (hold) held.waiting.push(() => route.continue());
      else await route.continue();
    });
    return held;
  }

  get count(): number {
    return this.waiting.length;
  }

  async letGo(): Promise<void> {
    this.holding = false;
    await Promise.all(this.waiting.splice(0).map((send) => send()));
    await this.page.unroute('**/*');
  }
}
