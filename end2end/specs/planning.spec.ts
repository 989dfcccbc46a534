// Planning calls on the screen: the form beside the list, the list by day, and times as people write them.
import type { Locator, Page } from '@playwright/test';
import { ana, demoPassword } from '../support/agents';
import { expectAccessible } from '../support/accessibility';
import { clock } from '../support/clock';
import { Desktop } from '../support/desktop';
import type { Server } from '../support/server';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

const madrid = { timezoneId: 'Europe/Madrid', locale: 'en-GB' };
const hour = 3_600_000;

/** Noon in Madrid so many days from now: a day's distance from any midnight. */
function noon(days: number): Date {
  const day = new Date(Date.now() + days * 24 * hour).toLocaleDateString('sv-SE', { timeZone: 'Europe/Madrid' });
  const utc = new Date(`${day}T12:00:00Z`);
  const there = Number(clock(utc, 'Europe/Madrid').slice(0, 2));
  return new Date(utc.getTime() - (there - 12) * hour);
}

function dated(at: Date): string {
  const part = (options: Intl.DateTimeFormatOptions) =>
    at.toLocaleDateString('en-US', { timeZone: 'Europe/Madrid', ...options });
  const year = part({ year: 'numeric' });
  const words = [part({ weekday: 'short' }), part({ day: 'numeric' }), part({ month: 'short' })];
  return (year === new Date().getFullYear().toString() ? words : [...words, year]).join(' ');
}

test('the calls stand under the days that they are on, called as people call them', async ({
  server,
  intake,
  openPage,
}) => {
  await intake.schedule('scheduled_by_agent', 'Kenji Watanabe', noon(3), { owner: ana.email });
  await intake.schedule('scheduled_by_customer', 'Lena Fischer', noon(1), { zone: 'America/New_York' });
  await intake.schedule('scheduled_by_customer', 'Tom Achebe', noon(1), { zone: 'Africa/Ceuta' });
  const page = await openPage(madrid);
  await signedIn(page, server);

  const headings = page.getByRole('region', { name: 'Scheduled calls' }).getByRole('heading', { level: 2 });
  await expect(headings).toHaveText(['Tomorrow', dated(noon(3))]);
  const tomorrow = page.getByRole('table', { name: 'Tomorrow' });
  const lena = tomorrow.getByRole('row').filter({ hasText: 'Lena Fischer' });
  await expect(lena.getByRole('cell').first()).toHaveText('12:0006:00 in New York');
  await expect(lena).toContainText('The customer chose this time');
  // Another name for the same wall clock says nothing.
  await expect(tomorrow.getByRole('row').filter({ hasText: 'Tom Achebe' }).getByRole('cell').first()).toHaveText('12:00');
  await expect(page.locator('time').first()).toHaveAttribute('title', /^\w{3} \d+ \w{3} \d{4} 12:00, Europe\/Madrid$/);
  // Each is one line.
  const cells = await lena.getByRole('cell').all();
  const middles = await Promise.all(cells.map(async (cell) => middle(await cell.boundingBox())));
  expect(Math.max(...middles) - Math.min(...middles)).toBeLessThan(4);
  await expectAccessible(page);
});

test('no day is called today before anybody knows where the page is read', async ({ server, intake, openPage }) => {
  await intake.schedule('scheduled_by_customer', 'Lena Fischer', new Date(Date.now() + hour));
  const page = await openPage({ ...madrid, javaScriptEnabled: false });
  await signedIn(page, server, 'off');
  const heading = page.getByRole('region', { name: 'Scheduled calls' }).getByRole('heading', { level: 2 });
  await expect(heading).toHaveText(/^\w{3} \d+ \w{3}$/);
  await expect(page.locator('time').first()).toHaveText(/ UTC$/);
});

