// Web Push, as the browser hands it to the service worker: no page of Deskbell is open.
import { ana, sam } from '../support/agents';
import { Desktop } from '../support/desktop';
import { expectLookedAt } from '../support/device';
import { NotificationSettings } from '../support/notification-settings';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

/** What the server sends (server/src/escalation/letter.rs). */
function ringing(origin: string, request: string, offer: string, customer: string) {
  return {
    web_push: 8030,
    mutable: true,
    notification: {
      title: 'New request',
      body: `${customer} · Sales · waiting 0:03`,
      navigate: `${origin}/?request=${request}`,
      tag: offer,
      lang: 'en',
      requireInteraction: true,
      silent: false,
      data: { request, offer },
      actions: [{ action: 'connect', title: 'Connect', navigate: `${origin}/?request=${request}` }],
    },
  };
}

test('a popup that was pushed opens the desktop on its request', async ({ server, intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  await workplace.desktop.page.close();
  const maria = await intake.newRequest('Maria Silva');
  const offer = await workplace.device.offerOf(maria.id);

  await workplace.device.push(ringing(server.origin, maria.id, offer, 'Maria Silva'));

  const popup = await workplace.popups.waitForPopupAbout('Maria Silva');
  expect(popup.title).toBe('New request');
  expect(popup.body).toBe('Maria Silva · Sales · waiting 0:03');
  const opened = workplace.device.context.waitForEvent('page');
  await workplace.popups.click(popup);
  const desktop = new Desktop(await opened, ana);
  await expectLookedAt(desktop.page);
  await desktop.expectLedTo('Maria Silva');
  expect(await intake.read(maria)).toMatchObject({ agent: null });
  expect(workplace.popups.about('Maria Silva')).toHaveLength(1);
  await workplace.expectHistory('Maria Silva', 'Shown');
});

test('what is over replaces what rang', async ({ server, intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  await workplace.desktop.page.close();
  const maria = await intake.newRequest('Maria Silva');
  const offer = await workplace.device.offerOf(maria.id);
  await workplace.device.push(ringing(server.origin, maria.id, offer, 'Maria Silva'));
  const rang = await workplace.popups.waitForPopupAbout('Maria Silva');

  await workplace.device.push({
    web_push: 8030,
    mutable: true,
    notification: {
      title: 'No longer waiting',
      body: 'Ben Okafor took Maria Silva',
      navigate: `${server.origin}/`,
      tag: offer,
      silent: true,
      requireInteraction: false,
      data: {},
    },
  });

  const over = await workplace.popups.waitForNotify(({ title }) => title === 'No longer waiting');
  expect(over.id).toBe(rang.id);
});

test('a page that is open takes away what was pushed too late', async ({ server, intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  const maria = await intake.newRequest('Maria Silva');
  const offer = await workplace.device.offerOf(maria.id);
  const shown = await workplace.popups.waitForPopupAbout('Maria Silva');
  await intake.cancel(maria);
  await workplace.popups.waitForClose(shown);

  await workplace.device.push(ringing(server.origin, maria.id, offer, 'Maria Silva'));

  const late = await workplace.popups.waitForNotify(({ body }) => body.endsWith('0:03'));
  await workplace.popups.waitForClose(late);
});

test('a page that has not heard of an offer yet leaves its popup alone', async ({
  server,
  intake,
  proxyServer,
  agentBehindProxy,
}) => {
  const workplace = await agentBehindProxy(ana);
  const { context } = workplace.device;
  proxyServer.answerStreamsWith({ status: 503 });
  const maria = await intake.newRequest('Maria Silva');
  const snapshot = await context.request.post(`${server.origin}/api/ui/snapshot`, {
    headers: { origin: server.origin },
    data: {},
  });
  const { rings } = (await snapshot.json()) as { rings: Record<string, { offer: string }> };
  await workplace.device.push(ringing(server.origin, maria.id, rings[maria.id]?.offer ?? '', 'Maria Silva'));
  const popup = await workplace.popups.waitForPopupAbout('Maria Silva');

  // The page asks, and learns that it rings.
  await workplace.desktop.expectRinging('Maria Silva');
  proxyServer.recover();
  await workplace.desktop.topBar.expectLive(30_000);
  await workplace.desktop.expectRinging('Maria Silva');
  expect(workplace.popups.open()).toEqual([popup]);
  expect(workplace.popups.about('Maria Silva')).toHaveLength(1);
});

test('a push service that can not be reached holds nothing up', async ({ server, openDevice }) => {
  const device = await openDevice();
  await device.setPermission('granted');
  const page = await device.openTab('/sign-in');
  await new SignIn(page).as(ana, server.origin);
  await page.goto(`${server.origin}${NotificationSettings.path}`);
  const settings = new NotificationSettings(page);
  await expect(settings.webPush).toBeChecked();

  await settings.turnOn();

  const state = page.getByText('The push service of your browser could not be reached');
  await expect(state).toBeVisible({ timeout: 25_000 });
  await settings.webPush.uncheck();
  await settings.save.click();
  await expect(page.getByText('Off: nothing arrives here')).toBeVisible();
  await page.reload();
  await expect(settings.webPush).not.toBeChecked();
});

test('an agent renames and removes a device of theirs', async ({ server, openDevice }) => {
  const device = await openDevice();
  const page = await device.openTab('/sign-in');
  await new SignIn(page).as(ana, server.origin);
  await page.goto(`${server.origin}${NotificationSettings.path}`);
  const list = page.getByRole('list', { name: 'My devices' });
  const item = list.getByRole('listitem').filter({ hasText: 'this device' });
  await expect(item).toContainText(/Chrome \d+ on Linux/);

  await item.getByText('Rename or remove').press('Enter');
  await item.getByRole('textbox', { name: 'Name' }).fill('Office');
  await item.getByRole('button', { name: /^Rename/ }).press('Enter');
  await expect(item.getByText('Office')).toBeVisible();

  await item.getByRole('button', { name: 'Remove Office' }).press('Enter');
  await expect(list.getByRole('listitem')).toHaveCount(0);
});

test('who removes another device goes on at the list', async ({ server, openDevice }) => {
  const pages = [];
  for (const device of [await openDevice(), await openDevice()]) {
    const page = await device.openTab('/sign-in');
    await new SignIn(page).as(ana, server.origin);
    pages.push(page);
  }
  const page = pages[1]!;
  await page.goto(`${server.origin}${NotificationSettings.path}`);
  const list = page.getByRole('list', { name: 'My devices' });
  const other = list.getByRole('listitem').filter({ hasNot: page.getByText('this device', { exact: true }) });
  await other.getByText('Rename or remove').press('Enter');
  await other.getByRole('button', { name: /^Remove/ }).press('Enter');
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await expect(page.getByRole('heading', { name: 'My devices' })).toBeFocused();
});

test('a supervisor sees whether a test reached an agent', async ({ server, openDevice, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  const page = await (await openDevice()).openTab('/sign-in');
  await new SignIn(page).as(sam, server.origin);
  const { topBar } = new Desktop(page, sam);
  await topBar.openAgentsDevices();
  const line = page.getByRole('row', { name: /Ana Torres/ });
  await expect(line).toContainText('1 of 1 working');
  await expect(page.getByRole('row', { name: /Ben Okafor/ })).toContainText('No working device');

  await line.getByRole('button', { name: 'Send a test to Ana Torres' }).click();

  const popup = await workplace.popups.waitForNotify(({ title }) => title === 'Test notification');
  expect(popup.body).toBe('Sam Rivera is checking whether notifications reach you');
  await expect(line.getByRole('status')).toContainText('Shown on the connected device.');
});
