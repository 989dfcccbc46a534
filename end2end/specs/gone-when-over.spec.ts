// Gone when it is over: no popup stands until the desktop next looks by itself.
import { ana } from '../support/agents';
import { expect, test } from '../support/test';
import { AT_ONCE } from '../support/waiting';

const RING_TIME = 20_000;

test('the popup goes when the customer leaves', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  const request = await intake.newRequest('Maria Silva');
  const popup = await workplace.popups.waitForPopupAbout('Maria Silva');

  const leftAt = Date.now();
  await intake.cancel(request);

  expect((await workplace.popups.waitForClose(popup)) - leftAt).toBeLessThan(AT_ONCE);
  await expect(workplace.desktop.connectButton('Maria Silva')).toHaveCount(0);
});

test('the popup goes although the customer leaves while a slow desktop is still showing it', async ({
  intake,
  agentElsewhere,
}) => {
  const workplace = await agentElsewhere(ana);
  await workplace.popups.hesitate(300);
  const request = await intake.newRequest('Maria Silva');
  const popup = await workplace.popups.waitForPopupAbout('Maria Silva');

  const leftAt = Date.now();
  await intake.cancel(request);

  expect((await workplace.popups.waitForClose(popup)) - leftAt).toBeLessThan(AT_ONCE);
});

test('the popup goes when nobody takes the request in time, and the row moves to Timed out', async ({
  intake,
  agentElsewhere,
}) => {
  const workplace = await agentElsewhere(ana);
  const request = await intake.newRequest('Maria Silva');
  const popup = await workplace.popups.waitForPopupAbout('Maria Silva');

  const closedAt = await workplace.popups.waitForClose(popup, RING_TIME + 10_000);

  const rang = closedAt - Date.parse(request.created_at);
  expect(rang).toBeGreaterThan(RING_TIME - 1_000);
  expect(rang).toBeLessThan(RING_TIME + AT_ONCE);
  await expect(workplace.desktop.timedOut).toContainText('Maria Silva');
  // Nobody took them: they wait all the same.
  const heading = workplace.desktop.page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('A customer is waiting');
  expect((await intake.read(request)).state).toBe('timed_out');
  await workplace.desktop.connect('Maria Silva');
});

test('the popup goes when the agent becomes busy, and the row stays', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  await intake.newRequest('Maria Silva');
  const popup = await workplace.popups.waitForPopupAbout('Maria Silva');

  const pressedAt = Date.now();
  await workplace.desktop.topBar.chooseStatus('Busy');

  expect((await workplace.popups.waitForClose(popup)) - pressedAt).toBeLessThan(AT_ONCE);
  await expect(workplace.desktop.pending).toContainText('Maria Silva');
  await expect(workplace.desktop.connectButton('Maria Silva')).toHaveCount(1);
});

test('the popups of the others go when the agent connects to one customer', async ({
  intake,
  agentElsewhere,
}) => {
  const workplace = await agentElsewhere(ana);
  await intake.newRequest('Maria Silva');
  await intake.newRequest('Kenji Watanabe');
  const maria = await workplace.popups.waitForPopupAbout('Maria Silva');
  const kenji = await workplace.popups.waitForPopupAbout('Kenji Watanabe');

  const pressedAt = Date.now();
  await workplace.desktop.connect('Maria Silva');

  expect((await workplace.popups.waitForClose(maria)) - pressedAt).toBeLessThan(AT_ONCE);
  expect((await workplace.popups.waitForClose(kenji)) - pressedAt).toBeLessThan(AT_ONCE);
  await expect(workplace.desktop.row('Kenji Watanabe')).toHaveCount(1);
});

test('the popup goes when the agent signs out', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  await intake.newRequest('Maria Silva');
  const popup = await workplace.popups.waitForPopupAbout('Maria Silva');

  const pressedAt = Date.now();
  await workplace.desktop.topBar.signOut();

  expect((await workplace.popups.waitForClose(popup)) - pressedAt).toBeLessThan(AT_ONCE);
});
