// Quiet hours: no popup, the list rings all the same, and what breaks through does.
import { ana } from '../support/agents';
import { expect, test } from '../support/test';

test('in quiet hours no popup comes but of the kinds that break through', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  await workplace.device.lookAt(workplace.desktop.page);
  await workplace.changeSettings(async (settings) => {
    await settings.keepQuiet('00:00', '23:59', [/^Inbound calls come through/]);
  });
  await workplace.device.lookAway();

  await intake.newRequest('Maria Silva');
  await workplace.desktop.expectRinging('Maria Silva');
  await intake.create('inbound_call', 'Kenji Watanabe');

  const popup = await workplace.popups.waitForPopupAbout('Kenji Watanabe');
  expect(popup.title).toBe('Inbound call');
  expect(workplace.popups.about('Maria Silva')).toEqual([]);
  await workplace.expectHistory('Maria Silva', 'Not shown: you have quiet hours then');
});
