// The agent desktop: the lists of requests and the session.
import { expect, type Locator, type Page } from '@playwright/test';
import type { Agent } from './agents';
import { press } from './press';
import { TopBar } from './top-bar';

export type SessionState = 'connecting' | 'bridged' | 'held' | 'ended' | 'wrap_up';

export class Desktop {
  readonly topBar: TopBar;
  readonly pending: Locator;
  readonly availableSoon: Locator;
  readonly timedOut: Locator;
  readonly attendNext: Locator;
  readonly session: Locator;
  /** What was said without ringing. */
  readonly reminders: Locator;

  constructor(
    readonly page: Page,
    agent: Agent,
  ) {
    this.topBar = new TopBar(page, agent);
    this.pending = page.getByRole('region', { name: /^Pending/ });
    this.availableSoon = page.getByRole('region', { name: /^Available soon/ });
    this.timedOut = page.getByRole('region', { name: /^Timed out/ });
    this.attendNext = page.getByRole('button', { name: /^Attend next customer/ });
    this.session = page.getByRole('region', { name: /^Session/ });
    this.reminders = page.getByRole('region', { name: 'Reminders' });
  }

  /** The customer's row, in whichever list it is. */
  row(customer: string): Locator {
    const lists = this.pending.or(this.availableSoon).or(this.timedOut);
    return lists.getByRole('listitem').filter({ hasText: customer });
  }

  connectButton(customer: string): Locator {
    return this.row(customer).getByRole('button', { name: /^Connect/ });
  }

  laterButton(customer: string): Locator {
    return this.row(customer).getByRole('button', { name: /^Later/ });
  }

  async expectNotRinging(customer: string): Promise<void> {
    await expect(this.row(customer)).toHaveCount(1);
    await expect(this.row(customer)).not.toHaveAttribute('data-ringing', 'true');
  }

  async expectRinging(customer: string): Promise<void> {
    await expect(this.row(customer)).toHaveAttribute('data-ringing', 'true');
  }

  /** The agent was led to this customer: the keyboard focus is on the row. */
  async expectLedTo(customer: string): Promise<void> {
    const focused = this.page.locator(':focus');
    await expect(this.row(customer).and(focused).or(this.row(customer).locator(focused))).toHaveCount(1);
  }

  /** A chat is bridged at once; everything else is dialled first. */
  async connect(customer: string, state: SessionState = 'connecting'): Promise<void> {
    await press(this.connectButton(customer));
    await this.expectSession(customer, state);
  }

  /** The list of customers in hand; there is none for a single one. */
  get openSessions(): Locator {
    return this.page.getByRole('list', { name: 'Customers with you' });
  }

  switchButton(customer: string): Locator {
    return this.openSessions.getByRole('button', { name: customer });
  }

  async switchTo(customer: string): Promise<void> {
    await press(this.switchButton(customer));
    await expect(this.session).toContainText(customer);
  }

  async expectSession(customer: string, state: SessionState): Promise<void> {
    await expect(this.session).toContainText(customer);
    await expect(this.session).toHaveAttribute('data-state', state);
  }

  get answered(): Locator {
    return this.session.getByRole('button', { name: /^Answered/ });
  }

  get noAnswer(): Locator {
    return this.session.getByRole('button', { name: /^No answer/ });
  }

  get end(): Locator {
    return this.session.getByRole('button', { name: /^End/ });
  }

  get outcome(): Locator {
    return this.session.getByRole('combobox', { name: /^Outcome/ });
  }

  get note(): Locator {
    return this.session.getByRole('textbox', { name: /^Note/ });
  }

  get finish(): Locator {
    return this.session.getByRole('button', { name: /^Finish/ });
  }

  /** From *connecting* to the end of the wrap-up, for a call dialled by hand. */
  async completeCall(customer: string): Promise<void> {
    await press(this.answered);
    await this.expectSession(customer, 'bridged');
    await this.wrapUp(customer);
  }

  /** From *bridged* to the end of the wrap-up. */
  async wrapUp(customer: string): Promise<void> {
    await press(this.end);
    await this.expectSession(customer, 'wrap_up');
    await chooseFirstOutcome(this.outcome);
    await press(this.finish);
    await expect(this.session.filter({ hasText: customer })).toHaveCount(0);
  }
}

/** The first outcome that is one; an empty value stands for "none chosen yet". */
async function chooseFirstOutcome(outcome: Locator): Promise<void> {
  const values = await outcome
    .locator('option')
    .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
  const first = values.find((value) => value !== '');
  if (first === undefined) throw new Error('there is no outcome to choose');
  await outcome.selectOption(first);
}