for (const { name, viewport } of [
  { name: 'a wide screen', viewport: { width: 1360, height: 800 } },
  { name: 'a narrow screen', viewport: { width: 390, height: 760 } },
]) {
  test(`on ${name} a second click where Move was hits nothing of another call`, async ({ server, intake, openPage }) => {
    for (let number = 0; number < 12; number += 1) {
      await intake.schedule('scheduled_by_customer', `Customer ${String.fromCharCode(65 + number)}`, noon(1 + number));
    }
    const page = await openPage({ ...madrid, viewport });
    await signedIn(page, server);

    for (const letter of ['B', 'L', 'F']) {
      await page.goto(`${server.origin}/schedule`);
      await expect(page.locator('html[data-hydrated]')).toBeAttached();
      const move = page.getByRole('link', { name: `Move the call with Customer ${letter}` });
      await move.scrollIntoViewIfNeeded();
      const { x, y } = centre(await move.boundingBox());
      await page.mouse.dblclick(x, y);
      await expect(page.getByRole('heading', { name: `Move the call with Customer ${letter}` })).toBeInViewport();
      await page.mouse.click(x, y);
      await expect(page.getByRole('dialog')).toBeHidden();
      await expect(page.getByRole('row').filter({ hasText: /Customer [A-L]/ })).toHaveCount(12);
    }
  });
}

test('the form that moves another call has the time of that one', async ({ server, intake, openPage }) => {
  await intake.schedule('scheduled_by_customer', 'Lena Fischer', noon(1));
  await intake.schedule('scheduled_by_customer', 'Tom Achebe', noon(2));
  const page = await openPage(madrid);
  await signedIn(page, server);
  const date = page.getByLabel('Date', { exact: true });
  const day = (at: Date) => at.toLocaleDateString('sv-SE', { timeZone: 'Europe/Madrid' });

  await page.getByRole('link', { name: 'Move the call with Lena Fischer' }).click();
  await expect(date).toHaveValue(day(noon(1)));
  await date.fill(day(noon(5)));
  await page.getByRole('link', { name: 'Move the call with Tom Achebe' }).click();

  await expect(page.getByRole('heading', { name: 'Move the call with Tom Achebe' })).toBeVisible();
  await expect(date).toHaveValue(day(noon(2)));
});

test('nothing in the list moves when the form opens and closes', async ({ server, intake, openPage }) => {
  for (let number = 0; number < 14; number += 1) {
    await intake.schedule('scheduled_by_customer', `Customer ${String.fromCharCode(65 + number)}`, noon(1 + number));
  }
  const page = await openPage({ ...madrid, viewport: { width: 1360, height: 700 } });
  await signedIn(page, server);
  const move = page.getByRole('link', { name: 'Move the call with Customer M' });
  await move.scrollIntoViewIfNeeded();
  const before = await move.boundingBox();

  await move.click();
  const title = page.getByRole('heading', { name: 'Move the call with Customer M' });
  await expect(title).toBeFocused();
  await expect(title).toBeInViewport();
  await expect(page.getByLabel('Time', { exact: true })).toHaveValue('12:00');
  expect(await move.boundingBox()).toEqual(before);

  await page.getByRole('link', { name: 'Leave it as it is' }).click();
  await expect(page.getByRole('heading', { name: 'Schedule a call' })).toBeVisible();
  await expect(move).toBeFocused();
  expect(await move.boundingBox()).toEqual(before);
});

test('a refused move lets another call be moved, and lets go of the first', async ({ server, intake, openPage }) => {
  await intake.schedule('scheduled_by_customer', 'Lena Fischer', noon(1));
  await intake.schedule('scheduled_by_customer', 'Tom Achebe', noon(2));
  const page = await openPage(madrid);
  await signedIn(page, server);
  await page.getByRole('link', { name: 'Move the call with Lena Fischer' }).click();
  await page.getByLabel('Date').fill('2001-01-01');
  await page.getByRole('button', { name: 'Move' }).click();
  await expect(page.locator('form').getByRole('alert')).toContainText('That time is over');

  await page.getByRole('link', { name: 'Move the call with Tom Achebe' }).click();
  await expect(page.getByRole('heading', { name: 'Move the call with Tom Achebe' })).toBeVisible();
  await expect(page.locator('form').getByRole('alert')).toHaveCount(0);
  await expect(page.getByLabel('Date')).not.toHaveValue('2001-01-01');
  await page.getByRole('link', { name: 'Leave it as it is' }).click();
  await expect(page.getByRole('heading', { name: 'Schedule a call' })).toBeVisible();
});

