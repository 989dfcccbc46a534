// One device: an honest browser with its own profile, its tabs, and its popups on the desktop.
import { expect, type BrowserContext, type CDPSession, type Page } from '@playwright/test';
import { launchHonestChromium, type HonestChromium, type Peculiarities } from './chromium';
import { Discards } from './discards';
import { Notifications } from './notifications';

export type Permission = 'granted' | 'denied' | 'prompt';

export class Device {
  readonly notifications: Notifications;
  private otherWork: Page | undefined;

  private constructor(
    private readonly chromium: HonestChromium,
    private readonly devTools: CDPSession,
    readonly origin: string,
  ) {
    this.notifications = new Notifications(chromium.child.id);
  }

  /** A new device, for the Deskbell server at the given origin. */
  static async open(origin: string, peculiarities: Peculiarities = {}): Promise<Device> {
    const chromium = await launchHonestChromium(peculiarities);
    return new Device(chromium, await chromium.browser.newBrowserCDPSession(), origin);
  }

  get context(): BrowserContext {
    return this.chromium.context;
  }

  /** What the browser answers when Deskbell's origin wants to show notifications. */
  async setPermission(setting: Permission): Promise<void> {
    // The override lasts as long as the session that made it, which is as long as the device.
    await this.devTools.send('Browser.setPermission', {
      permission: { name: 'notifications' },
      setting,
      origin: this.origin,
    });
  }

  /** Opens a page of Deskbell in a new tab, in front of the others. */
  async openTab(path: string): Promise<Page> {
    const page = await this.context.newPage();
    await this.lookAt(page);
    await page.goto(this.origin + path);
    return page;
  }

  /** The person turns to another tab: every page of Deskbell is hidden. */
  async lookAway(): Promise<void> {
    this.otherWork ??= await this.context.newPage();
    await this.otherWork.bringToFront();
    for (const page of this.tabs()) {
      await expect.poll(() => page.evaluate(() => document.visibilityState)).toBe('hidden');
    }
  }

  async lookAt(page: Page): Promise<void> {
    await page.bringToFront();
    await expectLookedAt(page);
    // A browser drops clicks on a tab until it has drawn it: what nobody can see, nobody can mean.
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
  }

  /** The browser's push service brings a message, as if no page of Deskbell mattered. */
  async push(message: object): Promise<void> {
    this.otherWork ??= await this.context.newPage();
    const devTools = await this.context.newCDPSession(this.otherWork);
    const own = new Promise<string>((found) => {
      devTools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const known = registrations.find(({ scopeURL, isDeleted }) => scopeURL.startsWith(this.origin) && !isDeleted);
        if (known) found(known.registrationId);
      });
    });
    await devTools.send('ServiceWorker.enable');
    await devTools.send('ServiceWorker.deliverPushMessage', {
      origin: this.origin,
      registrationId: await own,
      data: JSON.stringify(message),
    });
    await devTools.detach();
  }

  /** The offer by which a request rings for the agent who is signed in here. */
  async offerOf(request: string): Promise<string> {
    const answer = await this.context.request.post(`${this.origin}/api/ui/snapshot`, {
      headers: { origin: this.origin },
      data: {},
    });
    const { rings } = (await answer.json()) as { rings: Record<string, { offer: string }> };
    const ring = rings[request];
    if (!ring) throw new Error(`the request ${request} does not ring`);
    return ring.offer;
  }

  /** The open pages of Deskbell. */
  tabs(): Page[] {
    return this.context.pages().filter((page) => page.url().startsWith(this.origin));
  }

  /** The browser stops running a hidden tab, as it does to save energy. Do not touch it until `thaw`. */
  async freeze(page: Page): Promise<void> {
    const devTools = await this.context.newCDPSession(page);
    await devTools.send('Page.setWebLifecycleState', { state: 'frozen' });
  }

  async thaw(page: Page): Promise<void> {
    const devTools = await this.context.newCDPSession(page);
    await devTools.send('Page.setWebLifecycleState', { state: 'active' });
  }

  /** Why the browser would not freeze the only tab with this page by itself. */
  async whyNotFrozen(page: Page): Promise<string[]> {
    return (await this.discards()).whyNotFrozen(page.url());
  }

  /** The browser drops a hidden tab from memory: only its title is left, until `comeBack`. */
  async discard(page: Page): Promise<void> {
    const gone = page.waitForEvent('close');
    await (await this.discards()).discard(page.url());
    await gone;
  }

  /** The person turns to the tab that was discarded, and the browser loads it again. */
  async comeBack(): Promise<Page> {
    const { targetInfos } = await this.devTools.send('Target.getTargets');
    const dropped = targetInfos.find(({ type, url }) => type === 'page' && url.startsWith(this.origin));
    if (!dropped) throw new Error('no tab was discarded');
    const loaded = this.context.waitForEvent('page');
    await this.devTools.send('Target.activateTarget', { targetId: dropped.targetId });
    return loaded;
  }

  /** The lid is closed: nothing of the browser runs. */
  sleep(): void {
    this.chromium.child.signal('SIGSTOP');
  }

  wake(): void {
    this.chromium.child.signal('SIGCONT');
  }

  async close(): Promise<void> {
    await this.chromium.close();
  }

  /** In the tab of the other work: no tab of Deskbell may come to the front by it. */
  private async discards(): Promise<Discards> {
    await this.lookAway();
    if (!this.otherWork) throw new Error('there is no other tab');
    return Discards.in(this.otherWork);
  }
}

/** Waits until the page is the one in front and has the focus. */
export async function expectLookedAt(page: Page): Promise<void> {
  await expect(async () => {
    // Fails, to be tried again, when the page is just leading elsewhere.
    const now = await page.evaluate(() => ({ visible: !document.hidden, focused: document.hasFocus() }));
    expect(now).toEqual({ visible: true, focused: true });
  }).toPass();
}
