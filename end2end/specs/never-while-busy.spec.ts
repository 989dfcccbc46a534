// Never while busy, and never lost because of it.
import { ana, ben } from '../support/agents';
import { expect, test } from '../support/test';

test('a busy agent gets no popup, keeps the row, and can read why', async ({ intake, agentElsewhere }) => {
  const anas = await agentElsewhere(ana);
  const bens = await agentElsewhere(ben);
  await anas.desktop.topBar.chooseStatus('Busy');

  await intake.newRequest('Maria Silva');

  await bens.popups.waitForPopupAbout('Maria Silva');
  await expect(anas.desktop.pending).toContainText('Maria Silva');
  await anas.expectHistory('Maria Silva', 'Not shown: you were busy');
  expect(anas.popups.shown()).toEqual([]);
});

test('an agent on a break gets no popup and keeps the row', async ({ intake, agentElsewhere }) => {
  const anas = await agentElsewhere(ana);
  const bens = await agentElsewhere(ben);
  await anas.desktop.topBar.chooseStatus('Break');

  await intake.newRequest('Maria Silva');

  await bens.popups.waitForPopupAbout('Maria Silva');
  await expect(anas.desktop.pending).toContainText('Maria Silva');
  await anas.expectHistory('Maria Silva', 'Not shown: you were');
  expect(anas.popups.shown()).toEqual([]);
});

test('an agent in a session gets no popup and can read why', async ({ intake, agentElsewhere }) => {
  const anas = await agentElsewhere(ana);
  const bens = await agentElsewhere(ben);
  await intake.newRequest('Maria Silva');
  await anas.desktop.expectRinging('Maria Silva');
  await anas.desktop.connect('Maria Silva');

  await intake.newRequest('Kenji Watanabe');

  await bens.popups.waitForPopupAbout('Kenji Watanabe');
  await anas.expectHistory('Kenji Watanabe', 'Not shown: you were busy');
  expect(anas.popups.about('Kenji Watanabe')).toEqual([]);
});

test('an agent who is free again while it rings gets the popup then', async ({ intake, agentElsewhere }) => {
  const anas = await agentElsewhere(ana);
  const bens = await agentElsewhere(ben);
  await anas.desktop.topBar.chooseStatus('Busy');
  await intake.newRequest('Maria Silva');
  await bens.popups.waitForPopupAbout('Maria Silva');

  await anas.desktop.topBar.chooseStatus('Available');

  await anas.popups.waitForPopupAbout('Maria Silva');
  expect(bens.popups.about('Maria Silva')).toHaveLength(1);
});

test('a request that came while everybody was busy rings as soon as somebody is free', async ({
  intake,
  agentElsewhere,
}) => {
  const workplace = await agentElsewhere(ana);
  await intake.newRequest('Maria Silva');
  await workplace.desktop.expectRinging('Maria Silva');
  await workplace.desktop.connect('Maria Silva');
  await intake.newRequest('Kenji Watanabe');
  await expect(workplace.desktop.row('Kenji Watanabe')).toHaveCount(1);

  await workplace.desktop.completeCall('Maria Silva');

  await workplace.popups.waitForPopupAbout('Kenji Watanabe');
});
