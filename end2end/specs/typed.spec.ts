// Nothing typed is lost, and nothing is done twice, with scripts.
import type { Page } from '@playwright/test';
import { ana, demoPassword } from '../support/agents';
import { Desktop } from '../support/desktop';
import { HeldPosts } from '../support/held-posts';
import type { CustomerRequest } from '../support/intake';
import type { Server } from '../support/server';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

test('a wrap-up does not close while its note is being typed', async ({ server, intake, openPage }) => {
  test.setTimeout(150_000);
  const desktop = await inWrapUp(await openPage(), server, () => intake.newRequest('Maria Silva'));
  const words = 'a note that takes longer than a wrap-up lasts';

  await desktop.note.pressSequentially(words, { delay: 70_000 / words.length });

  await desktop.expectSession('Maria Silva', 'wrap_up');
  await expect(desktop.note).toHaveValue(words);
  await expect(desktop.note).toBeFocused();
});

test('what was entered in a wrap-up survives a reload and is there in another tab', async ({
  server,
  intake,
  openPage,
}) => {
  const page = await openPage();
  const desktop = await inWrapUp(page, server, () => intake.newRequest('Maria Silva'));
  await desktop.outcome.selectOption('sale');
  await desktop.note.pressSequentially('called <b>twice</b>');
  await page.reload();
  await expect(desktop.note).toHaveValue('called <b>twice</b>');
  await expect(desktop.outcome).toHaveValue('sale');

  const tab = await page.context().newPage();
  await tab.goto(server.origin);
  const elsewhere = new Desktop(tab, ana);
  await expect(elsewhere.note).toHaveValue('called <b>twice</b>');

  await elsewhere.note.fill('three times');
  await expect(desktop.note).toHaveValue('three times');
});

test('a note that never reached the desk is still there after the next sign-in', async ({
  server,
  intake,
  openPage,
}) => {
  const page = await openPage();
  const desktop = await inWrapUp(page, server, () => intake.newRequest('Maria Silva'));
  const posts = await HeldPosts.on(page);
  await desktop.note.pressSequentially('typed at the last moment');
  await expect.poll(() => posts.count).toBeGreaterThan(0);
  await page.context().clearCookies();
  await page.unroute('**/*');

  await new SignIn(page).as(ana, server.origin);

  await expect(desktop.note).toHaveValue('typed at the last moment');
});

test('what was entered while nothing reached the desk is filed afterwards', async ({
  server,
  intake,
  openPage,
}) => {
  const page = await openPage();
  let request: CustomerRequest | undefined;
  const desktop = await inWrapUp(page, server, async () => (request = await intake.newRequest('Maria Silva')));
  const posts = await HeldPosts.on(page);
  await desktop.outcome.selectOption('sale');
  await desktop.note.pressSequentially('wants two');
  await expect.poll(() => posts.count).toBeGreaterThan(0);

  // The wrap-up closes with what the desk has: nothing.
  server.operate('agent', 'disable', '--email', ana.email);
  server.operate('agent', 'enable', '--email', ana.email);
  await page.unroute('**/*');
  await new SignIn(page).as(ana, server.origin);

  const left = page.getByRole('alert').filter({ hasText: 'Maria Silva' });
  await expect(left).toContainText('Sale');
  await expect(left).toContainText('wants two');
  await left.getByRole('button', { name: 'Save' }).click();
  await expect(left).toHaveCount(0);
  const closed = await intake.read(request as unknown as CustomerRequest);
  expect(closed).toMatchObject({ state: 'closed', outcome: 'sale' });
});

test('hands that type when their wrap-up ends take no customer', async ({ server, intake, openPage }) => {
  const page = await openPage();
  const desktop = await inWrapUp(page, server, () => intake.newRequest('Maria Silva'));
  await intake.newRequest('Kenji Watanabe');
  await expect(desktop.connectButton('Kenji Watanabe')).toBeVisible();
  const tab = await page.context().newPage();
  await tab.goto(server.origin);
  const elsewhere = new Desktop(tab, ana);
  await elsewhere.outcome.selectOption('sale');
  await page.bringToFront();
  await desktop.note.focus();

  await elsewhere.finish.evaluate((button: HTMLElement) => button.click());
  await expect(desktop.session).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');

  await expect(desktop.connectButton('Kenji Watanabe')).toBeVisible();
  await expect(desktop.session).toHaveCount(0);
});

