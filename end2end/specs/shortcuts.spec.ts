// Single keys for those who work without a mouse, and none of them for hands that write.
import { ana } from '../support/agents';
import { Desktop } from '../support/desktop';
import { liveDesktop } from '../support/sign-in';
import { expect, test } from '../support/test';

test('a customer is attended from the first key to the last', async ({ server, intake, openPage }) => {
  const desktop = await liveDesktop(await openPage(), server);
  const { keyboard } = desktop.page;
  await intake.newRequest('Maria Silva');
  await desktop.expectRinging('Maria Silva');

  await keyboard.press('n');
  await desktop.expectSession('Maria Silva', 'connecting');
  await keyboard.press('e');
  await desktop.expectSession('Maria Silva', 'wrap_up');
  await keyboard.press('2');
  await expect(desktop.outcome).toHaveValue('sale');
  await expect(desktop.outcome).toBeFocused();
});

test('keys go from row to row, and Enter connects where they went', async ({ server, intake, openPage }) => {
  const desktop = await liveDesktop(await openPage(), server);
  const { keyboard } = desktop.page;
  for (const customer of ['Ada One', 'Bo One', 'Cleo One']) {
    await intake.newRequest(customer);
    await desktop.expectRinging(customer);
  }

  await keyboard.press('j');
  await desktop.expectLedTo('Ada One');
  await keyboard.press('j');
  await keyboard.press('j');
  await desktop.expectLedTo('Cleo One');
  await keyboard.press('k');
  await desktop.expectLedTo('Bo One');

  await keyboard.press('l');
  await desktop.expectNotRinging('Bo One');
  // The focus is still there, and a second press after Later connects nobody.
  await desktop.expectLedTo('Bo One');
  await keyboard.press('Enter');
  await keyboard.press('k');
  await desktop.expectLedTo('Ada One');
  await keyboard.press('Enter');
  await desktop.expectSession('Ada One', 'connecting');
  await expect(desktop.row('Bo One')).toHaveCount(1);
});

test('hands that write go on writing when the wrap-up closes under them', async ({
  server,
  intake,
  openPage,
}) => {
  const page = await openPage();
  const desktop = await liveDesktop(page, server);
  await intake.newRequest('Maria Silva');
  await desktop.connect('Maria Silva');
  await desktop.end.click();
  await desktop.expectSession('Maria Silva', 'wrap_up');
  const kenji = await intake.newRequest('Kenji Watanabe');
  await expect(desktop.row('Kenji Watanabe')).toHaveCount(1);
  await desktop.note.pressSequentially('never ');
  await expect(desktop.note).toHaveValue('never ');

  // Finished in another tab.
  const tab = await page.context().newPage();
  await tab.goto(server.origin);
  const elsewhere = new Desktop(tab, ana);
  await elsewhere.outcome.selectOption('resolved');
  await elsewhere.finish.click();
  await page.bringToFront();
  await expect(desktop.session).toHaveCount(0);
  const attempts: string[] = [];
  page.on('request', (asked) => {
    if (/attend_next|connect|session/.test(asked.url())) attempts.push(asked.url());
  });
  await page.keyboard.type('never again');
  await page.keyboard.press('Escape');
  expect((await intake.read(kenji)).state).not.toBe('connecting');
  await page.keyboard.press('n');
  await desktop.expectSession('Kenji Watanabe', 'connecting');
  expect(attempts).toHaveLength(1);
});

test('Enter connects nobody where the keys have left', async ({ server, intake, openPage }) => {
  const desktop = await liveDesktop(await openPage(), server);
  const { keyboard } = desktop.page;
  await intake.newRequest('Maria Silva');
  await desktop.expectRinging('Maria Silva');
  await keyboard.press('j');
  await desktop.expectLedTo('Maria Silva');
  await desktop.laterButton('Maria Silva').focus();
  await keyboard.press('Enter');
  await desktop.expectNotRinging('Maria Silva');
  await desktop.expectLedTo('Maria Silva');

  await keyboard.press('Enter');

  await keyboard.press('?');
  await expect(desktop.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await expect(desktop.session).toHaveCount(0);
});

test('the keys are shown, and switched off for this browser', async ({ server, intake, openPage }) => {
  const page = await openPage();
  const desktop = await liveDesktop(page, server);
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });

  await page.keyboard.press('?');
  await expect(help).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();

  await desktop.topBar.profile.click();
  await desktop.topBar.profileEntry('Keyboard shortcuts').click();
  await help.getByRole('checkbox').uncheck();
  await help.getByRole('button', { name: 'Close' }).click();
  await expect(desktop.topBar.profile, 'the entry that opened it is hidden').toBeFocused();
  await page.reload();
  await desktop.topBar.expectLive();
  await intake.newRequest('Maria Silva');
  await desktop.expectRinging('Maria Silva');
  await page.keyboard.press('?');
  await page.keyboard.press('n');
  // It is there and would have acted: the menu still leads to it.
  await desktop.topBar.profile.click();
  await desktop.topBar.profileEntry('Keyboard shortcuts').click();
  await expect(help.getByRole('checkbox')).not.toBeChecked();
  await desktop.expectRinging('Maria Silva');
});
