// Why no popup came: for each reason none did, and the agent's *Notification history* says which.
//
//   no_distribution_rule   here (the banner: missing-setup.spec.ts)
//   outside_hours          here
//   not_signed_in          here
//   busy                   never-while-busy.spec.ts (session, status Busy), here (wrap-up)
//   away                   never-while-busy.spec.ts
//   put_off                here (what *Later* does: popup-actions.spec.ts)
//   quiet_hours            quiet-hours.spec.ts
//   turned_off             notification-settings.spec.ts
//   kind_turned_off        here
//   already_sent           here: it has no line of its own, the first one tells what became of it
//   unreachable            here
//
//   looked at              here (that it rings in the page: once.spec.ts)
//   permission denied      permission.spec.ts
//   permission not asked   here
//   insecure origin        here: nobody gets as far as a desktop there, so it is said at the door
//   unsupported            here
//
// Offered again when free, saying how late it is: scheduled-calls.spec.ts, never-while-busy.spec.ts.
import type { Page } from '@playwright/test';
import { ana, ben } from '../support/agents';
import { Desktop } from '../support/desktop';
import { NotificationHistory } from '../support/notification-history';
import { NotificationSettings } from '../support/notification-settings';
import { press } from '../support/press';
import type { Server } from '../support/server';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

function setRule(server: Server, rule: 'broadcast' | 'none'): void {
  server.operate('team', 'rule', '--team', 'Sales', '--catch-all', rule);
}

test('a team without a distribution rule rings for nobody, until it has one', async ({
  server,
  intake,
  agentElsewhere,
}) => {
  const workplace = await agentElsewhere(ana);
  setRule(server, 'none');

  await intake.newRequest('Maria Silva');

  await workplace.desktop.expectNotRinging('Maria Silva');
  await workplace.expectHistory('Maria Silva', 'Not shown: your team has no distribution rule');
  expect(workplace.popups.shown()).toEqual([]);
  setRule(server, 'broadcast');
  await workplace.popups.waitForPopupAbout('Maria Silva');
});

