// The bar on top of every page of a signed-in agent.
import { expect, type Locator, type Page } from '@playwright/test';
import type { Agent } from './agents';
import { press } from './press';

export type Status = 'Available' | 'Busy' | 'Break';

export type ProfileEntry =
  | 'Notifications'
  | "Agents' devices"
  | 'Notification trace'
  | 'Language'
  | 'Keyboard shortcuts'
  | 'Sign out';

export class TopBar {
  readonly connection: Locator;
  readonly status: Locator;
  readonly profile: Locator;

  constructor(
    private readonly page: Page,
    agent: Agent,
  ) {
    this.connection = page.getByRole('status', { name: /^Connection/ });
    this.status = page.getByRole('button', { name: /^Status/ });
    this.profile = page.getByRole('button', { name: new RegExp(`^${agent.name}`) });
  }

  async expectLive(within = 10_000): Promise<void> {
    await expect(this.connection).toContainText('Live', { timeout: within });
  }

  statusChoice(status: Status): Locator {
    return this.page.getByRole('menuitemradio', { name: new RegExp(`^${status}`) });
  }

  profileEntry(entry: ProfileEntry): Locator {
    return this.page.getByRole('menuitem', { name: new RegExp(`^${entry}`) });
  }

  async chooseStatus(status: Status): Promise<void> {
    await press(this.status);
    await press(this.statusChoice(status));
    await this.expectStatus(status);
  }

  async expectStatus(status: Status): Promise<void> {
    await expect(this.status).toHaveAccessibleName(new RegExp(status));
  }

  async openNotificationSettings(): Promise<void> {
    await press(this.profile);
    await press(this.profileEntry('Notifications'));
    await this.page.waitForURL('**/profile/notifications');
  }

  async openAgentsDevices(): Promise<void> {
    await press(this.profile);
    await press(this.profileEntry("Agents' devices"));
    await this.page.waitForURL('**/supervisor/devices');
  }

  async openTrace(): Promise<void> {
    await press(this.profile);
    await press(this.profileEntry('Notification trace'));
    await this.page.waitForURL('**/supervisor/notifications');
  }

  async signOut(): Promise<void> {
    await press(this.profile);
    await press(this.profileEntry('Sign out'));
    await expect(this.page.getByRole('link', { name: /^Sign in/ }).first()).toBeAttached();
  }
}
