// Profile > Notifications: off at first, on when saved, and a history that tells the truth.
import { ana, ben } from '../support/agents';
import { NotificationSettings } from '../support/notification-settings';
import { SignIn } from '../support/sign-in';
import { Workplace } from '../support/workplace';
import { expect, test } from '../support/test';

test('an agent who has not turned notifications on gets none, and can read why', async ({
  server,
  intake,
  openDevice,
  agentElsewhere,
}) => {
  const bens = await agentElsewhere(ben);
  const device = await openDevice();
  await device.setPermission('granted');
  const anas = await Workplace.signedIn(ana, device, server);
  await device.lookAway();

  await intake.newRequest('Maria Silva');

  await bens.popups.waitForPopupAbout('Maria Silva');
  await anas.desktop.expectRinging('Maria Silva');
  await anas.expectHistory('Maria Silva', 'Not shown: notifications were off');
  expect(anas.popups.shown()).toEqual([]);
});

test('an agent who turned notifications off again gets none', async ({ intake, agentElsewhere }) => {
  const bens = await agentElsewhere(ben);
  const anas = await agentElsewhere(ana);
  await anas.device.lookAt(anas.desktop.page);
  await anas.changeSettings(async (settings) => {
    await expect(settings.desktopNotifications).toBeChecked();
    await settings.desktopNotifications.uncheck();
    await settings.save.click();
    await expect(settings.message('Saved')).toBeVisible();
  });
  await anas.device.lookAway();

  await intake.newRequest('Maria Silva');

  await bens.popups.waitForPopupAbout('Maria Silva');
  await anas.expectHistory('Maria Silva', 'Not shown: notifications were off');
  expect(anas.popups.shown()).toEqual([]);
});

test('a shown notification is in the history as shown', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);

  await intake.create('inbound_call', 'Maria Silva');

  await workplace.popups.waitForPopupAbout('Maria Silva');
  await workplace.expectHistory('Maria Silva', /Inbound call.*Shown/s);
});

test('the test notification appears on the desktop', async ({ agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  await workplace.device.lookAt(workplace.desktop.page);

  await workplace.changeSettings(async (settings) => {
    await settings.sendTest.click();
    const popup = await workplace.popups.waitForNotify(({ title }) => title === 'Test notification');
    expect(popup.body).toBe('If you can read this, notifications work on this device');
  });
});

test('what is done to a device leaves what was not saved as it was', async ({ server, openPage }) => {
  const page = await openPage();
  await new SignIn(page).as(ana, server.origin);
  await page.goto(server.origin + NotificationSettings.path);
  const settings = new NotificationSettings(page);
  await expect(page.locator('html')).toHaveAttribute('data-hydrated', 'true');
  await settings.webPush.uncheck();
  await settings.desktopNotifications.check();
  const item = page.getByRole('list', { name: 'My devices' }).getByRole('listitem');
  await item.getByText('Rename or remove').click();
  await item.getByRole('textbox', { name: 'Name' }).fill('Office');
  await item.getByRole('button', { name: /^Rename/ }).click();
  await expect(item.getByText('Office')).toBeVisible();

  await expect(settings.webPush).not.toBeChecked();
  await expect(settings.desktopNotifications).toBeChecked();
  await settings.save.click();
  await expect(settings.message('Saved')).toBeVisible();
  await page.reload();
  await expect(settings.webPush).not.toBeChecked();
  await expect(settings.desktopNotifications).toBeChecked();
});

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with scripts' : 'without scripts';

  test(`two tabs with the settings keep what is changed in each, ${how}`, async ({ server, openPage }) => {
    const older = await openPage({ javaScriptEnabled });
    await new SignIn(older).as(ana, server.origin);
    const newer = await older.context().newPage();
    for (const page of [older, newer]) await page.goto(server.origin + NotificationSettings.path);
    if (javaScriptEnabled) {
      for (const page of [older, newer]) await expect(page.locator('html')).toHaveAttribute('data-hydrated', 'true');
    }
    const [stale, fresh] = [new NotificationSettings(older), new NotificationSettings(newer)];
    await fresh.desktopNotifications.check();
    await fresh.ringMeFor('Chats').uncheck();
    await fresh.webPush.uncheck();
    await fresh.save.click();
    await expect(fresh.message('Saved')).toBeVisible();

    await stale.privacy('Nothing about the customer').check();
    await stale.ringMeFor('Inbound calls').uncheck();
    await stale.save.click();
    await expect(stale.message('Saved')).toBeVisible();

    await older.goto(server.origin + NotificationSettings.path);
    await expect(stale.desktopNotifications).toBeChecked();
    await expect(stale.ringMeFor('Chats')).not.toBeChecked();
    await expect(stale.ringMeFor('Inbound calls')).not.toBeChecked();
    await expect(stale.ringMeFor('New requests')).toBeChecked();
    await expect(stale.webPush).not.toBeChecked();
    await expect(stale.privacy('Nothing about the customer')).toBeChecked();
  });
}
