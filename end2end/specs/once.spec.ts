// Once: one notification per device, however many tabs are open, and none on a desktop looked at.
import { ana, ben } from '../support/agents';
import { Workplace } from '../support/workplace';
import { expect, test } from '../support/test';
import { AT_ONCE } from '../support/waiting';

test('three tabs show one popup', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  const desktops = [workplace.desktop, await workplace.openDesktopTab(), await workplace.openDesktopTab()];
  await workplace.device.lookAway();

  const maria = await intake.newRequest('Maria Silva');

  const popup = await workplace.popups.waitForPopupAbout('Maria Silva');
  for (const desktop of desktops) await desktop.expectRinging('Maria Silva');
  await intake.cancel(maria);
  await workplace.popups.waitForClose(popup);
  // A second popup for Maria would have come before Kenji's.
  await intake.newRequest('Kenji Watanabe');
  await workplace.popups.waitForPopupAbout('Kenji Watanabe');
  expect(workplace.popups.about('Maria Silva')).toHaveLength(1);
});

test('three requests at the same time show three popups', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  const customers = ['Maria Silva', 'Kenji Watanabe', 'Priya Nair'];

  await Promise.all(customers.map((customer) => intake.newRequest(customer)));

  for (const customer of customers) await workplace.popups.waitForPopupAbout(customer);
  expect(workplace.popups.open()).toHaveLength(3);
});

test('an agent with two devices gets one popup on each, and both go when one is used', async ({
  server,
  intake,
  openDevice,
  agentElsewhere,
}) => {
  const office = await agentElsewhere(ana);
  const home = await Workplace.elsewhere(ana, await openDevice(), server);

  await intake.newRequest('Maria Silva');

  const inTheOffice = await office.popups.waitForPopupAbout('Maria Silva');
  const atHome = await home.popups.waitForPopupAbout('Maria Silva');
  await office.device.lookAt(office.desktop.page);
  const pressedAt = Date.now();
  await office.desktop.connect('Maria Silva');
  expect((await office.popups.waitForClose(inTheOffice)) - pressedAt).toBeLessThan(AT_ONCE);
  expect((await home.popups.waitForClose(atHome)) - pressedAt).toBeLessThan(AT_ONCE);
});

test('popups of one offer carry the same tag everywhere, those of two offers do not', async ({
  intake,
  agentElsewhere,
}) => {
  const anas = await agentElsewhere(ana);
  const bens = await agentElsewhere(ben);

  for (const customer of ['Maria Silva', 'Kenji Watanabe']) {
    await intake.newRequest(customer);
    await anas.popups.waitForPopupAbout(customer);
    await bens.popups.waitForPopupAbout(customer);
  }

  const tags = await anas.popupTags();
  expect(new Set(tags).size).toBe(2);
  expect(tags).not.toContain('');
  expect(new Set(await bens.popupTags())).toEqual(new Set(tags));
});

test('a desktop that is looked at rings in the page only', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  const elsewhere = await agentElsewhere(ben);
  await workplace.device.lookAt(workplace.desktop.page);

  const maria = await intake.newRequest('Maria Silva');

  await elsewhere.popups.waitForPopupAbout('Maria Silva');
  await workplace.desktop.expectRinging('Maria Silva');
  await intake.cancel(maria);
  await expect(workplace.desktop.connectButton('Maria Silva')).toHaveCount(0);
  await workplace.device.lookAway();
  await intake.newRequest('Kenji Watanabe');
  await workplace.popups.waitForPopupAbout('Kenji Watanabe');
  expect(workplace.popups.about('Maria Silva')).toEqual([]);
});

test('a desktop that is looked at shows the popup too when the agent wishes so', async ({
  intake,
  agentElsewhere,
}) => {
  const workplace = await agentElsewhere(ana);
  await workplace.device.lookAt(workplace.desktop.page);
  await workplace.changeSettings(async (settings) => {
    await settings.alsoWhileLooking.check();
    await settings.save.click();
    await expect(settings.message('Saved')).toBeVisible();
  });

  await intake.newRequest('Maria Silva');

  await workplace.popups.waitForPopupAbout('Maria Silva');
});
