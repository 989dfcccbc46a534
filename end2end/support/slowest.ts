// Names the tests that took longest, so that a wait which a setting could shorten does not stay unnoticed.
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

const NAMED = 10;

export default class Slowest implements Reporter {
  private readonly ran: { title: string; duration: number }[] = [];

  printsToStdio(): boolean {
    return false;
  }

  onTestEnd(test: TestCase, { duration }: TestResult): void {
    this.ran.push({ title: test.titlePath().slice(2).join(' › '), duration });
  }

  onEnd(): void {
    if (this.ran.length <= NAMED) return;
    const slowest = this.ran.sort((a, b) => b.duration - a.duration).slice(0, NAMED);
    console.log(`\nThe ${NAMED} slowest:`);
    for (const { title, duration } of slowest) {
      console.log(`  ${(duration / 1_000).toFixed(1).padStart(6)} s  ${title}`);
    }
  }
}
