// Calls for later: planned on the desktop, rung for their owner first, then for the team.
import { ana, ben } from '../support/agents';
import { expectAccessible } from '../support/accessibility';
import { clock, clockThere } from '../support/clock';
import { expect, test } from '../support/test';

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000);

test('a call that an agent planned rings for them first, and after the grace time for the team', async ({
  server,
  intake,
  agentElsewhere,
}) => {
  server.operate('team', 'rule', '--team', 'Sales', '--catch-all', '--owner-grace', '5', 'broadcast');
  const anas = await agentElsewhere(ana);
  const bens = await agentElsewhere(ben);
  const due = inSeconds(3);
  await intake.schedule('scheduled_by_agent', 'Maria Silva', due, { owner: ana.email, zone: 'America/New_York' });
  await anas.device.lookAt(anas.desktop.page);
  await expect(anas.desktop.availableSoon.getByRole('listitem')).toHaveCount(1);
  await anas.device.lookAway();

  const first = await anas.popups.waitForPopupAbout('Maria Silva');
  const there = clockThere(due, 'America/New_York');
  const here = clock(due);
  expect(first.title).toBe('Scheduled call, now');
  expect(first.body).toBe(`You planned a call with Maria Silva for ${here} (${there} in New York)`);
  expect(bens.popups.about('Maria Silva')).toEqual([]);

  const second = await bens.popups.waitForPopupAbout('Maria Silva', 15_000);
  expect(second.at - first.at).toBeGreaterThan(4_000);
  expect(second.body).toContain('Ana Torres planned a call with Maria Silva');
  await anas.popups.waitForClose(first);
});

test('a call that a customer asked for rings when it is due', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  const due = inSeconds(3);
  await intake.schedule('scheduled_by_customer', 'Kenji Watanabe', due);

  const popup = await workplace.popups.waitForPopupAbout('Kenji Watanabe');

  const here = clock(due);
  expect([popup.title, popup.body]).toEqual(['Scheduled call, now', `Kenji Watanabe asked to be called at ${here}`]);
});

test('a customer who asks to be called back rings as the first attempt', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  const request = await intake.create('call_me_back', 'Lena Fischer');

  const popup = await workplace.popups.waitForPopupAbout('Lena Fischer');

  const asked = new Date(request.created_at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  expect(popup.title).toBe('Call back, now');
  expect(popup.body).toBe(`Lena Fischer · attempt 1 of 3 · first asked at ${asked}`);
});

test('a customer who does not answer is listed for the next attempt', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  await intake.newRequest('Maria Silva');
  await workplace.device.lookAt(workplace.desktop.page);
  await workplace.desktop.connect('Maria Silva');
  await workplace.desktop.noAnswer.click();

  const row = workplace.desktop.availableSoon.getByRole('listitem').filter({ hasText: 'Maria Silva' });
  await expect(row).toContainText('Call back');
});

test('a due call while the agent is busy waits, and says how late it is when they are free', async ({
  intake,
  agentElsewhere,
}) => {
  test.setTimeout(120_000);
  const workplace = await agentElsewhere(ana);
  await workplace.desktop.topBar.chooseStatus('Busy');
  await intake.schedule('scheduled_by_customer', 'Maria Silva', inSeconds(2));
  await expect(workplace.desktop.pending.getByRole('listitem')).toHaveCount(1);
  // What the popup says changes with the minute, so a minute has to pass.
  await expect(workplace.desktop.row('Maria Silva')).toContainText('1 min', { timeout: 75_000 });
  expect(workplace.popups.about('Maria Silva')).toEqual([]);

  await workplace.desktop.topBar.chooseStatus('Available');

  const popup = await workplace.popups.waitForPopupAbout('Maria Silva');
  expect(popup.body).toContain('due 1 minute ago');
});

test('an agent plans a call, moves it and cancels it', async ({ server, agentElsewhere }) => {
  const { desktop, device } = await agentElsewhere(ana);
  const { page } = desktop;
  await device.lookAt(page);
  await page.getByRole('link', { name: 'Schedule a call' }).click();
  await expect(page.getByRole('combobox', { name: /^Time zone/ })).toHaveValue(
    await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone),
  );
  await page.getByRole('textbox', { name: /^Customer/ }).fill('Maria Silva');
  await page.getByRole('button', { name: 'Schedule a call' }).click();
  await expect(page.locator('form').getByRole('alert')).toContainText('Enter the number');
  await expect(page.getByRole('textbox', { name: /^Customer/ })).toHaveValue('Maria Silva');

  await page.getByRole('textbox', { name: /^Phone/ }).fill('+34 600 123 456');
  await page.getByLabel('Date').fill('2099-06-01');
  await page.getByLabel('Time', { exact: true }).fill('14:30');
  await page.getByRole('combobox', { name: /^Time zone/ }).fill('America/New_York');
  await page.getByRole('button', { name: 'Schedule a call' }).click();
  const planned = page.getByRole('row').filter({ hasText: 'Maria Silva' });
  await expect(planned).toContainText('14:30 in New York');
  await expectAccessible(page);
  // The check looked at a page of its own.
  await device.lookAt(page);

  await planned.getByRole('link', { name: 'Move the call with Maria Silva' }).click();
  await expect(page.getByLabel('Date')).toHaveValue('2099-06-01');
  await expect(page.getByLabel('Time', { exact: true })).toHaveValue('14:30');
  await page.getByLabel('Date').fill('2099-06-02');
  await page.getByLabel('Time', { exact: true }).fill('09:15');
  await page.getByRole('button', { name: 'Move' }).click();
  await expect(planned).toContainText('09:15 in New York');

  await planned.getByRole('button', { name: /^Cancel call/ }).click();
  const question = planned.page().getByRole('dialog', { name: 'Cancel call with Maria Silva' });
  await question.getByRole('button', { name: 'Leave it as it is' }).click();
  await expect(question).toBeHidden();
  await expect(planned).toBeVisible();
  await planned.getByRole('button', { name: /^Cancel call/ }).click();
  await question.getByRole('button', { name: 'Cancel call' }).click();
  await expect(planned).toHaveCount(0);
  expect(new URL(page.url()).origin).toBe(server.origin);
});
