// Draws the pictures of the documentation. Runs only with UPDATE_IMAGES=1.
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { ana, ben, sam } from '../support/agents';
import { Desktop } from '../support/desktop';
import type { Intake } from '../support/intake';
import { NotificationHistory } from '../support/notification-history';
import { NotificationSettings } from '../support/notification-settings';
import { NotificationTrace } from '../support/notification-trace';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

const folder = join(__dirname, '../../docs/images');
const wide = { width: 1360, height: 800 };
const narrow = { width: 360, height: 740 };
const desk = {
  viewport: wide,
  reducedMotion: 'reduce',
  colorScheme: 'light',
  locale: 'en-GB',
  timezoneId: 'Europe/Madrid',
} as const;
const minutes = (count: number) => new Date(Date.now() + count * 60_000);

test.describe.configure({ timeout: 120_000 });

test('the pages around the desktop', async ({ server, intake, openPage }) => {
  const page = await openPage(desk);
  await page.context().grantPermissions(['notifications'], { origin: server.origin });
  await page.goto(`${server.origin}/sign-in`);
  await draw(page, 'sign-in');

  await new SignIn(page).as(ana, server.origin);
  const desktop = new Desktop(page, ana);
  await desktop.topBar.expectLive();
  await desktop.topBar.openNotificationSettings();
  const settings = new NotificationSettings(page);
  await settings.desktopNotifications.check();
  await settings.webPush.uncheck();
  await settings.sound('Deskbell chime').check();
  await settings.keepQuiet('20:00', '08:00', [/^Inbound calls come through/]);
  await draw(page, 'notification-settings');
  await drawPart(page.getByRole('group', { name: 'Sound' }), 'settings-sound');
  await drawPart(page.getByRole('group', { name: 'What others may read' }), 'settings-privacy');
  await drawPart(page.getByRole('group', { name: 'Quiet hours' }), 'settings-quiet-hours');
  // Here no push service can be reached, and the browser takes its time to find out.
  await expect(page.getByText('Off: nothing arrives here')).toBeVisible({ timeout: 40_000 });
  await settings.sendTest.click();
  await expect(settings.message('Did you see it?')).toBeVisible();
  await drawPart(page.getByRole('region', { name: 'This device' }), 'this-device');
  await drawPart(page.getByRole('region', { name: 'My devices' }), 'my-devices');

  await plan(intake);
  await page.goto(`${server.origin}/schedule`);
  await expect(page.getByRole('row', { name: /Priya Nair/ })).toBeVisible();
  await draw(page, 'scheduled-calls');
  await page.setViewportSize(narrow);
  await draw(page, 'scheduled-calls-narrow');
});

test('the desktop', async ({ server, intake, openPage }) => {
  const page = await openPage(desk);
  await page.context().grantPermissions(['notifications'], { origin: server.origin });
  await new SignIn(page).as(ana, server.origin);
  const desktop = new Desktop(page, ana);
  await desktop.topBar.openNotificationSettings();
  await new NotificationSettings(page).turnOn();
  await page.goto(server.origin);
  await desktop.topBar.expectLive();
  // The first click unlocks the sound.
  await desktop.pending.click();
  await plan(intake);
  await intake.newRequest('Maria Silva');
  await intake.ask('inbound_call', { customer: { name: 'Kenji Watanabe', phone: '+81312345678' } });
  await intake.ask('inbound_chat', {
    customer: { name: 'Joan Ferrer', phone: '+34931000218' },
    message: 'Does the discount also hold for the second line?',
  });
  await desktop.expectRinging('Joan Ferrer');
  await drawLooks(page, 'desktop');

  await desktop.connect('Maria Silva');
  await desktop.answered.click();
  await desktop.expectSession('Maria Silva', 'bridged');
  await draw(page, 'desktop-session');
  await page.setViewportSize(narrow);
  await draw(page, 'desktop-session-narrow');
  await page.setViewportSize(wide);

  await intake.newRequest('Lena Brandt');
  await page.goto(server.origin + NotificationHistory.path);
  await new NotificationHistory(page).expectEntry('Lena Brandt', 'Not shown: you were busy');
  await draw(page, 'notification-history');
});