test('the form says what time it is here, by the rule of the server', async ({ server, openPage }) => {
  const page = await openPage(madrid);
  await signedIn(page, server);
  const here = page.locator('#plan-for-you');
  const write = async (day: string, time: string, zone: string) => {
    await page.getByLabel('Date').fill(day);
    await page.getByLabel('Time', { exact: true }).fill(time);
    await zoneOf(page).fill(zone);
  };
  await write('2099-06-01', '14:30', 'America/New_York');
  await expect(here).toHaveText('= 20:30 for you');
  await write('2099-06-01', '14:30', 'Pacific/Auckland');
  await expect(here).toHaveText('= 04:30 for you');
  await write('2099-06-01', '21:30', 'America/New_York');
  await expect(here).toHaveText('= Tue 2 Jun 2099 03:30 for you');
  // The same wall clock says nothing, and half a name neither.
  await write('2099-06-01', '14:30', 'Europe/Paris');
  await expect(here).toHaveText('');
  await write('2099-06-01', '14:30', 'America/New');
  await expect(here).toHaveText('');
  // Put back: comes twice, and the first is meant. Put forward: there is none.
  await write('2026-11-01', '01:30', 'America/New_York');
  await expect(here).toHaveText('= 06:30 for you');
  await write('2027-03-14', '02:30', 'America/New_York');
  await expect(here).toContainText('clock');
});

test('a zone is found by its city, with scripts and without', async ({ server, openPage }) => {
  const page = await openPage(madrid);
  await signedIn(page, server);
  const options = page.locator('#plan-zones option');
  await expect(options).toHaveCount(0);
  await zoneOf(page).focus();
  expect(await options.count()).toBeGreaterThan(300);
  await expect(page.locator('#plan-zones option[value="America/New_York"]')).toHaveAttribute('label', 'New York');
  await zoneOf(page).fill('new york');
  await page.getByLabel('Date').focus();
  await expect(zoneOf(page)).toHaveValue('America/New_York');
  await zoneOf(page).fill('Narnia');
  await zoneOf(page).blur();
  await expect(page.getByRole('status').filter({ hasText: /no time zone called .?Narnia/ })).toBeVisible();

  const plain = await openPage({ ...madrid, javaScriptEnabled: false });
  await signedIn(plain, server, 'off');
  await plan(plain, 'Lena Fischer', { zone: 'new york' });
  await expect(plain.getByText('Scheduled: Lena Fischer, Mon 1 Jun 2099 18:30 UTC')).toBeFocused();
});

