// Every page of somebody who is signed in is hydrated, and none has anything to complain about on the console.
import type { Page } from '@playwright/test';
import { ana } from '../support/agents';
import { Complaints } from '../support/complaints';
import { Desktop } from '../support/desktop';
import { NotificationHistory } from '../support/notification-history';
import { NotificationSettings } from '../support/notification-settings';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

test('the pages before signing in need no WebAssembly, and have no complaint', async ({ server, openPage }) => {
  const page = await openPage();
  const complaints = new Complaints(page);
  const loaded: string[] = [];
  page.on('response', (response) => loaded.push(new URL(response.url()).pathname));
  const signIn = new SignIn(page);

  await page.goto(server.origin);
  await page.goto(`${server.origin}/sign-in`);
  await signIn.enterEmail(ana.email);
  await page.waitForLoadState('networkidle');

  expect(new Set(loaded.filter((path) => /\.(js|wasm)$/.test(path)))).toEqual(new Set(['/signed-out.js']));
  expect(complaints.all).toEqual([]);
});

test('a working day is spent without a complaint', async ({ server, intake, openPage }) => {
  const page = await openPage();
  const complaints = new Complaints(page);
  await new SignIn(page).as(ana, server.origin);
  await expectHydrated(page);
  const desktop = new Desktop(page, ana);
  await desktop.topBar.expectLive();
  await intake.newRequest('Maria Silva');
  await desktop.expectRinging('Maria Silva');

  await page.reload();
  await expectHydrated(page);
  await desktop.connect('Maria Silva');
  await page.reload();
  await expectHydrated(page);
  await desktop.expectSession('Maria Silva', 'connecting');
  await desktop.completeCall('Maria Silva');
  await desktop.topBar.chooseStatus('Busy');
  for (const path of [NotificationSettings.path, NotificationHistory.path]) {
    await page.goto(server.origin + path);
    await expectHydrated(page);
    await desktop.topBar.expectLive();
  }
  await desktop.topBar.signOut();

  expect(complaints.all).toEqual([]);
});

/** The page says of itself when its scripts have taken over from the server's rendering. */
async function expectHydrated(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-hydrated', 'true');
}
