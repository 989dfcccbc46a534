// The server goes and comes back under an open, untouched desktop.
import { ana } from '../support/agents';
import { expect, test } from '../support/test';

// From the moment the server is back.
const RINGS_WITHIN = 15_000;
const RING_TIME = 20_000;

test('a desktop rings again after the server was killed and restarted', async ({
  server,
  intake,
  agentElsewhere,
}) => {
  const workplace = await agentElsewhere(ana);

  await server.kill();
  await expect(workplace.desktop.topBar.connection).toContainText(/Reconnecting|Offline/);
  await server.startAgain();
  await intake.newRequest('Maria Silva');

  await workplace.popups.waitForPopupAbout('Maria Silva', RINGS_WITHIN);
  await workplace.desktop.topBar.expectLive();
});

test('a popup from before a crash is not repeated, and still goes when its time is over', async ({
  server,
  intake,
  agentElsewhere,
}) => {
  const workplace = await agentElsewhere(ana);
  await intake.newRequest('Maria Silva');
  const popup = await workplace.popups.waitForPopupAbout('Maria Silva');

  await server.kill();
  await server.startAgain();
  await workplace.desktop.topBar.expectLive(RINGS_WITHIN);

  await intake.newRequest('Kenji Watanabe');
  await workplace.popups.waitForPopupAbout('Kenji Watanabe');
  await workplace.popups.waitForClose(popup, RING_TIME);
  expect(workplace.popups.about('Maria Silva')).toHaveLength(1);
});

test('a request that ended while the connection was down leaves no popup', async ({
  server,
  intake,
  agentElsewhere,
}) => {
  const workplace = await agentElsewhere(ana);
  const request = await intake.newRequest('Maria Silva');
  const popup = await workplace.popups.waitForPopupAbout('Maria Silva');

  await server.kill();
  await expect(workplace.desktop.topBar.connection).toContainText(/Reconnecting|Offline/);
  await server.startAgain();
  await intake.cancel(request);

  await workplace.popups.waitForClose(popup, RINGS_WITHIN);
  await expect(workplace.desktop.connectButton('Maria Silva')).toHaveCount(0);
});

test('a server that is asked to stop does so at once, with desktops open, and comes back', async ({
  server,
  intake,
  agentElsewhere,
}) => {
  const workplace = await agentElsewhere(ana);

  const askedAt = Date.now();
  expect(await server.stop()).toBe(0);
  expect(Date.now() - askedAt).toBeLessThan(3_000);

  await server.startAgain();
  await intake.newRequest('Maria Silva');
  await workplace.popups.waitForPopupAbout('Maria Silva', RINGS_WITHIN);
});
