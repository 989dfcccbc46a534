// Quiet hours: no popup, the list rings all the same, and what breaks through does.
import { ana } from '../support/agents';
import { NotificationSettings } from '../support/notification-settings';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

test('in quiet hours no popup comes but of the kinds that break through', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  await workplace.device.lookAt(workplace.desktop.page);
  await workplace.changeSettings(async (settings) => {
    await settings.keepQuiet('00:00', '23:59', [/^Inbound calls come through/]);
  });
  await workplace.device.lookAway();

  await intake.newRequest('Maria Silva');
  await workplace.desktop.expectRinging('Maria Silva');
  await intake.create('inbound_call', 'Kenji Watanabe');

  const popup = await workplace.popups.waitForPopupAbout('Kenji Watanabe');
  expect(popup.title).toBe('Inbound call');
  expect(workplace.popups.about('Maria Silva')).toEqual([]);
  await workplace.expectHistory('Maria Silva', 'Not shown: you have quiet hours then');
});

test('the time that is missing is marked, and no longer once it is there', async ({ server, openPage }) => {
  const page = await openPage();
  await new SignIn(page).as(ana, server.origin);
  await page.goto(server.origin + NotificationSettings.path);
  const settings = new NotificationSettings(page);
  await expect(page.locator('html')).toHaveAttribute('data-hydrated', 'true');
  const from = page.getByLabel('From', { exact: true });
  await page.getByRole('checkbox', { name: 'Keep quiet hours' }).check();
  await from.fill('');
  await page.getByLabel('Until', { exact: true }).fill('08:00');

  await settings.save.click();
  await expect(settings.message(/^Say from when/)).toBeVisible();
  await expect(from).toHaveAttribute('aria-invalid', 'true');
  await expect(from).toBeFocused();
  await expect(page.getByLabel('Until', { exact: true })).not.toHaveAttribute('aria-invalid', 'true');

  await from.fill('20:00');
  await expect(from).not.toHaveAttribute('aria-invalid', 'true');
  await settings.save.click();
  await expect(settings.message('Saved')).toBeVisible();
});
