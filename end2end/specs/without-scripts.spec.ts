// An agent whose browser runs no scripts can still work; only the popups are missing.
import type { Page } from '@playwright/test';
import { ana } from '../support/agents';
import { Desktop } from '../support/desktop';
import { NotificationHistory } from '../support/notification-history';
import { NotificationSettings } from '../support/notification-settings';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

async function desktopOf(page: Page, origin: string): Promise<Desktop> {
  await new SignIn(page).as(ana, origin);
  return new Desktop(page, ana);
}

test('a request is taken, answered and finished', async ({ server, intake, openPage }) => {
  const page = await openPage({ javaScriptEnabled: false });
  const desktop = await desktopOf(page, server.origin);
  await intake.newRequest('Maria Silva');
  await page.reload();

  await desktop.connect('Maria Silva');

  await desktop.completeCall('Maria Silva');
  await expect(desktop.row('Maria Silva')).toHaveCount(0);
});

test('a call that is not answered is over', async ({ server, intake, openPage }) => {
  const page = await openPage({ javaScriptEnabled: false });
  const desktop = await desktopOf(page, server.origin);
  const request = await intake.newRequest('Maria Silva');
  await page.reload();
  await desktop.connect('Maria Silva');

  await desktop.noAnswer.click();

  await expect(desktop.session.filter({ hasText: 'Maria Silva' })).toHaveCount(0);
  expect((await intake.read(request)).state).toBe('closed');
});

test('the next customer is the first of the list', async ({ server, intake, openPage }) => {
  const page = await openPage({ javaScriptEnabled: false });
  const desktop = await desktopOf(page, server.origin);
  await intake.newRequest('Maria Silva');
  await intake.ask('new_request', { customer: { name: 'Kenji Watanabe' }, priority: 9 });
  await page.reload();
  await expect(desktop.pending.getByRole('listitem').first()).toContainText('Kenji Watanabe');
  await expect(desktop.row('Kenji Watanabe')).toContainText('priority 9');

  await desktop.attendNext.click();

  await desktop.expectSession('Kenji Watanabe', 'connecting');
});

test('the status is changed', async ({ server, openPage }) => {
  const page = await openPage({ javaScriptEnabled: false });
  const desktop = await desktopOf(page, server.origin);

  for (const status of ['Busy', 'Break', 'Available'] as const) {
    await desktop.topBar.chooseStatus(status);
    await page.reload();
    await desktop.topBar.expectStatus(status);
  }
});

test('notification settings are saved and the history is read', async ({ server, intake, openPage }) => {
  const page = await openPage({ javaScriptEnabled: false });
  const desktop = await desktopOf(page, server.origin);
  await desktop.topBar.openNotificationSettings();
  const settings = new NotificationSettings(page);
  await expect(settings.desktopNotifications).not.toBeChecked();

  await settings.turnOn();

  await page.reload();
  await expect(settings.desktopNotifications).toBeChecked();
  await intake.newRequest('Maria Silva');
  await settings.history.click();
  await new NotificationHistory(page).expectEntry('Maria Silva', 'Not shown:');
});

test('what a customer wanted before is read', async ({ server, intake, openPage }) => {
  const page = await openPage({ javaScriptEnabled: false });
  const desktop = await desktopOf(page, server.origin);
  for (const note of ['Wants two.', 'Wants three.']) {
    await intake.newRequest('Maria Silva');
    await page.reload();
    await desktop.connect('Maria Silva');
    await desktop.answered.click();
    await desktop.end.click();
    await desktop.outcome.selectOption('sale');
    await desktop.note.fill(note);
    await desktop.finish.click();
  }

  await intake.newRequest('Maria Silva');
  await page.reload();
  await desktop.connect('Maria Silva');

  const history = page.getByRole('region', { name: 'Customer' }).getByRole('list', { name: 'History' });
  await expect(history.getByRole('listitem')).toHaveText([/Sale.*Wants three\./, /Sale.*Wants two\./]);
});
