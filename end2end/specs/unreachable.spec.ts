// A request that no device acknowledges rang for nobody: it moves on, and the agent is not said to have missed it.
import { ana, ben } from '../support/agents';
import { expect, test } from '../support/test';
import { until } from '../support/waiting';

const RING_TIME = 5_000;

test('a request that no device acknowledged goes to whoever can be reached next', async ({
  server,
  intake,
  agentElsewhere,
}) => {
  server.operate('team', 'rule', '--team', 'Sales', '--ring-time', String(RING_TIME / 1_000), 'broadcast');
  const anas = await agentElsewhere(ana);
  await anas.device.freeze(anas.desktop.page);

  const maria = await intake.newRequest('Maria Silva');
  const first = await anas.device.offerOf(maria.id);
  // It rings again by itself, under a new name: the old offer is over and the request is not.
  const second = await until('the next offer', async () => {
    const offer = await anas.device.offerOf(maria.id).catch(() => first);
    return offer !== first && offer;
  }, RING_TIME * 2);
  expect(second).not.toBe(first);
  expect((await intake.read(maria)).state).not.toBe('timed_out');
  const bens = await agentElsewhere(ben);

  await bens.popups.waitForPopupAbout('Maria Silva', RING_TIME * 2);
  await anas.expectHistory('Maria Silva', 'Not shown: no device of yours answered');
  await bens.expectHistory('Maria Silva', 'Shown');
  expect(anas.popups.about('Maria Silva')).toEqual([]);
});

test('an agent whose device has been silent for long is unreachable, and asked again when it is back', async ({
  server,
  intake,
  agentElsewhere,
}) => {
  test.setTimeout(120_000);
  server.operate('team', 'rule', '--team', 'Sales', '--ring-time', String(RING_TIME / 1_000), 'broadcast');
  const workplace = await agentElsewhere(ana);

  await workplace.device.freeze(workplace.desktop.page);
  const maria = await intake.newRequest('Maria Silva');
  // It goes on ringing for somebody who may come back at any moment, until they count as gone.
  await until('a request that rings for nobody', async () => (await intake.read(maria)).state === 'waiting', 75_000);
  await intake.newRequest('Kenji Watanabe');
  await workplace.expectHistory('Kenji Watanabe', 'Not shown: no device of yours was connected');
  await workplace.device.thaw(workplace.desktop.page);

  await workplace.popups.waitForPopupAbout('Maria Silva');
  await workplace.popups.waitForPopupAbout('Kenji Watanabe');
  await workplace.desktop.topBar.expectLive();
  expect(workplace.popups.about('Maria Silva')).toHaveLength(1);
  expect(workplace.popups.about('Kenji Watanabe')).toHaveLength(1);
});
