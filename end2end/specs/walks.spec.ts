// The ways from page to page, when what the next one needs does not come.
import type { Page } from '@playwright/test';
import { ana } from '../support/agents';
import { Desktop } from '../support/desktop';
import type { Intake } from '../support/intake';
import { NotificationSettings } from '../support/notification-settings';
import { press } from '../support/press';
import type { Server } from '../support/server';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

/** Longer than a page waits before it asks again for a file, and than it waits for one. */
const AGAIN = 3_000;
const PATIENCE = 10_000;

test('who follows a link while nothing answers stays, reads why, and goes on by a press', async ({
  server,
  intake,
  openPage,
}) => {
  const { page, desktop } = await cutOff(await openPage(), server);

  await followToSettings(desktop);
  await expect(page.getByRole('status').filter({ hasText: 'Loading the page' })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/');
  await stillWorks(desktop, intake);

  await page.clock.fastForward(PATIENCE);
  await expect(page.getByText('The page did not arrive.')).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/');
  await expect(desktop.pending).toBeVisible();

  await page.unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(new NotificationSettings(page).save).toBeVisible();
  expect(new URL(page.url()).pathname).toBe(NotificationSettings.path);
  await expect(page.getByText('The page did not arrive.')).toBeHidden();
});

test('a network that says nothing at all keeps nobody waiting for ever', async ({ server, openPage }) => {
  const { page, desktop } = await cutOff(await openPage(), server, 'says nothing');
  await followToSettings(desktop);
  await expect(page.getByRole('status').filter({ hasText: 'Loading the page' })).toBeVisible();

  await page.clock.runFor(2 * PATIENCE);
  await expect(page.getByText('The page did not arrive.')).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/');
});

test('who has gone elsewhere meanwhile is not led away later', async ({ server, openPage }) => {
  const { page, desktop } = await cutOff(await openPage(), server);
  await followToSettings(desktop);
  await expect(page.getByRole('status').filter({ hasText: 'Loading the page' })).toBeVisible();

  await page.getByRole('link', { name: 'Deskbell' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Loading the page' })).toBeHidden();
  const loaded = page.waitForResponse((response) => response.url().endsWith('.pack'));
  await page.unrouteAll();
  await page.clock.fastForward(AGAIN);
  await loaded;

  await page.clock.runFor(PATIENCE);
  expect(new URL(page.url()).pathname).toBe('/');
  await expect(desktop.pending).toBeVisible();
});

test('a page on its way is left when a customer comes into the hands meanwhile', async ({ server, intake, openPage }) => {
  const { page, desktop } = await cutOff(await openPage(), server, 'says nothing');
  await intake.newRequest('Maria Silva');
  await desktop.expectRinging('Maria Silva');
  await followToSettings(desktop);
  const loading = page.getByRole('status').filter({ hasText: 'Loading the page' });
  await expect(loading).toBeVisible();

  await press(desktop.connectButton('Maria Silva'));

  await expect(desktop.connectButton('Maria Silva')).toHaveCount(0);
  await expect(loading).toBeHidden();
  await page.clock.runFor(2 * PATIENCE);
  await expect(page.getByText('The page did not arrive.')).toBeHidden();
});

test('a program that does not come at first is asked for again, and the page goes on', async ({ server, openPage }) => {
  const page = await openPage();
  await page.clock.install();
  await page.route(/\.wasm$/, (route) => route.abort());
  await new SignIn(page).as(ana, server.origin);
  await page.evaluate('window.isTheSamePage = true');
  await expect(page.locator('html')).not.toHaveAttribute('data-hydrated', 'true');

  const missed = page.waitForRequest(/\.wasm$/);
  await page.clock.fastForward(PATIENCE);
  await missed;
  await page.unrouteAll();
  await page.clock.fastForward(PATIENCE);
  await new Desktop(page, ana).topBar.expectLive();
  expect(await page.evaluate('window.isTheSamePage')).toBe(true);
});

/** A desktop whose browser gets no more files from the server; the stream goes on. */
async function cutOff(
  page: Page,
  server: Server,
  network: 'fails' | 'says nothing' = 'fails',
): Promise<{ page: Page; desktop: Desktop }> {
  await page.clock.install();
  await new SignIn(page).as(ana, server.origin);
  const desktop = new Desktop(page, ana);
  await desktop.topBar.expectLive();
  await page.route(/\.(pack|svg)$/, (route) => (network === 'fails' ? route.abort() : undefined));
  return { page, desktop };
}

async function followToSettings(desktop: Desktop): Promise<void> {
  await press(desktop.topBar.profile);
  await press(desktop.topBar.profileEntry('Notifications'));
}

async function stillWorks(desktop: Desktop, intake: Intake): Promise<void> {
  await intake.newRequest('Maria Silva');
  await desktop.expectRinging('Maria Silva');
}