test('a call back', async ({ server, intake, openPage }) => {
  const page = await openPage(desk);
  await new SignIn(page).as(ana, server.origin);
  const desktop = new Desktop(page, ana);
  await desktop.topBar.expectLive();
  await intake.create('call_me_back', 'Tom Achebe');
  await desktop.connect('Tom Achebe');
  await desktop.noAnswer.click();
  await expect(desktop.row('Tom Achebe')).toContainText('attempt 2 of 3');
  await drawPart(desktop.availableSoon, 'call-back');
});

test("the agents' devices", async ({ server, openPage, agentElsewhere }) => {
  await agentElsewhere(ana);
  await agentElsewhere(ben);
  const page = await openPage(desk);
  await new SignIn(page).as(sam, server.origin);
  await page.goto(`${server.origin}/supervisor/devices`);
  await expect(page.getByRole('row', { name: /Ben Okafor/ })).toContainText('1 of 1 working');
  await draw(page, 'agents-devices');
});

test('the notification trace', async ({ server, intake, openPage, agentElsewhere }) => {
  const anas = await agentElsewhere(ana);
  const bens = await agentElsewhere(ben);
  await bens.desktop.topBar.chooseStatus('Busy');
  await intake.newRequest('Maria Silva');
  const popup = await anas.popups.waitForPopupAbout('Maria Silva');
  await anas.popups.click(popup);
  // She is led to her desktop, and looks at it when the next one calls.
  await intake.create('inbound_call', 'Kenji Watanabe');
  await anas.desktop.expectRinging('Kenji Watanabe');
  const page = await openPage(desk);
  await new SignIn(page).as(sam, server.origin);
  await page.goto(`${server.origin}/supervisor/notifications`);
  await new NotificationTrace(page).lines('Ana Torres', 'Maria Silva').locator('summary').click();
  await expect(page.getByText('clicked')).toBeVisible();
  // Below the search, what it found.
  await page.setViewportSize({ width: wide.width, height: 1_100 });
  await draw(page, 'notification-trace');
});

test('a reminder', async ({ server, intake, openPage }) => {
  const page = await openPage(desk);
  await page.context().grantPermissions(['notifications'], { origin: server.origin });
  await new SignIn(page).as(ana, server.origin);
  const desktop = new Desktop(page, ana);
  await desktop.topBar.openNotificationSettings();
  const settings = new NotificationSettings(page);
  await settings.upcoming.check();
  await settings.turnOn();
  await page.goto(server.origin);
  await desktop.topBar.expectLive();
  await desktop.pending.click();
  await intake.schedule('scheduled_by_agent', 'Lena Fischer', new Date(Date.now() + 305_000), { owner: ana.email });
  await expect(desktop.reminders.getByRole('article')).toBeVisible();
  await draw(page, 'reminder');
});

/** Two calls for the next half an hour, and one for another day. */
async function plan(intake: Intake): Promise<void> {
  await intake.schedule('scheduled_by_agent', 'Lena Fischer', minutes(12), {
    owner: ana.email,
    zone: 'America/New_York',
  });
  await intake.schedule('scheduled_by_customer', 'Priya Nair', minutes(26), { zone: 'Asia/Kolkata' });
  await intake.schedule('scheduled_by_agent', 'Tom Achebe', minutes(60 * 26), {
    owner: ben.email,
    zone: 'Europe/London',
  });
}

async function drawLooks(page: Page, name: string): Promise<void> {
  await draw(page, `${name}-ringing`);
  await page.emulateMedia({ colorScheme: 'dark' });
  await draw(page, `${name}-ringing-dark`);
  await page.setViewportSize(narrow);
  await draw(page, `${name}-narrow-dark`);
  await page.emulateMedia({ colorScheme: 'light' });
  await draw(page, `${name}-narrow`);
  await page.setViewportSize(wide);
}

async function draw(page: Page, name: string): Promise<void> {
  await page.evaluate(() => scrollTo(0, 0));
  // Under a pointer the lists keep their places.
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}

/** A part of the page with some air around it. */
async function drawPart(part: Locator, name: string): Promise<void> {
  const clip = await part.evaluate((element, air) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: x + scrollX - air, y: y + scrollY - air, width: width + 2 * air, height: height + 2 * air };
  }, 12);
  await part
    .page()
    .screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', fullPage: true, clip });
}