test('what was scheduled is said with its time, has the focus, and its row is marked', async ({ server, openPage }) => {
  const page = await openPage(madrid);
  await signedIn(page, server);
  const day = noon(1).toISOString().slice(0, 10);
  await plan(page, 'Lena Fischer', { date: day, time: '10:27' });

  const said = page.getByRole('status').filter({ hasText: 'Scheduled' });
  await expect(said).toHaveText('Scheduled: Lena Fischer, tomorrow 10:27');
  await expect(said).toBeFocused();
  await expect(row(page, 'Lena Fischer')).toContainText('just scheduled');
  await expect(page.getByRole('textbox', { name: /^Customer/ })).toHaveValue('');
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Move the call with Lena Fischer' }).click();
  await page.getByLabel('Time', { exact: true }).fill('11:45');
  await page.getByRole('button', { name: 'Move' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Moved' })).toHaveText('Moved: Lena Fischer, tomorrow 11:45');
  await expect(row(page, 'Lena Fischer')).toContainText('just moved');

  await row(page, 'Lena Fischer').getByRole('button', { name: /^Cancel call/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel call' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Cancelled' })).toHaveText('Cancelled: Lena Fischer');
});

test('moving a call leaves what was typed for another one', async ({ server, intake, openPage }) => {
  await intake.schedule('scheduled_by_customer', 'Lena Fischer', noon(1));
  const page = await openPage(madrid);
  await signedIn(page, server);
  await page.getByRole('textbox', { name: /^Customer/ }).fill('Half a form');
  await page.getByRole('link', { name: 'Move the call with Lena Fischer' }).click();
  await page.getByLabel('Time', { exact: true }).fill('11:45');
  await page.getByRole('button', { name: 'Move' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Moved' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: /^Customer/ })).toHaveValue('Half a form');
});

test('a call that a colleague plans appears in its place without a reload', async ({ server, intake, openPage }) => {
  const page = await openPage(madrid);
  await signedIn(page, server);
  await expect(page.getByText('No calls are planned')).toBeVisible();
  await intake.schedule('scheduled_by_customer', 'Tom Achebe', noon(3));
  await intake.schedule('scheduled_by_customer', 'Lena Fischer', noon(1));
  await expect(page.getByRole('table', { name: 'Tomorrow' })).toContainText('Lena Fischer');
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('Tomorrow');
});

test('the customer in hand is filled in, and nothing of them is in the address', async ({ server, intake, openPage }) => {
  const page = await openPage(madrid);
  await new SignIn(page).as(ana, server.origin);
  const desktop = new Desktop(page, ana);
  await desktop.topBar.expectLive();
  await intake.ask('new_request', {
    customer: { name: 'Lena Fischer', phone: '+34600123456', time_zone: 'America/New_York' },
  });
  await desktop.connect('Lena Fischer');
  await expect(page.getByText('+34 600 123 456').first()).toBeVisible();
  await expect(desktop.session.locator('a[href^="tel:"]')).toHaveAttribute('href', 'tel:+34600123456');

  await page.getByRole('link', { name: 'Schedule this customer' }).click();
  await expect(page.getByRole('heading', { name: 'Schedule a call with Lena Fischer' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: /^Customer/ })).toHaveValue('Lena Fischer');
  await expect(page.getByRole('textbox', { name: /^Phone/ })).toHaveValue('+34600123456');
  await expect(zoneOf(page)).toHaveValue('America/New_York');
  expect(page.url()).toMatch(/\/schedule\?for=[0-9a-f-]+$/);

  await page.getByLabel('Date').fill('2099-06-01');
  await page.getByLabel('Time', { exact: true }).fill('14:30');
  await page.getByRole('button', { name: 'Schedule a call' }).click();
  await expect(row(page, 'Lena Fischer')).toContainText('14:30 in New York');
  await expect(page.getByRole('heading', { name: 'Schedule a call', exact: true })).toBeVisible();
});

test('days are called in the language of the page', async ({ server, intake, openPage }) => {
  await intake.schedule('scheduled_by_customer', 'Lena Fischer', noon(1));
  const page = await openPage({ ...madrid, locale: 'es-ES' });
  await page.goto(`${server.origin}/sign-in`);
  await page.locator('input[name=email]').fill(ana.email);
  await page.keyboard.press('Enter');
  await page.locator('input[name=password]').fill(demoPassword);
  await page.keyboard.press('Enter');
  await page.waitForURL(server.origin);
  await page.goto(`${server.origin}/schedule`);
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('Mañana');
});

function row(page: Page, customer: string): Locator {
  return page.getByRole('row').filter({ hasText: customer });
}

function zoneOf(page: Page): Locator {
  return page.getByRole('combobox', { name: /^Time zone/ });
}

/** On the page, which is live unless scripts are off. */
async function signedIn(page: Page, server: Server, scripts: 'on' | 'off' = 'on'): Promise<void> {
  await new SignIn(page).as(ana, server.origin);
  await page.goto(`${server.origin}/schedule`);
  if (scripts === 'on') await expect(page.locator('html[data-hydrated]')).toBeAttached();
}

async function plan(
  page: Page,
  customer: string,
  { date = '2099-06-01', time = '14:30', zone = 'Europe/Madrid' } = {},
): Promise<void> {
  await page.getByRole('textbox', { name: /^Customer/ }).fill(customer);
  await page.getByRole('textbox', { name: /^Phone/ }).fill('+34 600 123 456');
  await page.getByLabel('Date').fill(date);
  await page.getByLabel('Time', { exact: true }).fill(time);
  await zoneOf(page).fill(zone);
  await page.getByRole('button', { name: 'Schedule a call' }).click();
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

function centre(box: Box | null): { x: number; y: number } {
  return { x: box!.x + box!.width / 2, y: middle(box) };
}

function middle(box: Box | null): number {
  return box!.y + box!.height / 2;
}
