// Whoever nothing will ring for is told so, instead of waiting in vain.
import { sam } from '../support/agents';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

test('an agent in no team with a distribution rule is told so on the desktop', async ({ server, openPage }) => {
  const page = await openPage();

  await new SignIn(page).as(sam, server.origin);

  await expect(page.getByText(/distribution rule/i).first()).toBeVisible();
});
