// What is noted from the first second on goes with the customer, wherever they go.
import type { Page } from '@playwright/test';
import { ana, ben } from '../support/agents';
import { Desktop } from '../support/desktop';
import { HeldPosts } from '../support/held-posts';
import type { Server } from '../support/server';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

test('a note is written from connecting on and stands in the wrap-up', async ({ server, intake, openPage }) => {
  const page = await openPage();
  const desktop = await desktopOf(page, server);
  const request = await intake.newRequest('Maria Silva');
  await desktop.connect('Maria Silva');
  await desktop.note.pressSequentially('asks');

  const tab = await page.context().newPage();
  await tab.goto(server.origin);
  const elsewhere = new Desktop(tab, ana);
  await expect(elsewhere.note).toHaveValue('asks');
  await page.bringToFront();

  // Whoever types goes on typing, whatever the session does meanwhile.
  await elsewhere.answered.evaluate((button: HTMLElement) => button.click());
  await desktop.expectSession('Maria Silva', 'bridged');
  await page.keyboard.type(' for');
  await elsewhere.end.evaluate((button: HTMLElement) => button.click());
  await desktop.expectSession('Maria Silva', 'wrap_up');
  await expect(desktop.note).toBeFocused();
  await page.keyboard.type(' two');
  await expect(desktop.note).toHaveValue('asks for two');
  await expect(elsewhere.note).toHaveValue('asks for two');

  await desktop.outcome.selectOption('sale');
  await desktop.finish.click();
  await expect(desktop.session).toHaveCount(0);
  expect(await intake.read(request)).toMatchObject({ outcome: 'sale', note: 'asks for two' });
});

test('what was typed a moment before No answer is kept with the request', async ({ server, intake, openPage }) => {
  const desktop = await desktopOf(await openPage(), server);
  const request = await intake.newRequest('Maria Silva');
  await desktop.connect('Maria Silva');

  await desktop.note.fill('rang out twice');
  await desktop.noAnswer.click();

  await expect(desktop.session).toHaveCount(0);
  expect(await intake.read(request)).toMatchObject({ outcome: 'customer_no_answer', note: 'rang out twice' });
  await expect(desktop.page.getByText('could be saved')).toHaveCount(0);
});

test('whoever has the customer next reads what was noted before the hand-back', async ({
  server,
  intake,
  openPage,
}) => {
  const anas = await desktopOf(await openPage(), server);
  await intake.newRequest('Maria Silva');
  await anas.connect('Maria Silva');
  await anas.note.fill('Wants to speak\nwith Ben.');
  await anas.session.getByRole('button', { name: 'Hand back' }).click();
  await expect(anas.session).toHaveCount(0);

  const page = await openPage();
  const bens = await desktopOf(page, server, ben);
  await bens.connect('Maria Silva');

  const history = page.getByRole('region', { name: 'Customer' }).getByRole('list', { name: 'History' });
  await expect(history.getByRole('listitem')).toHaveText([/Ana Torres.*Handed back.*with Ben\./s]);
  await expect(bens.note).toHaveValue('');
});

test('a note that nothing brought to the desk is saved after the customer was taken away', async ({
  server,
  intake,
  openPage,
}) => {
  const page = await openPage();
  const desktop = await desktopOf(page, server);
  await intake.newRequest('Maria Silva');
  await desktop.connect('Maria Silva');
  const posts = await HeldPosts.on(page);
  await desktop.note.pressSequentially('wants two');
  await expect.poll(() => posts.count).toBeGreaterThan(0);
  server.operate('agent', 'disable', '--email', ana.email);
  server.operate('agent', 'enable', '--email', ana.email);
  await page.unroute('**/*');
  await new SignIn(page).as(ana, server.origin);

  const left = page.getByRole('alert').filter({ hasText: 'Maria Silva' });
  await expect(left).toContainText('wants two');
  await left.getByRole('button', { name: 'Save' }).click();
  await expect(left).toHaveCount(0);

  const other = await openPage();
  const bens = await desktopOf(other, server, ben);
  await bens.connect('Maria Silva');
  await expect(other.getByRole('list', { name: 'History' })).toContainText('wants two');
});

test('a tab that comes up while another one is typed in takes nothing back', async ({ server, intake, openPage }) => {
  const page = await openPage();
  const desktop = await desktopOf(page, server);
  await intake.newRequest('Maria Silva');
  await desktop.connect('Maria Silva');
  const posts = await HeldPosts.on(page);
  await desktop.note.pressSequentially('asks');
  const tab = await page.context().newPage();
  await tab.goto(server.origin);
  const elsewhere = new Desktop(tab, ana);
  await expect(elsewhere.note).toHaveValue('asks');
  await page.bringToFront();

  await page.keyboard.type(' for two');
  await posts.letGo();

  await expect(elsewhere.note).toHaveValue('asks for two');
  await expect(desktop.note).toHaveValue('asks for two');
});

test('without scripts a press brings the note along', async ({ server, intake, openPage }) => {
  const page = await openPage({ javaScriptEnabled: false });
  await new SignIn(page).as(ana, server.origin);
  const desktop = new Desktop(page, ana);
  await intake.newRequest('Maria Silva');
  await page.reload();
  await desktop.connect('Maria Silva');

  await desktop.note.fill('asks for two');
  await desktop.answered.click();
  await desktop.expectSession('Maria Silva', 'bridged');
  await expect(desktop.note).toHaveValue('asks for two');
  await desktop.note.fill('asks for three');
  await desktop.end.click();

  await desktop.expectSession('Maria Silva', 'wrap_up');
  await expect(desktop.note).toHaveValue('asks for three');
  await expect(desktop.session.getByRole('button', { name: 'Sale', exact: true })).toBeHidden();
});

async function desktopOf(page: Page, server: Server, agent = ana): Promise<Desktop> {
  await new SignIn(page).as(agent, server.origin);
  const desktop = new Desktop(page, agent);
  await desktop.topBar.expectLive();
  return desktop;
}
