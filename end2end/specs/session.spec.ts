// The customer in hand: what is known of them, the outcome in one press, and nothing offered that can't be pressed.
import type { Locator } from '@playwright/test';
import { ana } from '../support/agents';
import { Desktop } from '../support/desktop';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

let desktop: Desktop;

test.beforeEach(async ({ server, openPage }) => {
  const page = await openPage();
  await new SignIn(page).as(ana, server.origin);
  desktop = new Desktop(page, ana);
  await desktop.topBar.expectLive();
});

test('who is free again reads what they have done today', async ({ intake }) => {
  const today = desktop.page.getByRole('region', { name: 'Today' });
  await expect(today).toHaveCount(0);
  for (const calls of ['1', '2']) {
    await intake.newRequest('Maria Silva');
    await desktop.connect('Maria Silva');
    await desktop.completeCall('Maria Silva');
    await expect(today.getByRole('definition')).toHaveText([calls, '0', /^\d\d:\d\d$/]);
  }
});

test('an outcome is one press, and list and chips say the same', async ({ server, intake }) => {
  await intake.newRequest('Maria Silva');
  await desktop.connect('Maria Silva');
  await desktop.end.click();
  await desktop.expectSession('Maria Silva', 'wrap_up');
  const tab = await desktop.page.context().newPage();
  await tab.goto(server.origin);
  const elsewhere = new Desktop(tab, ana);
  await desktop.page.bringToFront();

  await chip('No sale').click();
  await expect(chip('No sale')).toHaveAttribute('aria-pressed', 'true');
  await expect(desktop.outcome).toHaveValue('no_sale');
  await expect(elsewhere.outcome).toHaveValue('no_sale');

  await desktop.outcome.selectOption('sale');
  await expect(chip('Sale')).toHaveAttribute('aria-pressed', 'true');
  await expect(chip('No sale')).toHaveAttribute('aria-pressed', 'false');

  await desktop.page.getByRole('heading', { level: 1 }).click();
  await desktop.page.keyboard.press('1');
  await expect(chip('Resolved')).toHaveAttribute('aria-pressed', 'true');
  await expect(elsewhere.outcome).toHaveValue('resolved');
  await elsewhere.outcome.selectOption('no_sale');
  await expect(chip('No sale')).toHaveAttribute('aria-pressed', 'true');

  await desktop.page.reload();
  await expect(chip('No sale')).toHaveAttribute('aria-pressed', 'true');
  await desktop.finish.click();
  await expect(desktop.session).toHaveCount(0);
});

test('Finish without an outcome says so until one is pressed', async ({ intake }) => {
  await intake.newRequest('Maria Silva');
  await desktop.connect('Maria Silva');
  await desktop.end.click();

  await desktop.finish.click();
  const problem = desktop.session.getByRole('alert');
  await expect(problem).toHaveText('Choose an outcome first.');
  await expect(desktop.outcome).toBeFocused();
  await chip('Sale').click();
  await expect(problem).toHaveCount(0);
});

test('a follow-up leads to the plan of a call with this customer', async ({ intake }) => {
  const request = await intake.newRequest('Maria Silva');
  await desktop.connect('Maria Silva');
  await desktop.end.click();
  const link = desktop.session.getByRole('link', { name: 'Schedule this customer' });
  await expect(chip('Resolved')).toBeVisible();
  await expect(link).toHaveCount(0);
  const before = await desktop.finish.boundingBox();

  await chip('Follow-up needed').click();

  await expect(link).toHaveAttribute('href', `/schedule?for=${request.id}`);
  expect(await desktop.finish.boundingBox()).toEqual(before);
});

test('what a call leaves no room for is not offered, and keeps its place', async ({ intake }) => {
  await intake.newRequest('Kenji Watanabe');
  await intake.newRequest('Maria Silva');
  const button = desktop.connectButton('Kenji Watanabe');
  await expect(button).toBeVisible();
  const place = await button.boundingBox();
  await desktop.connect('Maria Silva');
  await intake.create('inbound_chat', 'Lena Brandt');

  for (const customer of ['Kenji Watanabe', 'Lena Brandt']) {
    const connect = desktop.connectButton(customer);
    await expect(connect).toHaveAttribute('aria-disabled', 'true');
    await expect(connect).toHaveAccessibleDescription('You are with a customer: finish first.');
  }
  await desktop.connectButton('Kenji Watanabe').click({ force: true });
  await expect(desktop.page.locator('main > .problem')).toHaveText('You are with a customer: finish first.');
  expect(await button.boundingBox()).toEqual(place);

  await desktop.noAnswer.click();
  await expect(desktop.session).toHaveCount(0);
  await expect(button).not.toHaveAttribute('aria-disabled');
});

test('beside a chat that fills an agent’s hands neither calls nor chats are offered', async ({ intake }) => {
  await intake.create('inbound_chat', 'Lena Brandt');
  await desktop.connect('Lena Brandt', 'bridged');
  await intake.newRequest('Kenji Watanabe');
  await expect(desktop.connectButton('Kenji Watanabe')).toHaveAccessibleDescription(/finish your chats first/);
});

test('what is known of a customer is said once, and in words', async ({ intake }) => {
  await intake.ask('new_request', {
    customer: {
      name: 'Maria Silva',
      phone: '+34600123456',
      locale: 'es-ES',
      time_zone: 'Europe/Madrid',
    },
  });
  await desktop.connect('Maria Silva');

  const customer = desktop.page.getByRole('region', { name: 'Customer' });
  await expect(customer.getByRole('heading', { level: 2 })).toHaveText('Maria Silva');
  await expect(customer).toContainText('Spanish');
  await expect(customer).not.toContainText('es-ES');
  const there = new Date().toLocaleTimeString('sv-SE', {
    timeZone: 'Europe/Madrid',
    hour: '2-digit',
    minute: '2-digit',
  });
  const minutes = (text: string | null) => {
    const [hour, minute] = /(\d\d):(\d\d) in Madrid/.exec(text ?? '')?.slice(1) ?? [];
    return Number(hour) * 60 + Number(minute);
  };
  const said = minutes(await customer.textContent());
  const meant = minutes(`${there} in Madrid`);
  expect((said - meant + 1440) % 1440).toBeLessThanOrEqual(1);
  await expect(customer).not.toContainText('Sales');
  await expect(customer).not.toContainText('600');
  await expect(desktop.session.getByRole('link', { name: /^Call/ })).toHaveAttribute('href', 'tel:+34600123456');
});

function chip(outcome: string): Locator {
  return desktop.session.getByRole('button', { name: outcome, exact: true });
}
