// Whoever nothing will ring for is told so, instead of waiting in vain.
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

const noor = { name: 'Noor Haddad', email: 'noor@demo.example' };

test('an agent in no team with a distribution rule is told so on the desktop', async ({ server, openPage }) => {
  server.addAgentWithoutTeam(noor);
  const page = await openPage();

  await new SignIn(page).as(noor, server.origin);

  await expect(page.getByText(/distribution rule/i).first()).toBeVisible();
});
