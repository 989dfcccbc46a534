// Profile > Notifications: off at first, on when saved, and a history that tells the truth.
import { ana, ben } from '../support/agents';
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
