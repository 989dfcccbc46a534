// An agent who is not really there swallows no customer, and what nobody took comes back.
import { ana, ben } from '../support/agents';
import { press } from '../support/press';
import { expect, test } from '../support/test';
import { until } from '../support/waiting';

function rings(seconds: number, again: string): string[] {
  return ['team', 'rule', '--team', 'Sales', '--catch-all', '--ring-time', String(seconds), '--ring-again', again, 'broadcast'];
}

test('who lets three in a row pass is not asked, is told why, and is back with one press', async ({
  server,
  intake,
  agentElsewhere,
}) => {
  server.operate(...rings(5, '30'));
  const anas = await agentElsewhere(ana);
  for (const customer of ['Maria Silva', 'Kenji Watanabe', 'Lena Fischer']) await intake.newRequest(customer);

  await anas.popups.waitForNotify((popup) => popup.title === 'You are not being asked');
  await expect(anas.desktop.topBar.status).toHaveAccessibleName('Status: Not responding');
  await intake.newRequest('Omar Haddad');
  await anas.expectHistory('Omar Haddad', 'Not shown: you had not responded to several requests in a row');
  expect(anas.popups.about('Omar Haddad')).toEqual([]);

  await press(anas.desktop.page.getByRole('button', { name: "I'm back" }));

  await anas.popups.waitForPopupAbout('Omar Haddad');
  await anas.desktop.topBar.expectStatus('Available');
  await until('the note about it is gone', () =>
    anas.popups.open().every((popup) => popup.title !== 'You are not being asked') ? true : undefined,
  );
});

test('a hand on the desktop is enough', async ({ server, intake, agentElsewhere }) => {
  server.operate(...rings(5, '30'));
  const anas = await agentElsewhere(ana);
  for (const customer of ['Maria Silva', 'Kenji Watanabe', 'Lena Fischer']) await intake.newRequest(customer);
  await expect(anas.desktop.topBar.status).toHaveAccessibleName('Status: Not responding');

  await anas.device.lookAt(anas.desktop.page);
  await anas.desktop.page.mouse.move(200, 300);
  await anas.desktop.page.mouse.move(260, 340);

  await anas.desktop.topBar.expectStatus('Available');
});

test('who comes later is asked at once for what timed out', async ({ server, intake, agentElsewhere }) => {
  server.operate(...rings(5, '30'));
  const anas = await agentElsewhere(ana);
  const bens = await agentElsewhere(ben);
  await bens.desktop.topBar.chooseStatus('Break');
  const request = await intake.newRequest('Maria Silva');
  await anas.popups.waitForPopupAbout('Maria Silva');
  await expect.poll(async () => (await intake.read(request)).state).toBe('timed_out');
  expect(bens.popups.about('Maria Silva')).toEqual([]);

  await bens.desktop.topBar.chooseStatus('Available');

  await bens.popups.waitForPopupAbout('Maria Silva');
  expect(anas.popups.about('Maria Silva')).toHaveLength(1);
});

test('what nobody took rings for everybody again', async ({ server, intake, agentElsewhere }) => {
  server.operate(...rings(5, '2s'));
  const anas = await agentElsewhere(ana);
  await intake.newRequest('Maria Silva');
  await until('a second popup', () => (anas.popups.about('Maria Silva').length > 1 ? true : undefined), 20_000);
});
