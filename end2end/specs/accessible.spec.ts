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
  await expect(new NotificationSettings(page).save).toBeVisible();
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
