// Exactly one agent per request, and everybody else knows who.
import { ana, ben } from '../support/agents';
import { HeldPosts } from '../support/held-posts';
import { press } from '../support/press';
import { expect, test } from '../support/test';
import { AT_ONCE } from '../support/waiting';

test('when one agent connects, the popup of the other goes at once', async ({
  intake,
  agentElsewhere,
}) => {
  const anas = await agentElsewhere(ana);
  const bens = await agentElsewhere(ben);
  const request = await intake.newRequest('Maria Silva');
  const anasPopup = await anas.popups.waitForPopupAbout('Maria Silva');
  const bensPopup = await bens.popups.waitForPopupAbout('Maria Silva');

  await anas.device.lookAt(anas.desktop.page);
  const pressedAt = Date.now();
  await anas.desktop.connect('Maria Silva');

  expect((await bens.popups.waitForClose(bensPopup)) - pressedAt).toBeLessThan(AT_ONCE);
  expect((await anas.popups.waitForClose(anasPopup)) - pressedAt).toBeLessThan(AT_ONCE);
  await expect(bens.desktop.connectButton('Maria Silva')).toHaveCount(0);
  expect((await intake.read(request)).agent).toMatchObject({ name: ana.name, email: ana.email });
});

test('when two agents connect at the same moment, exactly one gets the customer', async ({
  intake,
  agentElsewhere,
}) => {
  const anas = await agentElsewhere(ana);
  const bens = await agentElsewhere(ben);
  const request = await intake.newRequest('Maria Silva');
  await anas.desktop.expectRinging('Maria Silva');
  await bens.desktop.expectRinging('Maria Silva');

  const posts = await Promise.all([anas, bens].map(({ desktop }) => HeldPosts.on(desktop.page)));
  for (const { desktop } of [anas, bens]) await press(desktop.connectButton('Maria Silva'));
  await Promise.all(posts.map((held) => held.letGo()));

  const agentName = async () => (await intake.read(request)).agent?.name;
  await expect.poll(agentName).toMatch(new RegExp(`^(${ana.name}|${ben.name})$`));
  const [winner, loser] = (await agentName()) === ana.name ? [anas, bens] : [bens, anas];
  await winner.desktop.expectSession('Maria Silva', 'connecting');
  await expect(loser.desktop.row('Maria Silva')).toHaveCount(0);
  await expect(loser.desktop.session.filter({ hasText: 'Maria Silva' })).toHaveCount(0);
});

test('an agent whose press comes too late sees who was first', async ({ intake, agentElsewhere }) => {
  const anas = await agentElsewhere(ana);
  const bens = await agentElsewhere(ben);
  await intake.newRequest('Maria Silva');
  await anas.desktop.expectRinging('Maria Silva');
  await bens.device.lookAt(bens.desktop.page);
  await bens.desktop.expectRinging('Maria Silva');

  const posts = await HeldPosts.on(bens.desktop.page);
  await bens.desktop.connectButton('Maria Silva').click();
  await expect.poll(() => posts.count).toBeGreaterThan(0);
  await anas.desktop.connect('Maria Silva');
  await posts.letGo();

  await expect(bens.desktop.page.getByText(ana.name).first()).toBeVisible();
  await expect(bens.desktop.session.filter({ hasText: 'Maria Silva' })).toHaveCount(0);
});
