// What a page loads on a cold cache, counted in the browser: document, script, style, icons, all of it.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';

/** In bytes, as they come over the wire. */
const SIGNED_OUT = 30_000;

for (const path of ['/', '/sign-in', '/no/such/page']) {
  test(`${path} loads at most 30 kB before signing in`, async ({ server, openPage }) => {
    const page = await openPage();
    const loaded = await loadedBy(page, () => page.goto(server.origin + path));
    console.log(`    ${path}: ${(loaded / 1_000).toFixed(1)} kB`);
    expect(loaded).toBeGreaterThan(1_000);
    expect(loaded).toBeLessThan(SIGNED_OUT);
  });
}

async function loadedBy(page: Page, load: () => Promise<unknown>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await load();
  await page.waitForLoadState('networkidle');
  return bytes;
}
