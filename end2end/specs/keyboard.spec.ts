// Keyboard first, and a list that holds still: ten requests in a row on a busy list.
import type { Locator } from '@playwright/test';
import type { Desktop } from '../support/desktop';
import { HeldPosts } from '../support/held-posts';
import { hasFocus, Keyboard } from '../support/keyboard';
import { liveDesktop } from '../support/sign-in';
import { expect, test } from '../support/test';

const first = ['Ada', 'Bo', 'Cleo', 'Dan', 'Eve', 'Finn', 'Gus', 'Hana', 'Ivo', 'Jun'].map((name) => `${name} One`);
const second = first.map((name) => name.replace('One', 'Two'));

test('ten requests in a row are handled by keyboard and the focus never drops', async ({
  server,
  intake,
  openPage,
}) => {
  test.setTimeout(180_000);
  const desktop = await liveDesktop(await openPage(), server);
  const keyboard = new Keyboard(desktop.page);
  for (const customer of first) await intake.newRequest(customer);
  for (const customer of first) await expect(desktop.connectButton(customer)).toBeVisible();

  for (const customer of first) {
    await keyboard.activate(desktop.connectButton(customer));
    await desktop.expectSession(customer, 'connecting');
    await keyboard.expectFocusKept();
    await keyboard.activate(desktop.answered);
    await desktop.expectSession(customer, 'bridged');
    await keyboard.expectFocusKept();
    await keyboard.activate(desktop.end);
    await desktop.expectSession(customer, 'wrap_up');
    await keyboard.expectFocusKept();
    await keyboard.tabTo(desktop.outcome);
    await keyboard.press('ArrowDown');
    await keyboard.activate(desktop.finish);
    await expect(desktop.session.filter({ hasText: customer })).toHaveCount(0);
    await keyboard.expectFocusKept();
  }
});

test('ten requests that arrive move neither a row nor the focus', async ({ server, intake, openPage }) => {
  const page = await openPage();
  const desktop = await liveDesktop(page, server);
  for (const customer of first) await intake.newRequest(customer);
  for (const customer of first) await expect(desktop.connectButton(customer)).toBeVisible();
  const focused = desktop.connectButton('Eve One');
  await focused.focus();
  const before = await positions(desktop);

  for (const customer of second) {
    await intake.newRequest(customer);
    await expect(desktop.connectButton(customer)).toBeVisible();
    expect(await hasFocus(focused)).toBe(true);
    expect(await positions(desktop)).toEqual(before);
  }
});

test('a request that goes moves no row away from under the pointer', async ({ server, intake, openPage }) => {
  const page = await openPage();
  const desktop = await liveDesktop(page, server);
  const requests = [];
  for (const customer of first) requests.push(await intake.newRequest(customer));
  for (const customer of first) await expect(desktop.connectButton(customer)).toBeVisible();
  const pointedAt = desktop.connectButton('Eve One');
  await pointedAt.hover();
  const before = await pointedAt.boundingBox();

  await intake.cancel(requests[1]!);
  await intake.cancel(requests[2]!);

  await expect(usable(desktop, 'Bo One')).toHaveCount(0);
  await expect(usable(desktop, 'Cleo One')).toHaveCount(0);
  expect(await pointedAt.boundingBox()).toEqual(before);
});

test('a request that goes while its button has the focus does not take the focus with it', async ({
  server,
  intake,
  openPage,
}) => {
  const page = await openPage();
  const desktop = await liveDesktop(page, server);
  const maria = await intake.newRequest('Maria Silva');
  await intake.newRequest('Kenji Watanabe');
  await expect(desktop.connectButton('Kenji Watanabe')).toBeVisible();
  await desktop.connectButton('Maria Silva').focus();

  await intake.cancel(maria);

  await expect(usable(desktop, 'Maria Silva')).toHaveCount(0);
  await new Keyboard(page).expectFocusKept();
});

test('a press on Connect shows before the server answers', async ({ server, intake, openPage }) => {
  const page = await openPage();
  const desktop = await liveDesktop(page, server);
  await intake.newRequest('Maria Silva');
  const button = desktop.connectButton('Maria Silva');
  await expect(button).toBeVisible();
  const before = await button.evaluate((element) => element.outerHTML);
  const posts = await HeldPosts.on(page);

  await button.click();

  await expect
    .poll(() => button.evaluateAll((buttons) => buttons.map((element) => element.outerHTML)))
    .not.toEqual([before]);
  await posts.letGo();
  await desktop.expectSession('Maria Silva', 'connecting');
});

test('the status and profile menus work by keyboard and give the focus back', async ({ server, openPage }) => {
  const page = await openPage();
  const { topBar } = await liveDesktop(page, server);
  const keyboard = new Keyboard(page);

  await keyboard.activate(topBar.status);
  await expect(topBar.statusChoice('Available')).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(topBar.statusChoice('Busy')).toBeFocused();
  await keyboard.press('Enter');
  await topBar.expectStatus('Busy');
  await expect(topBar.status).toBeFocused();

  await keyboard.activate(topBar.profile);
  await expect(topBar.profileEntry('Notifications')).toBeFocused();
  await keyboard.press('Escape');
  await expect(topBar.profileEntry('Notifications')).not.toBeVisible();
  await expect(topBar.profile).toBeFocused();
});

/** The customer's button, as long as it can be pressed. */
function usable(desktop: Desktop, customer: string): Locator {
  return desktop.connectButton(customer).and(desktop.page.locator(':enabled:not([aria-disabled="true"])'));
}

async function positions(desktop: Desktop): Promise<unknown[]> {
  return Promise.all(first.map((customer) => desktop.row(customer).boundingBox()));
}
