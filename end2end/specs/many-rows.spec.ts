// A list that is longer than any screen: the server draws its beginning, and who has scripts never notices.
import { ana } from '../support/agents';
import { Desktop } from '../support/desktop';
import { liveDesktop, SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

const MANY = 40;

test.beforeEach(async ({ intake }) => {
  for (let number = 1; number <= MANY; number++) await intake.newRequest(`Customer ${number} of many`);
});

test('all who wait are listed', async ({ server, openPage }) => {
  const page = await openPage();
  const desktop = await liveDesktop(page, server);

  await expect(desktop.pending.getByRole('listitem')).toHaveCount(MANY);
  await page.reload();
  await desktop.topBar.expectLive();

  await expect(desktop.pending.getByRole('listitem')).toHaveCount(MANY);
  await expect(page.getByRole('link', { name: /show all/ })).toHaveCount(0);
  await desktop.connect(`Customer ${MANY} of many`);
});

test('a customer far down the list is led to', async ({ server, openPage }) => {
  const page = await openPage();
  const desktop = await liveDesktop(page, server);
  const last = desktop.row(`Customer ${MANY} of many`);
  const request = await last.getAttribute('data-request');

  await page.goto(`${server.origin}/?request=${request}`);
  await desktop.topBar.expectLive();

  await desktop.expectLedTo(`Customer ${MANY} of many`);
});

test('without scripts the rest is a link away', async ({ server, openPage }) => {
  const page = await openPage({ javaScriptEnabled: false });
  await new SignIn(page).as(ana, server.origin);
  const desktop = new Desktop(page, ana);
  await expect(desktop.pending.getByRole('listitem')).toHaveCount(30);

  await page.getByRole('link', { name: `Pending: show all ${MANY}` }).click();

  await expect(desktop.pending.getByRole('listitem')).toHaveCount(MANY);
  await expect(page.getByRole('link', { name: /show all/ })).toHaveCount(0);
  await desktop.connectButton(`Customer ${MANY} of many`).click();
  await desktop.expectSession(`Customer ${MANY} of many`, 'connecting');
});
