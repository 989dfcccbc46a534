// Names and messages of any direction, and of none: what the desk writes around them stays in order.
import { ana } from '../support/agents';
import { expect, test } from '../support/test';

const dina = '\u05d3\u05d9\u05e0\u05d4';

test('a popup about a Hebrew name is read from left to right', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  await intake.newRequest(dina);
  const popup = await workplace.popups.waitForPopupAbout(dina);
  expect(popup.title).toBe('New request');
  expect(popup.body).toMatch(new RegExp(`^\\u200e\\u2068${dina}\\u2069 · Sales · waiting `));
});

test('the parts of a row stay where they are beside a Hebrew message', async ({ intake, agentElsewhere }) => {
  const { desktop, device } = await agentElsewhere(ana);
  await device.lookAt(desktop.page);
  await intake.ask('inbound_chat', { customer: { name: dina }, message: '\u05d4\u05d0\u05dd 2 TB \u05d7\u05d6\u05e8?' });
  const row = desktop.row(dina);
  await expect(row.locator('.row-message')).toHaveText('“\u2068\u05d4\u05d0\u05dd 2 TB \u05d7\u05d6\u05e8?\u2069”');
  const kind = (await row.locator('.row-kind').boundingBox())!;
  const time = (await row.locator('.row-time').boundingBox())!;
  expect(kind.x + kind.width).toBeLessThanOrEqual(time.x);
});

test('a name that nobody can see is a number, in the row, on the button and in the popup', async ({
  intake,
  agentElsewhere,
}) => {
  const workplace = await agentElsewhere(ana);
  await intake.ask('new_request', { customer: { name: '\u200b\u3164\u2060', phone: '+34600123456' } });
  const popup = await workplace.popups.waitForPopupAbout('+34600123456');
  expect(popup.body).toContain('+34600123456 · Sales');
  await workplace.device.lookAt(workplace.desktop.page);
  const button = workplace.desktop.connectButton('+34 600 123 456');
  await expect(button).toHaveAccessibleName('Connect +34 600 123 456');
});

test('accents stacked without end stay inside the session card', async ({ intake, agentElsewhere }) => {
  const { desktop, device } = await agentElsewhere(ana);
  await device.lookAt(desktop.page);
  const stacked = `Zox${'\u0301\u0323'.repeat(90)}`;
  await intake.ask('new_request', { customer: { name: stacked, phone: '+34600123456' } });
  await desktop.connectButton('Zox').click();
  const name = desktop.session.getByRole('heading', { level: 1 }).locator('bdi');
  await expect(name).toHaveCSS('overflow', 'clip');
  const height = (await name.boundingBox())!.height;
  expect(height).toBeLessThan(80);
});
