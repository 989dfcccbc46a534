// Browsers put pages to sleep that nobody looks at: they slow their timers down, stop them, throw them away. Deskbell
// rings all the same. The browser here is the one of the agents: it has none of a test runner's flags.
import { ana } from '../support/agents';
import { Desktop } from '../support/desktop';
import { expectLookedAt } from '../support/device';
import { HiddenTimers } from '../support/hidden-timers';
import { expect, test } from '../support/test';
import { until } from '../support/waiting';

// Chromium slows the timers of a page down to one a minute when it was hidden for five minutes. Here ten seconds do.
const SLOWED_DOWN_SOON = '--enable-features=IntensiveWakeUpThrottling:grace_period_seconds/10';
// A timer that is slowed down would need up to a minute.
const RINGS_AT_ONCE = 5_000;

test('a desktop hidden for so long that its timers hardly run still answers and rings at once', async ({
  proxyServer,
  intake,
  agentBehindProxy,
}) => {
  test.setTimeout(150_000);
  const workplace = await agentBehindProxy(ana, { flags: [SLOWED_DOWN_SOON] });
  const timers = await HiddenTimers.watch(workplace.desktop.page);

  await timers.waitUntilSlow();
  const heartbeats = proxyServer.count('/api/ui/heartbeat');
  await until('an answer to a heartbeat', () => proxyServer.count('/api/ui/heartbeat') > heartbeats, 15_000);
  await timers.waitUntilSlow();
  const maria = await intake.newRequest('Maria Silva');
  const popup = await workplace.popups.waitForPopupAbout('Maria Silva', RINGS_AT_ONCE);
  await intake.cancel(maria);
  await workplace.popups.waitForClose(popup, RINGS_AT_ONCE);

  // Nothing of the way back to a lost stream hangs on those timers either.
  await timers.waitUntilSlow();
  proxyServer.cut();
  await intake.newRequest('Kenji Watanabe');
  await workplace.popups.waitForPopupAbout('Kenji Watanabe', RINGS_AT_ONCE);
  await workplace.desktop.topBar.expectLive();
  expect(workplace.popups.about('Maria Silva')).toHaveLength(1);
  expect(workplace.popups.about('Kenji Watanabe')).toHaveLength(1);
});

test('the browser does not freeze a desktop by itself', async ({ agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);

  const reasons = await workplace.device.whyNotFrozen(workplace.desktop.page);

  expect(reasons.join()).toMatch(/lock/i);
});

test('a tab that was frozen takes away what is over and rings what rings', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  const maria = await intake.newRequest('Maria Silva');
  const popup = await workplace.popups.waitForPopupAbout('Maria Silva');

  await workplace.device.freeze(workplace.desktop.page);
  await intake.cancel(maria);
  await intake.newRequest('Kenji Watanabe');
  const heard = await intake.newRequest('Priya Nair');
  await intake.cancel(heard);
  expect(workplace.popups.open()).toEqual([popup]);
  await workplace.device.thaw(workplace.desktop.page);

  await workplace.popups.waitForClose(popup);
  await workplace.popups.waitForPopupAbout('Kenji Watanabe');
  await workplace.desktop.topBar.expectLive();
  await intake.newRequest('Olga Novak');
  await workplace.popups.waitForPopupAbout('Olga Novak');
  expect(workplace.popups.about('Kenji Watanabe')).toHaveLength(1);
  expect(workplace.popups.about('Priya Nair')).toEqual([]);
});

test('a desktop that the browser discarded is whole again when somebody comes back to it', async ({
  intake,
  agentElsewhere,
}) => {
  const workplace = await agentElsewhere(ana);
  const maria = await intake.newRequest('Maria Silva');
  const popup = await workplace.popups.waitForPopupAbout('Maria Silva');

  await workplace.device.discard(workplace.desktop.page);
  await intake.cancel(maria);
  await intake.newRequest('Kenji Watanabe');
  const desktop = new Desktop(await workplace.device.comeBack(), ana);

  await expectLookedAt(desktop.page);
  expect(await desktop.page.evaluate(() => 'wasDiscarded' in document && document.wasDiscarded)).toBe(true);
  await desktop.topBar.expectLive();
  await workplace.popups.waitForClose(popup);
  await desktop.expectRinging('Kenji Watanabe');
  await workplace.device.lookAway();
  await intake.newRequest('Olga Novak');
  await workplace.popups.waitForPopupAbout('Olga Novak');
  expect(workplace.popups.about('Olga Novak')).toHaveLength(1);
  // It rang while its desktop was looked at.
  expect(workplace.popups.about('Kenji Watanabe')).toEqual([]);
});

test('another tab rings at once when the one that led was discarded', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  const led = workplace.desktop.page;
  // Another address, so that the two tabs can be told apart.
  const other = new Desktop(await workplace.device.openTab('/?other'), ana);
  await other.topBar.expectLive();
  await workplace.device.lookAway();

  await workplace.device.discard(led);
  await intake.newRequest('Maria Silva');

  await workplace.popups.waitForPopupAbout('Maria Silva');
  await other.expectRinging('Maria Silva');
  await other.topBar.expectLive();
  expect(workplace.popups.about('Maria Silva')).toHaveLength(1);
});

test('what ended while no tab was open is taken away by the next one', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  const maria = await intake.newRequest('Maria Silva');
  const popup = await workplace.popups.waitForPopupAbout('Maria Silva');

  await workplace.desktop.page.close();
  await intake.cancel(maria);
  const desktop = await workplace.openDesktopTab();

  await workplace.popups.waitForClose(popup);
  await workplace.device.lookAway();
  await intake.newRequest('Kenji Watanabe');
  await workplace.popups.waitForPopupAbout('Kenji Watanabe');
  await desktop.expectRinging('Kenji Watanabe');
});
