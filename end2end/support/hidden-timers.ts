// How a page's own timers run while nobody looks at it.
import { expect, type Page } from '@playwright/test';
import { until } from './waiting';

const EVERY = 1_000;
/** A timer of one second that has been silent for so long is slowed down. */
const SLOW = 6_000;
/** How often a slowed down timer runs. */
const SLOWED_TO = 60_000;

interface Watched {
  ticks: number[];
}

export class HiddenTimers {
  /** By the page's clock. */
  private slowSince = 0;

  private constructor(private readonly page: Page) {}

  /** Sets a timer of one second in the page, like those that a page's own script has. */
  static async watch(page: Page): Promise<HiddenTimers> {
    await page.evaluate((every) => {
      const watched = window as unknown as Watched;
      watched.ticks = [performance.now()];
      setInterval(() => watched.ticks.push(performance.now()), every);
    }, EVERY);
    return new HiddenTimers(page);
  }

  /** Waits until the browser runs them so seldom that the next one is long overdue. */
  async waitUntilSlow(): Promise<void> {
    this.slowSince = await until('timers that are slowed down', async () => {
      const { now, ticks } = await this.read();
      const last = ticks.at(-1) ?? now;
      return now - last > SLOW && last;
    }, 90_000);
  }

  /** They have been slow since `waitUntilSlow`, all the time. */
  async expectStillSlow(): Promise<void> {
    const { now, ticks } = await this.read();
    const since = ticks.filter((tick) => tick > this.slowSince);
    expect(since.length).toBeLessThanOrEqual(1 + (now - this.slowSince) / SLOWED_TO);
  }

  private read(): Promise<{ now: number; ticks: number[] }> {
    return this.page.evaluate(() => ({
      now: performance.now(),
      ticks: (window as unknown as Watched).ticks,
    }));
  }
}