test('a team that is closed rings for nobody, until it opens', async ({ server, intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  // Days that are not named are closed: it opens for a day in a year that is over.
  server.operate('team', 'hours', '--team', 'Sales', '--zone', 'Europe/Madrid', '--on', '2020-01-01 09:00-10:00');

  await intake.newRequest('Maria Silva');

  await workplace.desktop.expectNotRinging('Maria Silva');
  await workplace.expectHistory('Maria Silva', 'Not shown: your team was closed');
  expect(workplace.popups.shown()).toEqual([]);
  server.operate('team', 'hours', '--team', 'Sales', '--always');
  await workplace.popups.waitForPopupAbout('Maria Silva');
});

test('a request that comes while the team is closed says when it rings', async ({ server, intake, openPage }) => {
  const page = await openPage();
  await new SignIn(page).as(ana, server.origin);
  const desktop = new Desktop(page, ana);
  await desktop.topBar.expectLive();
  const [tomorrow] = new Date(Date.now() + 24 * 3_600_000).toISOString().split('T');
  server.operate('team', 'hours', '--team', 'Sales', '--zone', 'UTC', '--on', `${tomorrow} 09:00-10:00`);

  await intake.newRequest('Maria Silva');

  await expect(desktop.row('Maria Silva')).toContainText(/closed, rings at .*\d\d:00/);
  await expect(page.getByText(/^The team is closed: it rings at .*\d\d:00/)).toBeVisible();
  await page.reload();
  await expect(desktop.row('Maria Silva')).toContainText(/closed, rings at .*\d\d:00/);
  server.operate('team', 'hours', '--team', 'Sales', '--always');
  await desktop.expectRinging('Maria Silva');
  await expect(desktop.row('Maria Silva')).not.toContainText('closed');
});

test('an agent who was signed out reads so, and hears nothing meanwhile', async ({
  server,
  intake,
  agentElsewhere,
}) => {
  const bens = await agentElsewhere(ben);
  const anas = await agentElsewhere(ana);
  const { page, topBar } = anas.desktop;
  await topBar.signOut();

  const maria = await intake.newRequest('Maria Silva');

  const popup = await bens.popups.waitForPopupAbout('Maria Silva');
  await intake.cancel(maria);
  await bens.popups.waitForClose(popup);
  await anas.device.lookAt(page);
  await new SignIn(page).as(ana, server.origin);
  await anas.device.lookAway();
  await anas.expectHistory('Maria Silva', 'Not shown: you were not signed in');
  expect(anas.popups.shown()).toEqual([]);
});

test('an agent in the wrap-up is busy, and free once it is finished', async ({ intake, agentElsewhere }) => {
  const bens = await agentElsewhere(ben);
  const anas = await agentElsewhere(ana);
  await intake.newRequest('Maria Silva');
  await anas.desktop.expectRinging('Maria Silva');
  await anas.desktop.connect('Maria Silva');
  await press(anas.desktop.answered);
  await anas.desktop.expectSession('Maria Silva', 'bridged');
  await press(anas.desktop.end);
  await anas.desktop.expectSession('Maria Silva', 'wrap_up');

  await intake.newRequest('Kenji Watanabe');

  await bens.popups.waitForPopupAbout('Kenji Watanabe');
  await anas.expectHistory('Kenji Watanabe', 'Not shown: you were busy');
  expect(anas.popups.about('Kenji Watanabe')).toEqual([]);
  await anas.desktop.outcome.selectOption({ index: 1 });
  await press(anas.desktop.finish);
  await anas.popups.waitForPopupAbout('Kenji Watanabe');
});

test('who put a request off is not told when it is offered anew', async ({ server, intake, agentElsewhere }) => {
  const bens = await agentElsewhere(ben);
  const anas = await agentElsewhere(ana);
  await intake.newRequest('Maria Silva');
  const popup = await anas.popups.waitForPopupAbout('Maria Silva');
  await anas.popups.press(popup, 'Later');
  await anas.desktop.expectNotRinging('Maria Silva');

  setRule(server, 'none');
  setRule(server, 'broadcast');

  await expect.poll(() => bens.popups.about('Maria Silva').length).toBe(2);
  await anas.expectHistory('Maria Silva', 'Not shown: you had put it off');
  expect(anas.popups.about('Maria Silva')).toHaveLength(1);
});

test('a kind that is switched off rings in the list alone', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  await workplace.device.lookAt(workplace.desktop.page);
  await workplace.changeSettings(async (settings) => {
    await settings.ringMeFor('Chats').uncheck();
    await settings.save.click();
    await expect(settings.message('Saved')).toBeVisible();
  });
  await workplace.device.lookAway();

  await intake.create('inbound_chat', 'Maria Silva');

  await workplace.desktop.expectRinging('Maria Silva');
  await intake.newRequest('Kenji Watanabe');
  await workplace.popups.waitForPopupAbout('Kenji Watanabe');
  await workplace.expectHistory('Maria Silva', 'Not shown: notifications of this kind were off');
  expect(workplace.popups.about('Maria Silva')).toEqual([]);
});

test('who goes and comes back while it rings is not told a second time', async ({ intake, agentElsewhere }) => {
  const bens = await agentElsewhere(ben);
  const anas = await agentElsewhere(ana);
  await intake.newRequest('Maria Silva');
  await bens.popups.waitForPopupAbout('Maria Silva');
  const popup = await anas.popups.waitForPopupAbout('Maria Silva');
  await anas.desktop.topBar.chooseStatus('Busy');
  await anas.popups.waitForClose(popup);

  await anas.desktop.topBar.chooseStatus('Available');

  await anas.desktop.expectRinging('Maria Silva');
  await intake.newRequest('Kenji Watanabe');
  await anas.popups.waitForPopupAbout('Kenji Watanabe');
  expect(anas.popups.about('Maria Silva')).toHaveLength(1);
  await anas.expectHistory('Maria Silva', 'Shown');
});

