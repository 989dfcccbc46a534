// axe on every screen, in light and dark, wide and at 360 px.
import { expectAccessible } from '../support/accessibility';
import { ana, demoPassword, sam } from '../support/agents';
import { Desktop } from '../support/desktop';
import { NotificationHistory } from '../support/notification-history';
import { NotificationSettings } from '../support/notification-settings';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

test.describe.configure({ timeout: 120_000 });

test('the pages before signing in are accessible', async ({ server, openPage }) => {
  const page = await openPage();
  const signIn = new SignIn(page);

  await page.goto(server.origin);
  await expectAccessible(page);

  await page.goto(`${server.origin}/sign-in`);
  await expectAccessible(page);

  await signIn.enterEmail(ana.email);
  await expectAccessible(page);

  await signIn.enterPassword(`not-${demoPassword}`);
  await expect(signIn.alert).toBeVisible();
  await expectAccessible(page);
});

test('the desktop is accessible with calls for later, and cut off from its server', async ({
  server,
  intake,
  openPage,
}) => {
  const page = await openPage();
  await new SignIn(page).as(ana, server.origin);
  const desktop = new Desktop(page, ana);
  await desktop.topBar.expectLive();
  const inTenMinutes = new Date(Date.now() + 600_000);
  await intake.schedule('scheduled_by_agent', 'Lena Brandt', inTenMinutes, { owner: ana.email });
  await intake.create('call_me_back', 'Tom Achebe');
  await expect(desktop.row('Tom Achebe')).toContainText('attempt 1 of 3');
  await expect(desktop.availableSoon.getByRole('listitem')).toHaveCount(1);
  await expectAccessible(page);

  await server.kill();
  await expect(page.getByText('The connection to the desk is lost.')).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page);
});

test('the scheduled calls are accessible: none, refused, planned, and about to be moved', async ({
  server,
  intake,
  openPage,
}) => {
  const page = await openPage();
  await new SignIn(page).as(ana, server.origin);
  await page.goto(`${server.origin}/schedule`);
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Schedule a call' }).click();
  await expect(page.locator('form').getByRole('alert')).toContainText(/\S/);
  await expectAccessible(page);

  const inAWeek = new Date(Date.now() + 7 * 86_400_000);
  await intake.schedule('scheduled_by_agent', 'Lena Brandt', inAWeek, { owner: ana.email, zone: 'Asia/Kolkata' });
  await page.goto(`${server.origin}/schedule`);
  await page.getByRole('link', { name: 'Move the call with Lena Brandt' }).click();
  await expect(page.getByRole('button', { name: 'Move' })).toBeVisible();
  await expectAccessible(page);
});

test('the choice of the language and the page that does not exist are accessible', async ({ server, openPage }) => {
  const page = await openPage();
  await new SignIn(page).as(ana, server.origin);
  await page.goto(`${server.origin}/profile/language`);
  await expectAccessible(page);

  await page.goto(`${server.origin}/no-such-page`);
  await expectAccessible(page);
});

test('the desktop is accessible, empty and with requests', async ({ server, intake, openPage }) => {
  const page = await openPage();
  await new SignIn(page).as(ana, server.origin);
  const desktop = new Desktop(page, ana);
  await desktop.topBar.expectLive();
  await expectAccessible(page);

  await intake.newRequest('Maria Silva');
  await intake.create('inbound_call', 'Kenji Watanabe');
  await intake.create('inbound_chat', 'Priya Nair');
  await desktop.expectRinging('Priya Nair');
  await expectAccessible(page);
});

test('the session is accessible in each of its states', async ({ server, intake, openPage }) => {
  const page = await openPage();
  await new SignIn(page).as(ana, server.origin);
  const desktop = new Desktop(page, ana);
  await desktop.topBar.expectLive();
  await intake.newRequest('Maria Silva');

  await desktop.connect('Maria Silva');
  await expectAccessible(page);

  await desktop.answered.click();
  await desktop.expectSession('Maria Silva', 'bridged');
  await expectAccessible(page);

  await desktop.end.click();
  await desktop.expectSession('Maria Silva', 'wrap_up');
  await expectAccessible(page);
});

test('the open menus are accessible', async ({ server, openPage }) => {
  const page = await openPage();
  await new SignIn(page).as(ana, server.origin);
  const { topBar } = new Desktop(page, ana);
  await topBar.expectLive();

  await topBar.status.click();
  await expect(topBar.statusChoice('Busy')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  await topBar.profile.click();
  await expect(topBar.profileEntry('Notifications')).toBeVisible();
  await expectAccessible(page);
});

test('the notification settings and the history are accessible', async ({ server, intake, openPage }) => {
  const page = await openPage();
  await new SignIn(page).as(ana, server.origin);

  await page.goto(server.origin + NotificationSettings.path);
  const settings = new NotificationSettings(page);
  await expect(settings.save).toBeVisible();
  await expectAccessible(page);
  // What is described only while it is chosen.
  await settings.sound('Deskbell chime').check();
  await settings.keepQuiet('20:00', '08:00', []);
  await expect(settings.volume).toBeVisible();
  await expectAccessible(page);

  await page.goto(server.origin + NotificationHistory.path);
  await expectAccessible(page);

  await intake.newRequest('Maria Silva');
  await new NotificationHistory(page).expectEntry('Maria Silva', 'Not shown:');
  await expectAccessible(page);
});

test('the devices of an agent and of all agents are accessible', async ({ server, openPage }) => {
  const page = await openPage();
  await new SignIn(page).as(sam, server.origin);
  await page.goto(`${server.origin}/supervisor/devices`);
  await expect(page.getByRole('row', { name: /Ana Torres/ })).toBeVisible();
  await expectAccessible(page);

  await page.goto(server.origin + NotificationSettings.path);
  await page.getByText('Rename or remove').click();
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeVisible();
  await expectAccessible(page);
});
