// What others may read: the popup's body and the title of the tab say no more than the agent allows.
import { ana } from '../support/agents';
import { expect, test } from '../support/test';

test('the popup and the title say as much as the agent allows', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  const says = async (level: string, body: string, title: string) => {
    await workplace.device.lookAt(workplace.desktop.page);
    await workplace.changeSettings(async (settings) => {
      await settings.privacy(level).check();
      await settings.save.click();
      await expect(settings.message('Saved')).toBeVisible();
      await workplace.desktop.page.reload();
      await expect(settings.privacy(level)).toBeChecked();
    });
    await workplace.device.lookAway();
    const chat = await intake.create('inbound_chat', 'Maria Silva');
    const popup = await workplace.popups.waitForNotify((shown) => shown.body === body);
    expect(popup.title).toBe('New chat');
    await expect(workplace.desktop.page).toHaveTitle(`(1) Chat: ${title} · Deskbell`);
    await intake.cancel(chat);
    await workplace.popups.waitForClose(popup);
  };

  await says('Everything', 'Maria Silva: "Maria Silva would like to know more"', 'Maria Silva');
  await says('Only the name', 'Maria Silva wants to chat with Sales', 'Maria Silva');
  await says('Nothing about the customer', 'A customer', 'A customer');
});
