// Sound: chosen in the settings, made by exactly one of system and page, and over with the offer.
import { ana, ben } from '../support/agents';
import { Desktop } from '../support/desktop';
import { hear, heard } from '../support/hearing';
import { NotificationSettings } from '../support/notification-settings';
import { press } from '../support/press';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

test('the choice is saved, and can be listened to before', async ({ server, openPage }) => {
  const page = await openPage();
  await hear(page);
  await new SignIn(page).as(ana, server.origin);
  await new Desktop(page, ana).topBar.openNotificationSettings();
  const settings = new NotificationSettings(page);
  await expect(settings.sound('System sound')).toBeChecked();
  await expect(settings.tune).toBeHidden();

  await settings.sound('Deskbell chime').check();
  await settings.tune.selectOption('Telephone');
  await settings.volume.fill('40');
  await settings.repeat.check();
  await settings.listen.click();
  await expect.poll(async () => (await heard(page)).started.length).toBeGreaterThan(0);
  await settings.save.click();
  await expect(settings.message('Saved')).toBeVisible();

  await page.reload();
  await expect(settings.sound('Deskbell chime')).toBeChecked();
  await expect(settings.tune).toHaveValue('telephone');
  await expect(settings.volume).toHaveValue('40');
  await expect(settings.repeat).toBeChecked();

  await settings.sound('Off').check();
  await expect(settings.tune).toBeHidden();
  await settings.save.click();
  await expect(settings.message('Saved')).toBeVisible();
  await page.reload();
  await expect(settings.sound('Off')).toBeChecked();
});

test('the choice is saved without scripts', async ({ server, openPage }) => {
  const page = await openPage({ javaScriptEnabled: false });
  await new SignIn(page).as(ana, server.origin);
  await page.goto(server.origin + NotificationSettings.path);
  const settings = new NotificationSettings(page);
  await settings.sound('Deskbell chime').check();
  await settings.tune.selectOption('Stairs');
  await expect(settings.listen).toBeHidden();

  await settings.save.click();

  await expect(settings.message('Saved')).toBeVisible();
  await page.reload();
  await expect(settings.sound('Deskbell chime')).toBeChecked();
  await expect(settings.tune).toHaveValue('stairs');
});

test('with the chime or without sound the system keeps quiet', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  for (const [choice, customer] of [
    ['Deskbell chime', 'Maria Silva'],
    ['Off', 'Kenji Watanabe'],
  ] as const) {
    await workplace.device.lookAt(workplace.desktop.page);
    await workplace.changeSettings(async (settings) => {
      await settings.sound(choice).check();
      await settings.save.click();
      await expect(settings.message('Saved')).toBeVisible();
    });
    await workplace.device.lookAway();
    await intake.newRequest(customer);
    const popup = await workplace.popups.waitForPopupAbout(customer);
    expect(popup.hints['suppress-sound']).toBe(true);
  }
});

test('a chime that repeats is over within 300 ms of the offer', async ({ server, intake, openPage, agentElsewhere }) => {
  test.setTimeout(60_000);
  const bens = await agentElsewhere(ben);
  const page = await openPage();
  await hear(page);
  await new SignIn(page).as(ana, server.origin);
  const desktop = new Desktop(page, ana);
  await desktop.topBar.openNotificationSettings();
  const settings = new NotificationSettings(page);
  await settings.sound('Deskbell chime').check();
  await settings.repeat.check();
  await settings.turnOn();
  await page.getByRole('link', { name: 'Desktop', exact: true }).click();
  await desktop.topBar.expectLive();

  await intake.create('inbound_call', 'Maria Silva');
  await desktop.expectRinging('Maria Silva');
  // The first time, and again.
  await expect.poll(async () => (await heard(page)).started.length, { timeout: 20_000 }).toBeGreaterThan(2);
  await press(bens.desktop.connectButton('Maria Silva'));

  await expect.poll(async () => (await heard(page)).ended.length).toBe(1);
  await expect.poll(async () => (await heard(page)).silenced.length).toBeGreaterThan(0);
  const { started, silenced, ended } = await heard(page);
  const over = ended[0] ?? 0;
  // The fade itself takes 150 ms.
  expect((silenced.at(-1) ?? Infinity) - over).toBeLessThan(150);
  expect(started.filter((at) => at > over + 150)).toEqual([]);
});
