// A click on the popup dials only for an agent who wants it to.
import { ana } from '../support/agents';
import { Desktop } from '../support/desktop';
import { expectLookedAt } from '../support/device';
import type { Workplace } from '../support/workplace';
import { expect, test } from '../support/test';

async function letClicksConnect(workplace: Workplace): Promise<void> {
  await workplace.device.lookAt(workplace.desktop.page);
  await workplace.changeSettings(async (settings) => {
    await expect(settings.clickConnects).not.toBeChecked();
    await settings.clickConnects.check();
    await settings.save.click();
    await expect(settings.message('Saved')).toBeVisible();
  });
  await workplace.device.lookAway();
}

test('a click on the popup connects for who wants it', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  await letClicksConnect(workplace);
  await intake.newRequest('Maria Silva');
  const popup = await workplace.popups.waitForPopupAbout('Maria Silva');

  await workplace.popups.click(popup);

  await expectLookedAt(workplace.desktop.page);
  await workplace.desktop.expectSession('Maria Silva', 'connecting');
});

test('it connects without a desktop open, too', async ({ intake, agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  await letClicksConnect(workplace);
  await intake.newRequest('Maria Silva');
  const popup = await workplace.popups.waitForPopupAbout('Maria Silva');
  await workplace.desktop.page.close();

  const opened = workplace.device.context.waitForEvent('page');
  await workplace.popups.click(popup);

  await new Desktop(await opened, ana).expectSession('Maria Silva', 'connecting');
});
