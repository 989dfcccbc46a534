// An agent at work on one device: signed in, notifications on, doing something else in another tab.
import type { Page } from '@playwright/test';
import type { Agent } from './agents';
import { Desktop } from './desktop';
import type { Device } from './device';
import { NotificationHistory } from './notification-history';
import { NotificationSettings } from './notification-settings';
import type { Notifications } from './notifications';
import { SignIn } from './sign-in';

/** Where Deskbell is found: the server, or a proxy before it. */
interface Site {
  origin: string;
}

export class Workplace {
  private constructor(
    readonly agent: Agent,
    readonly device: Device,
    /** The first desktop tab; it is hidden unless the agent looks at it. */
    readonly desktop: Desktop,
  ) {}

  /** Signed in on the desktop, looking at it; notifications still off, as they are at first. */
  static async signedIn(agent: Agent, device: Device, at: Site): Promise<Workplace> {
    const page = await device.openTab('/sign-in');
    await new SignIn(page).as(agent, at.origin);
    const desktop = new Desktop(page, agent);
    await desktop.topBar.expectLive();
    return new Workplace(agent, device, desktop);
  }

  /** Signed in, notifications on, and busy with something else: popups are due. */
  static async elsewhere(agent: Agent, device: Device, at: Site): Promise<Workplace> {
    await device.setPermission('granted');
    const workplace = await Workplace.signedIn(agent, device, at);
    await workplace.changeSettings((settings) => settings.turnOn());
    await device.lookAway();
    return workplace;
  }

  get popups(): Notifications {
    return this.device.notifications;
  }

  /** Visits the notification settings in the desktop's tab and comes back to the desktop. */
  async changeSettings(change: (settings: NotificationSettings) => Promise<void>): Promise<void> {
    await this.desktop.topBar.openNotificationSettings();
    await change(new NotificationSettings(this.desktop.page));
    await this.desktop.page.goto(new URL('/', this.desktop.page.url()).href);
    await this.desktop.topBar.expectLive();
  }

  /** Another tab with the desktop, live and in front. */
  async openDesktopTab(): Promise<Desktop> {
    const desktop = new Desktop(await this.device.openTab('/'), this.agent);
    await desktop.topBar.expectLive();
    return desktop;
  }

  /** The agent looks up, in a tab of its own, what happened to the customer's notification. */
  async expectHistory(customer: string, says: string | RegExp): Promise<void> {
    const page: Page = await this.device.openTab(NotificationHistory.path);
    await new NotificationHistory(page).expectEntry(customer, says);
    await page.close();
    await this.device.lookAway();
  }

  /** The ids that Deskbell gave its popups on this device; one tag has at most one popup. */
  popupTags(): Promise<string[]> {
    return this.desktop.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      return (await registration.getNotifications()).map((notification) => notification.tag);
    });
  }
}
