// The browser's permission: asked for in the one click that means it, and never silently missing.
import { ana, ben } from '../support/agents';
import { NotificationSettings } from '../support/notification-settings';
import { Workplace } from '../support/workplace';
import { expect, test } from '../support/test';

test('permission is asked for only when Save is pressed, and a refusal is told', async ({
  server,
  openDevice,
}) => {
  const workplace = await Workplace.signedIn(ana, await openDevice(), server);
  const { page, topBar } = workplace.desktop;
  const permission = () => page.evaluate(() => Notification.permission);

  await topBar.openNotificationSettings();
  const settings = new NotificationSettings(page);
  await settings.desktopNotifications.check();
  // A browser without a window refuses as soon as it is asked, so nobody has asked yet.
  expect(await permission()).toBe('default');
  await settings.save.click();

  await expect(settings.message(/permission|block|allow/i)).toBeVisible();
  expect(await permission()).toBe('denied');
});

test('a browser that is told to block notifications is told of on screen and in the history', async ({
  intake,
  agentElsewhere,
}) => {
  const bens = await agentElsewhere(ben);
  const anas = await agentElsewhere(ana);

  await anas.device.setPermission('denied');
  await expect(anas.desktop.page.getByText(/permission|block|not allow|will not show/i).first()).toBeAttached();
  await intake.newRequest('Maria Silva');

  await bens.popups.waitForPopupAbout('Maria Silva');
  await anas.desktop.expectRinging('Maria Silva');
  await anas.expectHistory('Maria Silva', /Not shown: .*(permission|block|allow)/i);
  expect(anas.popups.shown()).toEqual([]);
});

test('notifications work again without a reload once the browser allows them', async ({
  intake,
  agentElsewhere,
}) => {
  const workplace = await agentElsewhere(ana);
  await workplace.device.setPermission('denied');
  await expect(
    workplace.desktop.page.getByText(/permission|block|not allow|will not show/i).first(),
  ).toBeAttached();

  await workplace.device.setPermission('granted');
  await expect(workplace.desktop.page.getByText(/permission|block|not allow|will not show/i)).toHaveCount(0);
  await intake.newRequest('Maria Silva');

  await workplace.popups.waitForPopupAbout('Maria Silva');
});
