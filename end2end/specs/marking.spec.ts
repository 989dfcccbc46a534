// Text in a row can be marked and copied like any other; a plain click connects.
import { ana } from '../support/agents';
import { Desktop } from '../support/desktop';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

const marked = () => window.getSelection()?.toString().trim() ?? '';

test('marking text in a row connects nobody', async ({ server, intake, openPage }) => {
  const page = await openPage();
  await new SignIn(page).as(ana, server.origin);
  const desktop = new Desktop(page, ana);
  await desktop.topBar.expectLive();
  await intake.newRequest('Maria Silva');
  const name = desktop.row('Maria Silva').getByText('Maria Silva', { exact: true });
  const box = (await name.boundingBox())!;
  const middle = box.y + box.height / 2;

  await page.mouse.move(box.x + 2, middle);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, middle, { steps: 5 });
  await page.mouse.up();
  expect(await page.evaluate(marked)).not.toBe('');

  // In a word: the middle may be the space between two.
  await name.dblclick({ position: { x: 12, y: box.height / 2 } });
  expect(await page.evaluate(marked)).toMatch(/^(Maria|Silva)$/);

  await name.click({ clickCount: 3 });
  expect(await page.evaluate(marked)).toContain('Maria Silva');

  // Longer than any of these clicks would have needed to connect: the row is the same and usable.
  await intake.newRequest('Kenji Watanabe');
  await expect(desktop.connectButton('Kenji Watanabe')).toBeVisible();
  await desktop.row('Kenji Watanabe').getByText('Kenji Watanabe', { exact: true }).click();
  await desktop.expectSession('Kenji Watanabe', 'connecting');
  await expect(desktop.row('Maria Silva')).toHaveCount(1);
});
