// What a page loads on a cold cache, counted in the browser: document, script, style, icons, all of it.
import type { Page } from '@playwright/test';
import { ana } from '../support/agents';
import { Desktop } from '../support/desktop';
import { NotificationSettings } from '../support/notification-settings';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

/** In bytes, as they come over the wire. */
const SIGNED_OUT = 30_000;
const SETTINGS = 60_000;

for (const path of ['/', '/sign-in', '/no/such/page']) {
  test(`${path} loads at most 30 kB before signing in`, async ({ server, openPage }) => {
    const page = await openPage();
    const loaded = await loadedBy(page, async () => {
      await page.goto(server.origin + path);
      await page.waitForLoadState('networkidle');
    });
    console.log(`    ${path}: ${(loaded / 1_000).toFixed(1)} kB`);
    expect(loaded).toBeGreaterThan(1_000);
    expect(loaded).toBeLessThan(SIGNED_OUT);
  });
}

test('the notification settings load at most 60 kB of WebAssembly on top of the desktop', async ({ server, openPage }) => {
  const page = await openPage();
  await new SignIn(page).as(ana, server.origin);
  const { topBar } = new Desktop(page, ana);
  await topBar.expectLive();
  const settings = new NotificationSettings(page);
  const load = async (): Promise<void> => {
    await topBar.openNotificationSettings();
    await expect(settings.save).toBeVisible();
  };
  const loaded = await loadedBy(page, load, '.wasm');
  console.log(`    the settings: ${(loaded / 1_000).toFixed(1)} kB`);
  expect(loaded).toBeGreaterThan(1_000);
  expect(loaded).toBeLessThan(SETTINGS);
});

/** What comes from addresses that end so, while this happens. */
async function loadedBy(page: Page, load: () => Promise<unknown>, ending = ''): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  let bytes = 0;
  const counted = new Set<string>();
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (request.url.endsWith(ending)) counted.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (counted.has(requestId)) bytes += encodedDataLength;
  });
  await load();
  return bytes;
}
