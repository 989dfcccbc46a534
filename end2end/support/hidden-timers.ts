// How a page's own timers run while nobody looks at it.
import type { Page } from '@playwright/test';
import { until } from './waiting';

const EVERY = 1_000;
/** A timer of one second that has been silent for so long is slowed down. */
const SLOW = 6_000;

interface Watched {
  lastTick: number;
}

export class HiddenTimers {
  private constructor(private readonly page: Page) {}

  /** Sets a timer of one second in the page, like those that a page's own script has. */
  static async watch(page: Page): Promise<HiddenTimers> {
    await page.evaluate((every) => {
      const watched = window as unknown as Watched;
      watched.lastTick = performance.now();
      setInterval(() => (watched.lastTick = performance.now()), every);
    }, EVERY);
    return new HiddenTimers(page);
  }

  /**
   * Waits until the browser runs them so seldom that the next one is long overdue. It does until the page changes its
   * title or its icon: then they run for a few seconds.
   */
  async waitUntilSlow(): Promise<void> {
    await until('timers that are slowed down', async () => (await this.silentFor()) > SLOW, 90_000);
  }

  private silentFor(): Promise<number> {
    return this.page.evaluate(() => performance.now() - (window as unknown as Watched).lastTick);
  }
}
