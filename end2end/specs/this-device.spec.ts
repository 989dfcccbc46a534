// Profile > Notifications > This device: what this browser makes of notifications, and what to do about it.
import { ana } from '../support/agents';
import { expect, test } from '../support/test';

test('who does not see the test is told what to try next, and next', async ({ agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  await workplace.device.lookAt(workplace.desktop.page);

  await workplace.changeSettings(async (settings) => {
    for (const step of [
      /^In your desktop's settings, under Notifications/,
      /^Switch off Do not disturb/,
      /^Close all windows of Chrome/,
      /^Tell your admin/,
    ]) {
      await settings.sendTest.click();
      await expect(settings.message('Did you see it?')).toBeVisible();
      await settings.no.click();
      await expect(settings.steps.filter({ hasText: step })).toBeVisible();
      await expect(settings.sendTest).toBeFocused();
    }
    await settings.sendTest.click();
    await settings.yes.click();
    await expect(settings.message('this device is ready')).toBeVisible();
    await expect(settings.steps).toHaveCount(0);
  });
});

test('the steps follow the permission as it changes', async ({ agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  await workplace.device.lookAt(workplace.desktop.page);

  await workplace.changeSettings(async (settings) => {
    await expect(settings.steps).toHaveCount(0);
    await workplace.device.setPermission('denied');
    await expect(settings.steps).toHaveText([
      'Press the icon left of the address.',
      /^Set Notifications to Allow/,
      /^In your desktop's settings/,
      /notification service/,
    ]);
    await workplace.device.setPermission('prompt');
    await expect(settings.steps).toHaveText(['Your browser will ask: answer Allow.']);
    await workplace.device.setPermission('granted');
    await expect(settings.steps).toHaveCount(0);
  });
});
