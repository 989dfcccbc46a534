// The sign-in pages.
import { expect, type Locator, type Page } from '@playwright/test';
import { ana, demoPassword, type Agent } from './agents';
import { Desktop } from './desktop';

export class SignIn {
  readonly email: Locator;
  readonly next: Locator;
  readonly password: Locator;
  readonly connect: Locator;
  readonly alert: Locator;

  constructor(private readonly page: Page) {
    this.email = page.getByRole('textbox', { name: /^E-mail/ });
    this.next = page.getByRole('button', { name: /^Next/ });
    this.password = page.getByRole('textbox', { name: /^Password/ });
    this.connect = page.getByRole('button', { name: /^Connect/ });
    this.alert = page.getByRole('alert').filter({ hasText: /\S/ });
  }

  /** From the front page to the first of the two steps. */
  async openFromFrontPage(origin: string): Promise<void> {
    await this.page.goto(origin);
    await this.page.getByRole('link', { name: /^Sign in/ }).first().click();
    await expect(this.email).toBeVisible();
  }

  async enterEmail(email: string): Promise<void> {
    await this.email.fill(email);
    await this.next.click();
    await expect(this.password).toBeVisible();
  }

  async enterPassword(password: string): Promise<void> {
    await this.password.fill(password);
    await this.connect.click();
  }

  /** All of it, ending on the desktop. */
  async as(agent: Agent, origin: string): Promise<void> {
    await this.page.goto(`${origin}/sign-in`);
    await this.enterEmail(agent.email);
    await this.enterPassword(demoPassword);
    await expect(this.page.getByRole('region', { name: /^Pending/ })).toBeAttached();
  }
}

/** The agent's desktop on this page, hearing what happens. */
export async function liveDesktop(page: Page, server: { origin: string }, agent = ana): Promise<Desktop> {
  await new SignIn(page).as(agent, server.origin);
  const desktop = new Desktop(page, agent);
  await desktop.topBar.expectLive();
  return desktop;
}
