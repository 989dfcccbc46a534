// Ringing catches the eye for five seconds at most, and stands still for who asked for that.
import type { Locator } from '@playwright/test';
import { ana } from '../support/agents';
import { Desktop } from '../support/desktop';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

test('a ringing row blinks gently, stops within five seconds, and stays marked', async ({
  server,
  intake,
  openPage,
}) => {
  const page = await openPage({ reducedMotion: 'no-preference' });
  await new SignIn(page).as(ana, server.origin);
  const desktop = new Desktop(page, ana);
  await desktop.topBar.expectLive();

  await intake.newRequest('Maria Silva');

  await desktop.expectRinging('Maria Silva');
  const row = desktop.row('Maria Silva');
  const blinking = await animations(row);
  expect(blinking.length).toBeGreaterThan(0);
  for (const { once, ends } of blinking) {
    expect(once).toBeGreaterThanOrEqual(500); // There and back once a second, by either way of writing it.
    expect(ends).toBeLessThanOrEqual(5_000);
  }
  await expect.poll(() => animations(row)).toEqual([]);
  await desktop.expectRinging('Maria Silva');
});

test('nothing moves for who prefers reduced motion', async ({ server, intake, openPage }) => {
  const page = await openPage({ reducedMotion: 'reduce' });
  await new SignIn(page).as(ana, server.origin);
  const desktop = new Desktop(page, ana);
  await desktop.topBar.expectLive();

  await intake.newRequest('Maria Silva');

  await desktop.expectRinging('Maria Silva');
  expect(await animations(page.locator('html'))).toEqual([]);
});

/** The running animations in an element: how long one round takes, and when the last one ends. */
function animations(element: Locator): Promise<{ once: number; ends: number }[]> {
  return element.evaluate((node) =>
    node
      .getAnimations({ subtree: true })
      .filter((animation) => animation.playState === 'running')
      .map((animation) => animation.effect?.getComputedTiming())
      .map((timing) => ({ once: Number(timing?.duration), ends: Number(timing?.endTime) })),
  );
}
