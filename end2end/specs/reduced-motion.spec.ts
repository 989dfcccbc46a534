// Ringing catches the eye for five seconds at most, and stands still for who asked for that.
import type { Locator, Page } from '@playwright/test';
import { ana, sam } from '../support/agents';
import { Desktop } from '../support/desktop';
import { NotificationHistory } from '../support/notification-history';
import { NotificationSettings } from '../support/notification-settings';
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

test('no page has anything that would move for who prefers reduced motion', async ({ server, intake, openPage }) => {
  const page = await openPage({ reducedMotion: 'reduce' });
  await new SignIn(page).as(sam, server.origin);
  const { topBar } = new Desktop(page, sam);
  await intake.schedule('scheduled_by_customer', 'Maria Silva', new Date(Date.now() + 600_000));

  for (const path of [
    '/',
    '/schedule',
    '/supervisor/devices',
    '/profile/language',
    NotificationSettings.path,
    NotificationHistory.path,
  ]) {
    await page.goto(server.origin + path);
    await topBar.expectLive();
    expect(await moving(page), path).toEqual([]);
  }
});

/** Elements, and what is drawn before and after them, that an animation or a transition would move. */
function moving(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((element) =>
      [undefined, '::before', '::after']
        .map((part) => ({ part, style: getComputedStyle(element, part) }))
        .filter(({ style }) => style.animationName !== 'none' || /[1-9]/.test(style.transitionDuration))
        .map(({ part }) => `${element.tagName}.${element.className}${part ?? ''}`),
    ),
  );
}

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
