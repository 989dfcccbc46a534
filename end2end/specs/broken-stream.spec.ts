// The event stream breaks in every way that a network and what stands in it can break one. An untouched desktop that
// nobody sees finds back by itself, and rings. (A connection that is open and dead: `unreachable`.)
import { ana } from '../support/agents';
import type { StreamAnswer } from '../support/proxy';
import { expect, test } from '../support/test';
import { until } from '../support/waiting';

// From the moment the way is free again.
const RINGS_WITHIN = 15_000;

test('a desktop whose connections are cut rings at once', async ({ proxyServer, intake, agentBehindProxy }) => {
  const workplace = await agentBehindProxy(ana);
  const streams = proxyServer.count('/events');

  proxyServer.cut();
  await intake.newRequest('Maria Silva');

  await workplace.popups.waitForPopupAbout('Maria Silva', RINGS_WITHIN);
  expect(proxyServer.count('/events')).toBeGreaterThan(streams);
  await workplace.desktop.topBar.expectLive();
  await intake.newRequest('Kenji Watanabe');
  await workplace.popups.waitForPopupAbout('Kenji Watanabe');
  expect(workplace.popups.about('Maria Silva')).toHaveLength(1);
  expect(workplace.popups.about('Kenji Watanabe')).toHaveLength(1);
});

// After each of these a browser gives up on its stream for good.
const wrongAnswers: [string, StreamAnswer][] = [
  ['503', { status: 503, type: 'text/plain', body: 'No server is available.' }],
  ['204', { status: 204 }],
  ['a web page', { status: 200, type: 'text/html', body: '<!doctype html><title>Please wait</title>' }],
];

for (const [name, answer] of wrongAnswers) {
  test(`a desktop rings again after a proxy has answered with ${name} for a while`, async ({
    proxyServer,
    intake,
    agentBehindProxy,
  }) => {
    const workplace = await agentBehindProxy(ana);
    const streams = proxyServer.count('/events');

    proxyServer.answerStreamsWith(answer);
    await expect(workplace.desktop.topBar.connection).toContainText(/Reconnecting|Offline/);
    await until('two attempts', () => proxyServer.count('/events') >= streams + 2);
    await intake.newRequest('Maria Silva');
    proxyServer.recover();

    await workplace.popups.waitForPopupAbout('Maria Silva', RINGS_WITHIN);
    await workplace.desktop.topBar.expectLive();
    await intake.newRequest('Kenji Watanabe');
    await workplace.popups.waitForPopupAbout('Kenji Watanabe');
    expect(workplace.popups.about('Maria Silva')).toHaveLength(1);
    expect(workplace.popups.about('Kenji Watanabe')).toHaveLength(1);
  });
}

test('who looks on meanwhile is told as of when the lists are', async ({ proxyServer, intake, agentBehindProxy }) => {
  const { desktop } = await agentBehindProxy(ana);
  await intake.newRequest('Maria Silva');
  await desktop.expectRinging('Maria Silva');

  proxyServer.answerStreamsWith({ status: 503, type: 'text/plain', body: 'No server is available.' });
  for (const list of [desktop.pending, desktop.timedOut]) {
    await expect(list.getByRole('heading')).toContainText(/as of \d\d:\d\d:\d\d/, { timeout: 15_000 });
  }

  proxyServer.recover();
  await desktop.topBar.expectLive();
  await expect(desktop.pending.getByRole('heading')).not.toContainText('as of');
});
