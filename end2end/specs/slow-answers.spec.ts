// Answers and events come by two ways. Whichever is first, every press does what it says.
import type { Locator, Page } from '@playwright/test';
import { HeldAnswers } from '../support/held-answers';
import { press } from '../support/press';
import { liveDesktop } from '../support/sign-in';
import { expect, test } from '../support/test';

test.beforeEach(async ({ intake }) => {
  await intake.newRequest('Maria Silva');
  await intake.newRequest('Kenji Watanabe');
});

test('a session is ended and finished, and the next customer attended, before the first press is answered', async ({
  server,
  openPage,
}) => {
  const page = await openPage();
  const desktop = await liveDesktop(page, server);
  await desktop.connect('Maria Silva');
  await press(desktop.answered);
  await desktop.expectSession('Maria Silva', 'bridged');

  const answers = await HeldAnswers.to(page, 'session', 'attend_next');
  await desktop.wrapUp('Maria Silva');
  await press(desktop.attendNext);
  await desktop.expectSession('Kenji Watanabe', 'connecting');
  await answers.letGo();

  await press(desktop.answered);
  await desktop.expectSession('Kenji Watanabe', 'bridged');
  await expect(problem(page)).toHaveCount(0);
});

test('two customers are attended before the first press is answered', async ({ server, openPage }) => {
  const page = await openPage();
  const desktop = await liveDesktop(page, server);
  const answers = await HeldAnswers.to(page, 'attend_next');

  for (const customer of ['Maria Silva', 'Kenji Watanabe']) {
    await press(desktop.attendNext);
    await desktop.expectSession(customer, 'connecting');
    await desktop.completeCall(customer);
  }

  expect(answers.count).toBe(2);
  await answers.letGo();
  await expect(problem(page)).toHaveCount(0);
});

test('what was done is no problem although its answer got lost', async ({ server, openPage }) => {
  const page = await openPage();
  const desktop = await liveDesktop(page, server);
  await desktop.connect('Maria Silva');
  await press(desktop.answered);
  await desktop.expectSession('Maria Silva', 'bridged');

  await page.clock.install();
  const answers = await HeldAnswers.to(page, 'session');
  await press(desktop.end);
  await desktop.expectSession('Maria Silva', 'wrap_up');
  await expect.poll(() => answers.count).toBe(1);
  await page.clock.runFor(11_000);

  await expect(problem(page)).toHaveCount(0);
  await answers.letGo();
});

test('a customer who was handed back is connected to again before the first press is answered', async ({
  server,
  openPage,
}) => {
  const page = await openPage();
  const desktop = await liveDesktop(page, server);
  await expect(desktop.connectButton('Maria Silva')).toBeVisible();
  const answers = await HeldAnswers.to(page, 'connect', 'session');

  await desktop.connect('Maria Silva');
  await press(desktop.session.getByRole('button', { name: /^Hand back/ }));
  await expect(desktop.session).toHaveCount(0);
  await desktop.connect('Maria Silva');
  await answers.letGo();

  await press(desktop.answered);
  await desktop.expectSession('Maria Silva', 'bridged');
  await expect(problem(page)).toHaveCount(0);
});

test('a wrap-up is given more time twice before the first press is answered', async ({ server, openPage }) => {
  const page = await openPage();
  const desktop = await liveDesktop(page, server);
  await desktop.connect('Maria Silva');
  await press(desktop.answered);
  await desktop.expectSession('Maria Silva', 'bridged');
  await press(desktop.end);
  await desktop.expectSession('Maria Silva', 'wrap_up');
  const answers = await HeldAnswers.to(page, 'session');

  const more = desktop.session.getByRole('button', { name: /^More time/ });
  for (const left of [/in 1:[1-9]/, /in 2:[1-9]/]) {
    await press(more);
    await expect(desktop.session.getByText(left)).toBeVisible();
    await expect(more).not.toHaveAttribute('aria-busy', 'true');
  }
  expect(answers.count).toBe(2);
  await answers.letGo();
  await expect(problem(page)).toHaveCount(0);
});

/** What an action could not do. */
function problem(page: Page): Locator {
  return page.getByRole('main').getByRole('alert').filter({ hasText: /\S/ });
}
