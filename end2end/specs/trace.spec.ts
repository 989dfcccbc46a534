// For every event, agent and device: what was decided, why, and what happened when.
import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility';
import { ana, ben, sam } from '../support/agents';
import { Desktop } from '../support/desktop';
import { NotificationTrace } from '../support/notification-trace';
import type { Server } from '../support/server';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

async function traceOf(page: Page, server: Server): Promise<NotificationTrace> {
  await new SignIn(page).as(sam, server.origin);
  await page.goto(server.origin + NotificationTrace.path);
  return new NotificationTrace(page);
}

test('a supervisor finds out why one agent got nothing and when the other saw it', async ({
  server,
  intake,
  openPage,
  agentElsewhere,
}) => {
  const anas = await agentElsewhere(ana);
  const bens = await agentElsewhere(ben);
  await bens.desktop.topBar.chooseStatus('Busy');
  await intake.newRequest('Maria Silva');
  const popup = await anas.popups.waitForPopupAbout('Maria Silva');
  await anas.popups.click(popup);
  await anas.desktop.connect('Maria Silva');
  const page = await openPage();
  await new SignIn(page).as(sam, server.origin);
  const { topBar } = new Desktop(page, sam);
  await topBar.expectLive();

  await topBar.openTrace();

  const trace = new NotificationTrace(page);
  await trace.expectLine('Ana Torres', 'Maria Silva', 'clicked');
  const anasLine = trace.lines('Ana Torres', 'Maria Silva');
  await expect(anasLine).toContainText(
    /Shown.*Page: sent \d\d:\d\d:\d\d.*received \d\d:\d\d:\d\d.*shown \d\d:\d\d:\d\d.*clicked \d\d:\d\d:\d\d.*Taken by Ana Torres \d\d:\d\d:\d\d/,
  );
  await expect(anasLine).not.toContainText('closed by the agent');
  await expect(trace.lines('Ben Okafor', 'Maria Silva')).toContainText(/Not shown\s*Busy/);

  await trace.choice('Agent').selectOption('Ben Okafor');
  await trace.choice('Decision').selectOption({ label: 'Busy: with a customer, or set to Busy.' });
  await trace.field('Customer (name or number)').fill('600 123 456');
  await trace.find.click();
  await expect(trace.lines('Ana Torres', 'Maria Silva')).toHaveCount(0);
  await expect(trace.lines('Ben Okafor', 'Maria Silva')).toHaveCount(1);
  await expect(trace.field('Customer (name or number)')).toHaveValue('600 123 456');
  await page.getByRole('link', { name: /^Remove the filter Agent/ }).click();
  await expect(trace.choice('Agent')).toHaveValue('');
  await expect(trace.field('Customer (name or number)')).toHaveValue('600 123 456');
  await expect(page.getByRole('link', { name: /^Remove the filter/ })).toHaveCount(2);

  await trace.lines('Ben Okafor', 'Maria Silva').getByRole('link', { name: 'Maria Silva' }).click();
  await expect(trace.lines('Ana Torres', 'Maria Silva')).toHaveCount(1);
  await expect(trace.lines('Ben Okafor', 'Maria Silva')).toHaveCount(1);

  const downloading = page.waitForEvent('download');
  await trace.csv.click();
  const file = await (await downloading).createReadStream();
  const text = (await file.toArray()).join('');
  const [head, ...rows] = text.trimEnd().split('\r\n');
  // Marked as UTF-8, or spreadsheets guess.
  expect(head).toMatch(/^\uFEFFdecided_at,request,kind,customer,agent,agent_id,decision,reason,channel,device,sent_at,/);
  expect(rows.filter((row) => row.includes('Ben Okafor'))).toEqual([
    expect.stringMatching(/,new_request,"Maria Silva","Ben Okafor",[-0-9a-f]+,suppress,busy,,/),
  ]);
  expect(rows.filter((row) => row.includes('"Ana Torres",'))).toEqual([
    expect.stringMatching(/,notify,,page,.*Z,.*Z,.*taken by Ana Torres"$/),
  ]);
});

test('the trace can be searched without scripts, and says what is wrong with a date', async ({
  server,
  intake,
  openPage,
}) => {
  const page = await openPage({ javaScriptEnabled: false });
  const trace = await traceOf(page, server);
  await expect(page.getByText('Nothing has been decided yet.')).toBeVisible();

  await intake.newRequest('Maria Silva');
  await trace.field('Customer (name or number)').fill('silva');
  await trace.more.click();
  await trace.field('From').fill('2020-01-31T08:00');
  await trace.find.click();
  await expect(trace.lines('Ana Torres', 'Maria Silva')).toContainText('Not signed in.');
  await expect(trace.field('From')).toHaveValue('2020-01-31T08:00');

  const answer = await page.goto(`${server.origin}${NotificationTrace.path}?from=yesterday&customer=silva`);
  expect(answer?.status()).toBe(422);
  await expect(trace.problem).toHaveText(
    'From: enter a day and a time such as 2026-11-22T14:05, or leave it empty.',
  );
  await expect(trace.field('From')).toHaveValue('yesterday');
  await expect(trace.field('Customer (name or number)')).toHaveValue('silva');
});

test('agents are refused, in the page and in the file', async ({ server, openPage }) => {
  const page = await openPage();
  await new SignIn(page).as(ana, server.origin);
  const answer = await page.goto(server.origin + NotificationTrace.path);
  expect(answer?.status()).toBe(403);
  await expect(page.getByRole('alert').filter({ hasText: 'Only supervisors and admins may see this.' })).toBeVisible();
  const file = await page.request.get(`${server.origin}${NotificationTrace.path}.csv`);
  expect(file.status()).toBe(403);
});

test('the trace is accessible, empty, filled and refused', async ({ server, intake, openPage }) => {
  const page = await openPage();
  const trace = await traceOf(page, server);
  await expectAccessible(page);

  await intake.newRequest('Maria Silva');
  await trace.expectLine('Ana Torres', 'Maria Silva', 'Not shown');
  await expectAccessible(page);

  await page.goto(`${server.origin}${NotificationTrace.path}?until=never`);
  await expect(trace.problem).toBeVisible();
  await expectAccessible(page);
});
