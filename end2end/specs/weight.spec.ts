// What a page loads on a cold cache, counted in the browser: document, script, WebAssembly, style, icons, all of it.
import type { Page } from '@playwright/test';
import { ana, sam } from '../support/agents';
import { Desktop } from '../support/desktop';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

/** In bytes, as they come over the wire. */
const SIGNED_OUT = 30_000;
/** Of the build that is tested, which leaves out the costly optimisation. A release should come to 320 and 60 kB. */
const DESKTOP = 380_000;
const PAGE_ON_TOP = 80_000;

for (const path of ['/', '/sign-in', '/no/such/page']) {
  test(`${path} loads at most 30 kB before signing in`, async ({ server, openPage }) => {
    const page = await openPage();
    const load = await Load.watch(page);
    await page.goto(server.origin + path);
    await load.isOver();
    load.tell(path);
    expect(load.bytes).toBeGreaterThan(1_000);
    expect(load.bytes).toBeLessThan(SIGNED_OUT);
  });
}

test('each page loads the desktop and what is its own, in one language', async ({ server, openPage }) => {
  const page = await openPage();
  await new SignIn(page).as(sam, server.origin);
  const { topBar } = new Desktop(page, sam);
  await topBar.expectLive();
  const load = await Load.watch(page);

  await page.goto(server.origin);
  await topBar.expectLive();
  await load.isOver();
  load.tell('/');
  const desktop = load.bytes;
  expect(desktop).toBeLessThan(DESKTOP);
  expect(load.paths.filter((path) => path.includes('split_english'))).toHaveLength(1);
  expect(load.paths.filter((path) => /split_(?!english)|\/pkg\/.*(?<!\.wasm|\.pack|\.js|\.css)$/.test(path))).toEqual([]);

  for (const path of [
    '/profile/notifications',
    '/profile/notifications/history',
    '/profile/language',
    '/schedule',
    '/supervisor/devices',
    '/supervisor/notifications',
  ]) {
    load.begin();
    await page.goto(server.origin + path);
    await topBar.expectLive();
    await load.isOver();
    load.tell(path);
    expect(load.bytes, path).toBeLessThan(desktop + PAGE_ON_TOP);
  }
});

test('a page whose file an upgrade took away is asked of the server', async ({ server, openPage }) => {
  const page = await openPage();
  await new SignIn(page).as(ana, server.origin);
  const { topBar } = new Desktop(page, ana);
  await topBar.expectLive();
  await page.evaluate(() => document.body.setAttribute('data-before', 'the upgrade'));
  await page.route('**/pkg/split_planned_calls*', (route) => route.fulfill({ status: 404 }), { times: 2 });

  await page.getByRole('link', { name: 'Schedule a call' }).click();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Scheduled calls');
  await topBar.expectLive();
  await expect(page.locator('body')).not.toHaveAttribute('data-before');
});

test('a page whose file does not come for want of a connection comes when there is one', async ({ server, openPage }) => {
  const page = await openPage();
  await new SignIn(page).as(ana, server.origin);
  const { topBar } = new Desktop(page, ana);
  await topBar.expectLive();
  await page.evaluate(() => document.body.setAttribute('data-before', 'the cut'));
  let isCut = true;
  const asked = new Set<string>();
  await page.route(/split_planned_calls|favicon/, (route) => {
    asked.add(route.request().method() + new URL(route.request().url()).pathname.slice(0, 9));
    return isCut ? route.abort() : route.continue();
  });

  await page.getByRole('link', { name: 'Schedule a call' }).click();
  await expect.poll(() => [...asked].sort()).toEqual(['GET/pkg/spli', 'HEAD/favicon.']);
  await expect(page.getByRole('button', { name: /^Attend next customer/ })).toBeVisible();
  isCut = false;

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Scheduled calls');
  await expect(page.locator('body')).toHaveAttribute('data-before');
});

test('what is shown of a customer in hand comes with the first row', async ({ server, intake, openPage }) => {
  const page = await openPage();
  const held: (() => void)[] = [];
  let isHeld = true;
  await page.route(/split_in_hand/, async (route) => {
    if (isHeld) await new Promise<void>((go) => held.push(go));
    await route.continue();
  });
  await new SignIn(page).as(ana, server.origin);
  const desktop = new Desktop(page, ana);
  await desktop.topBar.expectLive();
  expect(held).toHaveLength(0);

  await intake.newRequest('Maria Silva');
  await expect.poll(() => held.length).toBe(1);
  await desktop.connectButton('Maria Silva').click();
  await expect(page.locator('.work-state')).toContainText('Connecting');
  await expect(desktop.session).toHaveCount(0);

  isHeld = false;
  for (const go of held) go();
  await desktop.expectSession('Maria Silva', 'connecting');
  await page.reload();
  await desktop.topBar.expectLive();
  await desktop.expectSession('Maria Silva', 'connecting');
});

test('an address with a slash at its end is taken over as well', async ({ server, openPage }) => {
  const page = await openPage();
  await new SignIn(page).as(ana, server.origin);
  await page.goto(`${server.origin}/schedule/`);
  await new Desktop(page, ana).topBar.expectLive();
});

/** What a page loads, from one moment on. */
class Load {
  bytes = 0;
  readonly paths: string[] = [];
  private readonly underWay = new Map<string, string>();

  static async watch(page: Page): Promise<Load> {
    const session = await page.context().newCDPSession(page);
    const load = new Load();
    session.on('Network.requestWillBeSent', ({ requestId, request, type }) => {
      load.paths.push(new URL(request.url).pathname);
      // A stream never ends, and the end of a worker's script is told to the worker.
      if (type !== 'EventSource' && !request.url.endsWith('-worker.js')) load.underWay.set(requestId, `${type} ${request.url}`);
    });
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      load.bytes += encodedDataLength;
      load.underWay.delete(requestId);
    });
    session.on('Network.loadingFailed', ({ requestId }) => load.underWay.delete(requestId));
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    return load;
  }

  begin(): void {
    this.bytes = 0;
    this.paths.length = 0;
  }

  async isOver(): Promise<void> {
    await expect.poll(() => [...this.underWay.values()]).toEqual([]);
  }

  tell(path: string): void {
    console.log(`    ${path}: ${(this.bytes / 1_000).toFixed(1)} kB`);
  }
}
