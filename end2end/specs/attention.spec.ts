// Beside the popup: the title and the icon of every tab, and the app that a system can install.
import type { Page } from '@playwright/test';
import { ana, ben } from '../support/agents';
import { Desktop } from '../support/desktop';
import { press } from '../support/press';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

const plainIcon = '/favicon.svg';
const ringingIcon = '/favicon-ringing.svg';

async function expectTab(page: Page, title: string | RegExp, icon: string): Promise<void> {
  await expect(page).toHaveTitle(title);
  await expect(page.locator('link[rel=icon]')).toHaveAttribute('href', new RegExp(`${icon}$`));
}

test('every tab says who rings, and stops when nobody does', async ({ intake, agentElsewhere }) => {
  const bens = await agentElsewhere(ben);
  const anas = await agentElsewhere(ana);
  const first = anas.desktop.page;
  const second = (await anas.openDesktopTab()).page;
  await anas.device.lookAway();
  await expectTab(first, 'Deskbell', plainIcon);

  await intake.create('inbound_call', 'Maria Silva');
  await bens.popups.waitForPopupAbout('Maria Silva');
  const kenji = await intake.newRequest('Kenji Watanabe');
  await bens.popups.waitForPopupAbout('Kenji Watanabe');

  for (const page of [first, second]) {
    await expectTab(page, /^\(2\) Inbound call: Maria Silva/, ringingIcon);
  }

  await intake.cancel(kenji);
  for (const page of [first, second]) {
    await expectTab(page, /^\(1\) Inbound call: Maria Silva/, ringingIcon);
  }

  await press(bens.desktop.connectButton('Maria Silva'));
  for (const page of [first, second, bens.desktop.page]) {
    await expectTab(page, 'Deskbell', plainIcon);
  }
});

test('on another page it is said who rings, and one press leads to their row', async ({ server, intake, openPage }) => {
  const page = await openPage();
  await new SignIn(page).as(ana, server.origin);
  const desktop = new Desktop(page, ana);
  await desktop.topBar.expectLive();
  await desktop.topBar.openNotificationSettings();
  const notices = page.getByRole('region', { name: 'Notices' });
  await intake.create('inbound_call', 'Maria Silva');
  await expect(notices).toContainText('(1) Inbound call: Maria Silva');

  await notices.getByRole('link', { name: 'Show' }).click();
  await desktop.expectLedTo('Maria Silva');
  await expect(notices).not.toContainText('Maria Silva');
});

test('the desktop can be installed as an app', async ({ server, openPage }) => {
  const page = await openPage();
  await page.goto(server.origin);
  const address = await page.locator('link[rel=manifest]').getAttribute('href');
  const answer = await page.request.get(server.origin + address);
  expect(answer.headers()['content-type']).toBe('application/manifest+json');

  // The browser's own judgement of the manifest, its icons included.
  const devTools = await page.context().newCDPSession(page);
  const { errors, data } = await devTools.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  expect(JSON.parse(data ?? '{}')).toMatchObject({ name: 'Deskbell', display: 'standalone', start_url: '/' });
  const { installabilityErrors } = await devTools.send('Page.getInstallabilityErrors');
  const serious = installabilityErrors.map(({ errorId }) => errorId);
  // A test's browser runs in a profile that installs nothing.
  expect(serious.filter((error) => error !== 'in-incognito')).toEqual([]);
});
