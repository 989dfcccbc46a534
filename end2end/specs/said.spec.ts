// What came of a step whose customer has left the screen is said there, until the next one.
import { ana } from '../support/agents';
import { Desktop } from '../support/desktop';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

test('after No answer it is said when the customer is called back', async ({ server, intake, openPage }) => {
  const page = await openPage();
  await new SignIn(page).as(ana, server.origin);
  const desktop = new Desktop(page, ana);
  await desktop.topBar.expectLive();
  await intake.newRequest('Maria Silva');
  await desktop.connect('Maria Silva');

  await desktop.noAnswer.click();

  const said = page.getByRole('status').filter({ hasText: 'Maria Silva' });
  await expect(said).toHaveText(
    /Maria Silva.? did not answer\. A call back is planned for \d\d:\d\d, attempt \d of 3\./,
  );

  await intake.newRequest('Kenji Watanabe');
  await desktop.laterButton('Kenji Watanabe').click();
  await expect(said).toHaveCount(0);
  await expect(page.getByRole('status').filter({ hasText: 'Kenji Watanabe' })).toContainText('in two minutes');
});