test('no press that is repeated does what stands in its place', async ({ server, intake, openPage }) => {
  const page = await openPage();
  await new SignIn(page).as(ana, server.origin);
  const desktop = new Desktop(page, ana);
  await desktop.topBar.expectLive();
  await intake.newRequest('Maria Silva');

  await desktop.laterButton('Maria Silva').focus();
  await page.keyboard.press('Enter');
  await expect(desktop.laterButton('Maria Silva')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Space');
  await expect(desktop.session).toHaveCount(0);

  await desktop.connect('Maria Silva');
  await desktop.answered.focus();
  await page.keyboard.press('Enter');
  await desktop.expectSession('Maria Silva', 'bridged');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Space');
  await desktop.expectSession('Maria Silva', 'bridged');
});

test('a call is planned once by two presses of Enter on a slow line', async ({ server, openPage }) => {
  const page = await openPage();
  await fillIn(page, server);
  const posts = await HeldPosts.on(page);
  const name = page.getByRole('textbox', { name: /^Customer/ });
  await name.focus();
  // Not on the locator, which would wait for the first answer before the second press.
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect.poll(() => posts.count).toBeGreaterThan(0);
  await posts.letGo();
  await expect(planned(page)).toHaveCount(1);
  await expect(page.getByRole('status').filter({ hasText: 'Scheduled: Maria Silva, ' })).toBeVisible();
});

test('a call is planned once by a press, Back and a press', async ({ server, openPage }) => {
  const page = await openPage();
  await fillIn(page, server);
  await page.getByRole('button', { name: 'Schedule a call' }).click();
  await expect(planned(page)).toHaveCount(1);
  await page.goBack();
  const name = page.getByRole('textbox', { name: /^Customer/ });
  await expect(name).toBeVisible();
  await fillIn(page, server);
  await page.getByRole('button', { name: 'Schedule a call' }).click();
  await expect(planned(page)).toHaveCount(1);
});

test('a form that was sent when the sign-in had ended is there after it', async ({ server, openPage }) => {
  const page = await openPage();
  await fillIn(page, server);
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Schedule a call' }).click();

  const signIn = new SignIn(page);
  await expect(signIn.email).toBeVisible();
  await expect(page.getByText('What you typed is kept')).toBeVisible();
  await signIn.enterEmail(ana.email);
  await signIn.enterPassword(demoPassword);

  await expect(page.getByRole('textbox', { name: /^Customer/ })).toHaveValue('Maria Silva');
  await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue('</textarea> first line\nsecond');
  await expect(page.getByLabel('Date')).toHaveValue('2099-06-01');
  expect(page.url()).not.toContain('Maria');
  await page.getByRole('button', { name: 'Schedule a call' }).click();
  await expect(planned(page)).toHaveCount(1);
});

test('a form is still filled in after the agent signed out in another tab', async ({ server, openPage }) => {
  const page = await openPage();
  await fillIn(page, server);
  const tab = await page.context().newPage();
  await tab.goto(server.origin);
  const elsewhere = new Desktop(tab, ana);
  await elsewhere.topBar.expectLive();
  await elsewhere.topBar.signOut();

  await page.waitForURL(({ pathname }) => pathname === '/sign-in');
  const signIn = new SignIn(page);
  await expect(signIn.email).toBeVisible();
  await signIn.enterEmail(ana.email);
  await signIn.enterPassword(demoPassword);

  await page.waitForURL(({ pathname }) => pathname === '/schedule');
  await expect(page.getByRole('textbox', { name: /^Customer/ })).toHaveValue('Maria Silva');
});

async function inWrapUp(page: Page, server: Server, arrives: () => Promise<unknown>): Promise<Desktop> {
  await new SignIn(page).as(ana, server.origin);
  const desktop = new Desktop(page, ana);
  await desktop.topBar.expectLive();
  await arrives();
  await desktop.connect('Maria Silva');
  await desktop.end.click();
  await desktop.expectSession('Maria Silva', 'wrap_up');
  return desktop;
}

/** The form for a call, signed in. */
async function fillIn(page: Page, server: Server): Promise<void> {
  if (!page.url().includes('/schedule')) {
    await new SignIn(page).as(ana, server.origin);
    await page.goto(`${server.origin}/schedule`);
  }
  await expect(page.locator('html[data-hydrated]')).toBeAttached();
  await page.getByRole('textbox', { name: /^Customer/ }).fill('Maria Silva');
  await page.getByRole('textbox', { name: /^Phone/ }).fill('+34 600 123 456');
  await page.getByLabel('Date').fill('2099-06-01');
  await page.getByLabel('Time', { exact: true }).fill('14:30');
  await page.getByRole('combobox', { name: /^Time zone/ }).fill('Europe/Madrid');
  await page.getByRole('textbox', { name: 'Note' }).fill('</textarea> first line\nsecond');
}

function planned(page: Page) {
  return page.getByRole('row').filter({ hasText: 'Maria Silva' });
}
