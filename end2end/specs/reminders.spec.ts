// What does not ring: the digest, the word before a planned call, the one after a missed call, and the
// one before the sign-in ends.
import { ana, ben } from '../support/agents';
import { expectAccessible } from '../support/accessibility';
import { expect, test } from '../support/test';
import { Workplace } from '../support/workplace';

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000);
const timeOfDay = (at: Date) => at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

test('what waited before the sign-in is told in one popup', async ({ server, intake, openDevice }) => {
  const device = await openDevice();
  await device.setPermission('granted');
  const before = await Workplace.signedIn(ana, device, server);
  await before.changeSettings(async (settings) => {
    await settings.alsoWhileLooking.check();
    await settings.turnOn();
  });
  await before.desktop.topBar.signOut();
  for (const customer of ['Maria Silva', 'Kenji Watanabe', 'Lena Fischer']) await intake.newRequest(customer);

  const workplace = await Workplace.signedIn(ana, device, server);

  const digest = await workplace.popups.waitForNotify(({ title }) => title.endsWith('waiting'));
  expect(digest.title).toBe('3 requests are waiting');
  expect(digest.body).toMatch(/^The oldest for \d+ s$/);
  await workplace.desktop.expectRinging('Maria Silva');
  expect(workplace.popups.shown()).toHaveLength(1);
  await workplace.expectHistory('Maria Silva', 'Not shown: one summary told you of all that waited');

  await workplace.device.lookAt(workplace.desktop.page);
  await workplace.desktop.topBar.chooseStatus('Busy');
  await workplace.popups.waitForClose(digest);
});

test('the end of quiet hours brings one popup for all that came', async ({ intake, agentElsewhere }) => {
  test.setTimeout(150_000);
  const workplace = await agentElsewhere(ana);
  await workplace.device.lookAt(workplace.desktop.page);
  await workplace.changeSettings(async (settings) => {
    await settings.keepQuiet('00:00', timeOfDay(inSeconds(80)), []);
  });
  await workplace.device.lookAway();
  await intake.newRequest('Maria Silva');
  await intake.newRequest('Kenji Watanabe');
  await workplace.desktop.expectRinging('Kenji Watanabe');
  expect(workplace.popups.shown()).toEqual([]);

  // The hours end with a minute of the clock on the wall.
  const digest = await workplace.popups.waitForNotify(({ title }) => title.endsWith('waiting'), 90_000);
  expect(digest.title).toBe('2 requests are waiting');
  expect(workplace.popups.shown()).toHaveLength(1);
});

test('who wishes it is reminded of a call of their own five minutes ahead', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  await workplace.device.lookAt(workplace.desktop.page);
  await workplace.changeSettings(async (settings) => {
    await settings.upcoming.check();
    await settings.turnOn();
  });
  await workplace.device.lookAway();
  const due = inSeconds(5 * 60 + 4);
  await intake.schedule('scheduled_by_agent', 'Maria Silva', due, { owner: ana.email });

  const popup = await workplace.popups.waitForPopupAbout('Maria Silva');
  expect([popup.title, popup.body]).toEqual(['Call in 5 minutes', `Maria Silva at ${timeOfDay(due)}`]);

  await workplace.popups.click(popup);
  await workplace.desktop.expectLedTo('Maria Silva');
  await workplace.device.lookAt(workplace.desktop.page);
  const card = workplace.desktop.reminders.getByRole('article');
  await expect(card).toContainText('Call in 5 minutes');
  await expectAccessible(workplace.desktop.page);
  await workplace.device.lookAt(workplace.desktop.page);
  await card.getByRole('button', { name: /^Dismiss/ }).click();
  await expect(card).toHaveCount(0);
});

test('an owner who let a call pass hears who took it', async ({ server, intake, agentElsewhere }) => {
  server.operate('team', 'rule', '--team', 'Sales', '--catch-all', '--owner-grace', '5', 'broadcast');
  const anas = await agentElsewhere(ana);
  const bens = await agentElsewhere(ben);
  await intake.schedule('scheduled_by_agent', 'Maria Silva', inSeconds(2), { owner: ana.email });
  await anas.popups.waitForPopupAbout('Maria Silva');
  await bens.popups.waitForPopupAbout('Maria Silva', 15_000);

  await bens.device.lookAt(bens.desktop.page);
  await bens.desktop.connect('Maria Silva');

  const missed = await anas.popups.waitForNotify(({ title }) => title === 'You missed a request');
  // Theirs from a moment after it was due until the grace time was over.
  expect(missed.body).toMatch(/^Maria Silva was passed on after [45] s\. Ben Okafor took it\.$/);
});

test('a browser whose sign-in ends soon says so, and signing in again goes on', async ({ server, openDevice }) => {
  await server.stop();
  await server.startAgain({ DESKBELL_SESSION_LIFETIME: '5m' });
  const device = await openDevice();
  const workplace = await Workplace.elsewhere(ana, device, server);

  // The server looks every quarter of a minute.
  const popup = await workplace.popups.waitForNotify(({ title }) => title.includes('signed out'), 30_000);
  expect(popup.title).toMatch(/^You will be signed out in [45] minutes$/);
  expect(popup.body).toBe('Open Deskbell and sign in again to stay available');

  await workplace.popups.click(popup);
  const { page } = workplace.desktop;
  await workplace.device.lookAt(page);
  await workplace.desktop.reminders.getByRole('link', { name: 'Sign in again' }).click();
  await page.waitForURL('**/sign-in');
  await expect(page.getByRole('textbox', { name: 'E-mail' })).toBeVisible();
});