test('an agent whose devices are all silent reads so, unless popups were off anyway', async ({
  server,
  intake,
  agentElsewhere,
  openPage,
}) => {
  const bens = await agentElsewhere(ben);
  // Without scripts nothing answers the server's heartbeats.
  const page = await openPage({ javaScriptEnabled: false });
  await new SignIn(page).as(ana, server.origin);
  await intake.newRequest('Maria Silva');
  await bens.popups.waitForPopupAbout('Maria Silva');
  await page.goto(server.origin + NotificationSettings.path);
  await new NotificationSettings(page).turnOn();
  await intake.newRequest('Kenji Watanabe');
  await bens.popups.waitForPopupAbout('Kenji Watanabe');

  await page.goto(server.origin + NotificationHistory.path);

  const history = new NotificationHistory(page);
  await history.expectEntry('Maria Silva', 'Not shown: notifications were off');
  await history.expectEntry('Maria Silva', 'Nothing rang in the list either');
  await history.expectEntry('Kenji Watanabe', 'Not shown: no device of yours was connected');
});

test('a device that was never asked for permission is told of', async ({ intake, agentElsewhere }) => {
  const bens = await agentElsewhere(ben);
  const anas = await agentElsewhere(ana);
  await anas.device.setPermission('prompt');
  await expect(anas.desktop.page.getByText('Notifications are not yet allowed on this device.')).toBeAttached();

  await intake.newRequest('Maria Silva');

  await bens.popups.waitForPopupAbout('Maria Silva');
  await anas.desktop.expectRinging('Maria Silva');
  await anas.expectHistory('Maria Silva', 'Not shown: notifications were never allowed on the device');
  expect(anas.popups.shown()).toEqual([]);
});

test('a desktop that was looked at is told of', async ({ server, intake, openPage }) => {
  const page = await openPage();
  await turnedOn(page, server.origin);

  await ring(page, intake);

  await expectHistory(page, 'Not shown: you were looking at the desktop');
});

test('an address that is not secure is told of before a password is asked for', async ({ server, openPage }) => {
  const page = await openPage();
  const signIn = new SignIn(page);
  await signIn.openFromFrontPage(server.insecureOrigin);

  await signIn.email.fill(ana.email);
  await signIn.next.click();

  await expect(signIn.alert).toContainText('This address is not secure');
  await expect(signIn.password).toHaveCount(0);
});

test('a browser without notifications is told of', async ({ server, intake, openPage }) => {
  const page = await openPage();
  await page.addInitScript(() => Reflect.deleteProperty(window, 'Notification'));
  await turnedOn(page, server.origin, { alsoWhileLooking: true });

  await ring(page, intake);

  await expectHistory(page, 'Not shown: the browser has no notifications');
});

/** Ana, signed in on the desktop, with notifications on as far as it lies with her. */
async function turnedOn(page: Page, origin: string, { alsoWhileLooking = false } = {}): Promise<void> {
  await new SignIn(page).as(ana, origin);
  const { topBar } = new Desktop(page, ana);
  await topBar.expectLive();
  await page.goto(origin + NotificationSettings.path);
  await topBar.expectLive();
  const settings = new NotificationSettings(page);
  await settings.desktopNotifications.check();
  if (alsoWhileLooking) await settings.alsoWhileLooking.check();
  await settings.save.click();
  await expect(settings.message('Saved')).toBeVisible();
  await page.goto(origin);
  await topBar.expectLive();
}

async function ring(page: Page, intake: { newRequest(customer: string): Promise<unknown> }): Promise<void> {
  await intake.newRequest('Maria Silva');
  await new Desktop(page, ana).expectRinging('Maria Silva');
}

async function expectHistory(page: Page, says: string): Promise<void> {
  await page.goto(new URL(NotificationHistory.path, page.url()).href);
  await new NotificationHistory(page).expectEntry('Maria Silva', says);
}
