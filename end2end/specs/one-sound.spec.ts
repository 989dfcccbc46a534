// Every popup sounds once. On this system Chromium's popups have no sound of their own: with *System sound*, too, a page
// stands in, and the popup itself is silent.
import type { Page } from '@playwright/test';
import { ana, ben, sam } from '../support/agents';
import { Desktop } from '../support/desktop';
import { hear, neverLetSound, TONES_OF_THE_CHIME, tones } from '../support/hearing';
import { NotificationSettings } from '../support/notification-settings';
import type { Popup } from '../support/notifications';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';
import { Workplace } from '../support/workplace';

const chip = (page: Page) => page.getByRole('button', { name: /^Sound is off/ });

/** The desktop anew, listened to, and allowed to sound by a key of its agent's. */
async function withSound({ desktop, device }: Workplace): Promise<Page> {
  const { page } = desktop;
  await hear(page);
  // In a hidden tab the browser puts off the end of loading until somebody looks.
  await device.lookAt(page);
  await page.goto(new URL('/', page.url()).href);
  await desktop.topBar.expectLive();
  await page.keyboard.press('Shift');
  await expect(chip(page)).toHaveCount(0);
  return page;
}

async function expectOneChime(page: Page, popup: Popup, before = 0): Promise<void> {
  await expect.poll(() => tones(page)).toBe(before + TONES_OF_THE_CHIME);
  expect(popup.hints['suppress-sound']).toBe(true);
}

test('a test sounds once, one of a supervisor as well', async ({ server, openPage, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  const page = await withSound(workplace);
  await workplace.desktop.topBar.openNotificationSettings();

  await new NotificationSettings(page).sendTest.click();

  const own = await workplace.popups.waitForNotify(({ title }) => title === 'Test notification');
  await expectOneChime(page, own);

  const supervisor = await openPage();
  await new SignIn(supervisor).as(sam, server.origin);
  await new Desktop(supervisor, sam).topBar.openAgentsDevices();
  await supervisor.getByRole('button', { name: 'Send a test to Ana Torres' }).click();
  const sent = await workplace.popups.waitForNotify(({ body }) => body.startsWith('Sam Rivera'));
  await expectOneChime(page, sent, TONES_OF_THE_CHIME);
});

test('what waited at the sign-in sounds once', async ({ server, intake, openDevice }) => {
  const device = await openDevice();
  await device.setPermission('granted');
  const before = await Workplace.signedIn(ana, device, server);
  await before.changeSettings(async (settings) => {
    await settings.alsoWhileLooking.check();
    await settings.turnOn();
  });
  await before.desktop.topBar.signOut();
  for (const customer of ['Maria Silva', 'Kenji Watanabe']) await intake.newRequest(customer);
  await hear(device.context);

  const workplace = await Workplace.signedIn(ana, device, server);

  const digest = await workplace.popups.waitForNotify(({ title }) => title === '2 requests are waiting');
  await expectOneChime(workplace.desktop.page, digest);
});

test('what rings and what was missed sound once each', async ({ server, intake, agentElsewhere }) => {
  server.operate('team', 'rule', '--team', 'Sales', '--catch-all', '--owner-grace', '5', 'broadcast');
  const anas = await agentElsewhere(ana);
  const bens = await agentElsewhere(ben);
  const page = await withSound(anas);
  await anas.device.lookAway();

  await intake.schedule('scheduled_by_agent', 'Maria Silva', new Date(Date.now() + 2_000), { owner: ana.email });

  const own = await anas.popups.waitForPopupAbout('Maria Silva');
  await expectOneChime(page, own);
  // Her time with it is over: it rings for the team, and she is one of it.
  const teams = await anas.popups.waitForNotify(({ id, body }) => id !== own.id && body.includes('Maria Silva'), 15_000);
  await expectOneChime(page, teams, TONES_OF_THE_CHIME);
  await bens.popups.waitForPopupAbout('Maria Silva');
  const rung = 2 * TONES_OF_THE_CHIME;
  await bens.device.lookAt(bens.desktop.page);
  await bens.desktop.connect('Maria Silva');
  const missed = await anas.popups.waitForNotify(({ title }) => title === 'You missed a request');
  await expectOneChime(page, missed, rung);
});

test('a tab that may sound plays for a leader that may not', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  const { desktop, device } = workplace;
  const leader = desktop.page;
  // The oldest tab leads, and keeps the lead when it is loaded again while it is the only one.
  await hear(leader);
  await neverLetSound(leader);
  await leader.goto(new URL('/', leader.url()).href, { waitUntil: 'commit' });
  await desktop.topBar.expectLive();
  await expect(chip(leader)).toHaveCount(1);

  const other = await workplace.openDesktopTab();
  await hear(other.page);
  await other.page.goto(new URL('/', other.page.url()).href);
  await other.topBar.expectLive();
  await device.lookAt(other.page);
  await other.page.keyboard.press('Shift');
  // Neither asks for a click: one of them may.
  for (const tab of [leader, other.page]) await expect(chip(tab)).toHaveCount(0);
  await device.lookAway();

  await intake.newRequest('Maria Silva');
  await expectOneChime(other.page, await workplace.popups.waitForPopupAbout('Maria Silva'));
  expect(await tones(leader)).toBe(0);

  // Alone again, it asks, and the system is left to try.
  await other.page.close();
  await expect(chip(leader)).toHaveCount(1);
  await intake.newRequest('Kenji Watanabe');
  const left = await workplace.popups.waitForPopupAbout('Kenji Watanabe');
  expect(left.hints['suppress-sound']).toBeUndefined();
  expect(await tones(leader)).toBe(0);
});

test('a chime that another tab repeats is over with the offer', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  const { desktop, device } = workplace;
  const leader = desktop.page;
  await device.lookAt(leader);
  await workplace.changeSettings(async (settings) => {
    await settings.sound('Deskbell chime').check();
    await settings.repeat.check();
    await settings.turnOn();
  });
  await neverLetSound(leader);
  await leader.goto(new URL('/', leader.url()).href, { waitUntil: 'commit' });
  await desktop.topBar.expectLive();
  const other = await workplace.openDesktopTab();
  await hear(other.page);
  await other.page.goto(new URL('/', other.page.url()).href);
  await other.topBar.expectLive();
  await device.lookAt(other.page);
  await other.page.keyboard.press('Shift');
  await expect(chip(other.page)).toHaveCount(0);
  await device.lookAway();

  const request = await intake.create('inbound_call', 'Maria Silva');
  await expect.poll(() => tones(other.page), { timeout: 20_000 }).toBeGreaterThan(TONES_OF_THE_CHIME);
  const played = await tones(other.page);
  expect(played % TONES_OF_THE_CHIME).toBe(0);
  await intake.cancel(request);
  await workplace.popups.waitForClose(await workplace.popups.waitForPopupAbout('Maria Silva'));

  // What is heard next is the next request, and nothing of the last one.
  const over = await tones(other.page);
  await intake.create('inbound_call', 'Kenji Watanabe');
  await workplace.popups.waitForPopupAbout('Kenji Watanabe');
  await expect.poll(() => tones(other.page)).toBe(over + TONES_OF_THE_CHIME);
});
