// Several chats at once: below the team's capacity another chat rings, a call does not.
import { expectAccessible } from '../support/accessibility';
import { ana, ben } from '../support/agents';
import { Desktop } from '../support/desktop';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

test.beforeEach(({ server }) => {
  server.operate('team', 'rule', '--team', 'Sales', '--catch-all', '--chat-capacity', '2', '--ring-time', '120', 'broadcast');
});

test('a second chat rings and is taken, a third and a call are not, until one is finished', async ({
  intake,
  agentElsewhere,
}) => {
  const anas = await agentElsewhere(ana);
  await intake.create('inbound_chat', 'Maria Silva');
  await anas.popups.waitForPopupAbout('Maria Silva');
  await anas.desktop.connect('Maria Silva', 'bridged');

  await intake.create('inbound_chat', 'Kenji Watanabe');
  await anas.popups.waitForPopupAbout('Kenji Watanabe');
  await anas.desktop.expectRinging('Kenji Watanabe');
  await anas.desktop.connect('Kenji Watanabe', 'bridged');

  const bens = await agentElsewhere(ben);
  await intake.create('inbound_chat', 'Lena Fischer');
  await intake.create('inbound_call', 'Omar Haddad');
  await bens.popups.waitForPopupAbout('Lena Fischer');
  await bens.popups.waitForPopupAbout('Omar Haddad');
  await anas.expectHistory('Lena Fischer', 'Not shown: you were busy');
  await anas.expectHistory('Omar Haddad', 'Not shown: you were busy');
  await anas.desktop.expectNotRinging('Lena Fischer');
  await expect(anas.desktop.attendNext).toHaveAttribute('aria-disabled', 'true');
  await expect(anas.desktop.attendNext).toHaveAttribute('title', /finish one first/);
  expect(anas.popups.about('Lena Fischer')).toEqual([]);

  await anas.device.lookAt(anas.desktop.page);
  await anas.desktop.switchTo('Maria Silva');
  await anas.desktop.expectSession('Maria Silva', 'bridged');
  await anas.device.lookAway();
  await anas.desktop.wrapUp('Maria Silva');

  await anas.popups.waitForPopupAbout('Lena Fischer');
  await anas.desktop.expectSession('Kenji Watanabe', 'bridged');
  await anas.desktop.expectNotRinging('Omar Haddad');
  expect(anas.popups.about('Omar Haddad')).toEqual([]);
});

test('what was entered for one chat is still there after a look at the other', async ({ server, intake, openPage }) => {
  const page = await openPage();
  await new SignIn(page).as(ana, server.origin);
  const desktop = new Desktop(page, ana);
  await desktop.topBar.expectLive();
  for (const customer of ['Maria Silva', 'Kenji Watanabe']) {
    await intake.create('inbound_chat', customer);
    await desktop.connect(customer, 'bridged');
  }
  await desktop.switchTo('Maria Silva');
  await desktop.end.click();
  await desktop.expectSession('Maria Silva', 'wrap_up');
  await desktop.outcome.selectOption('sale');
  await desktop.note.fill('Wants <two> of them');

  await desktop.switchTo('Kenji Watanabe');
  await expect(desktop.note).toHaveValue('');
  await expectAccessible(page);
  await desktop.switchTo('Maria Silva');

  await expect(desktop.outcome).toHaveValue('sale');
  await expect(desktop.note).toHaveValue('Wants <two> of them');
  await desktop.finish.click();
  await desktop.expectSession('Kenji Watanabe', 'bridged');
  await expect(desktop.openSessions).toHaveCount(0);
});

test('the keyboard goes from one chat to the other', async ({ server, intake, openPage }) => {
  const page = await openPage();
  await new SignIn(page).as(ana, server.origin);
  const desktop = new Desktop(page, ana);
  await desktop.topBar.expectLive();
  for (const customer of ['Maria Silva', 'Kenji Watanabe']) {
    await intake.create('inbound_chat', customer);
    await desktop.connect(customer, 'bridged');
  }
  const other = desktop.switchButton('Maria Silva');
  await expect(other).not.toHaveAttribute('aria-current', 'true');

  await other.focus();
  await page.keyboard.press('Enter');

  await desktop.expectSession('Maria Silva', 'bridged');
  await expect(other).toHaveAttribute('aria-current', 'true');
  await expect(desktop.session.getByRole('heading', { name: 'Maria Silva' })).toBeFocused();
});

test('without scripts the agent goes from one chat to the other too', async ({ server, intake, openPage }) => {
  const page = await openPage({ javaScriptEnabled: false });
  await new SignIn(page).as(ana, server.origin);
  const desktop = new Desktop(page, ana);
  for (const customer of ['Maria Silva', 'Kenji Watanabe']) {
    await intake.create('inbound_chat', customer);
    await page.reload();
    await desktop.connect(customer, 'bridged');
  }

  await desktop.switchTo('Maria Silva');
  await desktop.wrapUp('Maria Silva');

  await desktop.expectSession('Kenji Watanabe', 'bridged');
});
