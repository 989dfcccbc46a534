// Waiting for events outside of a page, where Playwright's own waiting does not reach.
import { setTimeout as delay } from 'node:timers/promises';

const LOOK_AGAIN_AFTER = 20;

/**
 * A popup that is over goes within a second; on a busy machine, with all the hands that it takes, by then. One that
 * only the next heartbeat took away (there is one every ten seconds) would more often than not stand for longer.
 */
export const AT_ONCE = 4_000;

/**
 * The first answer of `probe` that is not empty. Fails, naming `what`, when there is none within
 * the given number of milliseconds.
 */
export async function until<T>(
  what: string,
  probe: () => T | Promise<T>,
  within = 10_000,
): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = Date.now() + within;
  for (;;) {
    const answer = await probe();
    if (answer) return answer as NonNullable<Exclude<T, false>>;
    if (Date.now() > deadline) throw new Error(`no sign of ${what} within ${within} ms`);
    await delay(LOOK_AGAIN_AFTER);
  }
}

/** Lets time itself pass, where its passing is what the test is about. */
export function timePasses(milliseconds: number): Promise<void> {
  return delay(milliseconds);
}
