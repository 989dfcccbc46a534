// What is pressed on a popup: a click dials only for an agent who wants it to, *Later* puts the request off.
import type { Page, Route } from '@playwright/test';
import { ana, ben } from '../support/agents';
import { Desktop } from '../support/desktop';
import { expectLookedAt } from '../support/device';
import type { Workplace } from '../support/workplace';
import { expect, test } from '../support/test';

async function letClicksConnect(workplace: Workplace): Promise<void> {
  await workplace.device.lookAt(workplace.desktop.page);
  await workplace.changeSettings(async (settings) => {
    await expect(settings.clickConnects).not.toBeChecked();
    await settings.clickConnects.check();
    await settings.save.click();
    await expect(settings.message('Saved')).toBeVisible();
  });
  await workplace.device.lookAway();
}

test('a click on the popup connects for who wants it', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  await letClicksConnect(workplace);
  await intake.newRequest('Maria Silva');
  const popup = await workplace.popups.waitForPopupAbout('Maria Silva');

  await workplace.popups.click(popup);

  await expectLookedAt(workplace.desktop.page);
  await workplace.desktop.expectSession('Maria Silva', 'connecting');
});

test('it connects without a desktop open, too', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  await letClicksConnect(workplace);
  await intake.newRequest('Maria Silva');
  const popup = await workplace.popups.waitForPopupAbout('Maria Silva');
  await workplace.desktop.page.close();

  const opened = workplace.device.context.waitForEvent('page');
  await workplace.popups.click(popup);

  await new Desktop(await opened, ana).expectSession('Maria Silva', 'connecting');
});

test('Later on the popup puts the request off and opens nothing', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  const request = await intake.newRequest('Maria Silva');
  const popup = await workplace.popups.waitForPopupAbout('Maria Silva');

  await workplace.popups.press(popup, 'Later');

  await workplace.desktop.expectNotRinging('Maria Silva');
  expect(await workplace.desktop.page.evaluate(() => document.visibilityState)).toBe('hidden');
  expect(workplace.device.tabs()).toHaveLength(1);
  expect(await intake.read(request)).toMatchObject({ agent: null });
});

test('Later in the list puts the request off, by keyboard too', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  const { desktop, device } = workplace;
  await device.lookAt(desktop.page);
  await intake.newRequest('Maria Silva');
  await desktop.expectRinging('Maria Silva');

  await desktop.laterButton('Maria Silva').focus();
  await desktop.page.keyboard.press('Enter');

  await desktop.expectNotRinging('Maria Silva');
  await expect(desktop.laterButton('Maria Silva')).toHaveCount(0);
  // The place is kept, and an Enter too many connects nobody.
  await expect(desktop.row('Maria Silva').locator('.row-who')).toBeFocused();
  await desktop.page.keyboard.press('Enter');
  await desktop.page.keyboard.press('Tab');
  await expect(desktop.connectButton('Maria Silva')).toBeFocused();
  await expect(desktop.session.filter({ hasText: 'Maria Silva' })).toHaveCount(0);
});

test('Connect on a popup connects, once, while the page is still loading', async ({
  intake,
  proxyServer,
  agentBehindProxy,
}) => {
  const workplace = await agentBehindProxy(ana);
  const { desktop } = workplace;
  const request = await intake.newRequest('Maria Silva');
  const popup = await workplace.popups.waitForPopupAbout('Maria Silva');
  const arrived = await holdScripts(desktop.page);
  await desktop.page.reload({ waitUntil: 'commit' });

  await workplace.popups.press(popup, 'Connect');

  // The customer does not wait for the page.
  await expect.poll(async () => (await intake.read(request)).agent?.name).toBe('Ana Torres');
  await expect(desktop.page.locator('html')).not.toHaveAttribute('data-hydrated', 'true');
  await arrived();
  await expectLookedAt(desktop.page);
  await desktop.expectSession('Maria Silva', 'connecting');
  expect(proxyServer.count('/api/ui/connect')).toBe(1);
});

test('a click on a popup while the page is still loading leads to the request', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  const { desktop } = workplace;
  await intake.newRequest('Maria Silva');
  await intake.newRequest('Kenji Watanabe');
  const popup = await workplace.popups.waitForPopupAbout('Kenji Watanabe');
  const arrived = await holdScripts(desktop.page);
  await desktop.page.reload({ waitUntil: 'commit' });

  await workplace.popups.click(popup);
  await expectLookedAt(desktop.page);
  await arrived();

  await desktop.expectLedTo('Kenji Watanabe');
  await desktop.expectRinging('Kenji Watanabe');
});

test('a refusal that comes before the page is told in it', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  const bens = await agentElsewhere(ben);
  const { desktop } = workplace;
  await intake.newRequest('Maria Silva');
  const popup = await workplace.popups.waitForPopupAbout('Maria Silva');
  const arrived = await holdScripts(desktop.page);
  await desktop.page.reload({ waitUntil: 'commit' });
  // Nobody takes the popup away from a page that is still loading.
  await bens.desktop.connect('Maria Silva');

  await workplace.popups.press(popup, 'Connect');
  await expectLookedAt(desktop.page);
  await arrived();

  await expect(desktop.page.getByRole('alert').filter({ hasText: 'Ben Okafor' })).toBeVisible();
});

/** Pages get no scripts until the returned function is called: what they show is the server's. */
async function holdScripts(page: Page): Promise<() => Promise<void>> {
  const held: Route[] = [];
  let holding = true;
  await page.route('**/*.wasm', async (route) => {
    if (holding) held.push(route);
    else await route.continue();
  });
  return async () => {
    holding = false;
    await Promise.all(held.map((route) => route.continue()));
  };
}
