// A request that no device acknowledges rang for nobody: it moves on, and the agent is not said to have missed it.
import { ana, ben, sam } from '../support/agents';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';
import { TopBar } from '../support/top-bar';
import { until } from '../support/waiting';

const RING_TIME = 5_000;
// A connection without a sign of life for 25 s is dead; the desktop looks every 5 s.
const NOTICED_WITHIN = 35_000;
// From the moment the way is free again: an attempt to connect that was still swallowed has to be given up first.
const RINGS_WITHIN = 15_000;

test('a request that no device acknowledged goes to whoever can be reached next', async ({
  server,
  intake,
  agentElsewhere,
}) => {
  server.operate('team', 'rule', '--team', 'Sales', '--ring-time', String(RING_TIME / 1_000), 'broadcast');
  const anas = await agentElsewhere(ana);
  const bens = await agentElsewhere(ben);
  await bens.desktop.topBar.chooseStatus('Break');
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
  await bens.desktop.topBar.chooseStatus('Available');

  await bens.popups.waitForPopupAbout('Maria Silva');
  await anas.expectHistory('Maria Silva', 'Not shown: no device of yours answered');
  await bens.expectHistory('Maria Silva', 'Shown');
  expect(anas.popups.about('Maria Silva')).toEqual([]);
});

test('an agent behind a connection that is open and dead is unreachable, and asked again when it is back', async ({
  server,
  intake,
  openPage,
  proxyServer,
  agentBehindProxy,
}) => {
  test.setTimeout(120_000);
  server.operate('team', 'rule', '--team', 'Sales', '--ring-time', String(RING_TIME / 1_000), 'broadcast');
  const workplace = await agentBehindProxy(ana);

  proxyServer.fallSilent();
  const maria = await intake.newRequest('Maria Silva');
  await expect(workplace.desktop.topBar.connection).toContainText(/Reconnecting|Offline/, { timeout: NOTICED_WITHIN });
  // It goes on ringing for somebody who may come back at any moment, until they count as gone.
  await until('a request that rings for nobody', async () => (await intake.read(maria)).state === 'waiting', 60_000);
  const kenji = await intake.newRequest('Kenji Watanabe');
  const page = await openPage();
  await new SignIn(page).as(sam, server.origin);
  await new TopBar(page, sam).openAgentsDevices();
  await expect(page.getByRole('row', { name: /Ana Torres/ })).toContainText('Unreachable: no device answers');
  expect((await intake.read(kenji)).state).toBe('waiting');
  proxyServer.recover();

  await workplace.popups.waitForPopupAbout('Maria Silva', RINGS_WITHIN);
  await workplace.popups.waitForPopupAbout('Kenji Watanabe');
  await workplace.desktop.topBar.expectLive();
  expect(workplace.popups.about('Maria Silva')).toHaveLength(1);
  expect(workplace.popups.about('Kenji Watanabe')).toHaveLength(1);
});
