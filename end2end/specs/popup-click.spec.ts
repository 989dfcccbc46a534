// A click on the popup leads to the request, and never dials by accident.
import { ana } from '../support/agents';
import { Desktop } from '../support/desktop';
import { expectLookedAt } from '../support/device';
import { expect, test } from '../support/test';

test('a click brings the desktop to the front, on that request', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  await intake.newRequest('Maria Silva');
  const kenji = await intake.newRequest('Kenji Watanabe');
  await workplace.popups.waitForPopupAbout('Maria Silva');
  const popup = await workplace.popups.waitForPopupAbout('Kenji Watanabe');

  await workplace.popups.click(popup);

  await expectLookedAt(workplace.desktop.page);
  await workplace.desktop.expectLedTo('Kenji Watanabe');
  await workplace.desktop.expectRinging('Kenji Watanabe');
  await expect(workplace.desktop.session.filter({ hasText: 'Kenji Watanabe' })).toHaveCount(0);
  expect(await intake.read(kenji)).toMatchObject({ state: 'offered', agent: null });
});

test('a click with several tabs open opens no further one', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  await workplace.openDesktopTab();
  await workplace.device.lookAway();
  await intake.newRequest('Maria Silva');
  const popup = await workplace.popups.waitForPopupAbout('Maria Silva');

  await workplace.popups.click(popup);

  await expect(async () => {
    const tabs = workplace.device.tabs();
    const states = await Promise.all(tabs.map((tab) => tab.evaluate(() => document.visibilityState)));
    expect(states.sort()).toEqual(['hidden', 'visible']);
  }).toPass();
});

test('a click without a desktop open opens it on that request', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  await intake.newRequest('Maria Silva');
  const popup = await workplace.popups.waitForPopupAbout('Maria Silva');
  await workplace.desktop.page.close();

  const opened = workplace.device.context.waitForEvent('page');
  await workplace.popups.click(popup);

  const desktop = new Desktop(await opened, ana);
  await expectLookedAt(desktop.page);
  await desktop.expectLedTo('Maria Silva');
  await expect(desktop.session.filter({ hasText: 'Maria Silva' })).toHaveCount(0);
});

test('a click while the settings are open leads from there to the request', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  await workplace.device.lookAt(workplace.desktop.page);
  await workplace.desktop.topBar.openNotificationSettings();
  await workplace.device.lookAway();
  await intake.newRequest('Maria Silva');
  const popup = await workplace.popups.waitForPopupAbout('Maria Silva');

  await workplace.popups.click(popup);

  await expectLookedAt(workplace.desktop.page);
  await workplace.desktop.expectLedTo('Maria Silva');
});

test('the button Connect of the popup connects', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  await intake.newRequest('Maria Silva');
  const popup = await workplace.popups.waitForPopupAbout('Maria Silva');

  await workplace.popups.press(popup, 'Connect');

  await expectLookedAt(workplace.desktop.page);
  await workplace.desktop.expectSession('Maria Silva', 'connecting');
});

test('a popup that was waved away does not come back', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  await intake.newRequest('Maria Silva');
  await workplace.popups.dismiss(await workplace.popups.waitForPopupAbout('Maria Silva'));
  await workplace.expectHistory('Maria Silva', 'closed by the agent');

  // In a hidden tab the browser puts off the end of loading until somebody looks.
  await workplace.desktop.page.reload({ waitUntil: 'commit' });
  await workplace.desktop.topBar.expectLive();

  await workplace.desktop.expectRinging('Maria Silva');
  await intake.newRequest('Kenji Watanabe');
  await workplace.popups.waitForPopupAbout('Kenji Watanabe');
  expect(workplace.popups.about('Maria Silva')).toHaveLength(1);
});
