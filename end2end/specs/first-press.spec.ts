// The first press on a page that was just opened counts. It also unlocks the sound, and whatever
// that changes on the page must not move the row away between press and release.
import { ana } from '../support/agents';
import { test } from '../support/test';

for (const width of [360, 780, 1280]) {
  test(`the first press after opening the desktop connects, at ${width} px`, async ({ intake, agentElsewhere }) => {
    const workplace = await agentElsewhere(ana);
    const { desktop, device } = workplace;
    await desktop.page.setViewportSize({ width, height: 800 });
    await intake.newRequest('Maria Silva');
    await workplace.popups.waitForPopupAbout('Maria Silva');

    await device.lookAt(desktop.page);
    await desktop.connectButton('Maria Silva').click();

    await desktop.expectSession('Maria Silva', 'connecting');
  });
}
