// What one press waits for holds up no other.
import type { Page, Route } from '@playwright/test';
import { ana } from '../support/agents';
import { Desktop } from '../support/desktop';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

/** Keeps those posts to the path on their way whose body contains the text. */
async function hold(page: Page, path: string, text: string): Promise<{ held: Route[]; letGo(): Promise<void> }> {
  const held: Route[] = [];
  let holding = true;
  await page.route(`**${path}`, async (route) => {
    if (holding && route.request().postData()?.includes(text)) held.push(route);
    else await route.continue();
  });
  return {
    held,
    async letGo() {
      holding = false;
      await Promise.all(held.splice(0).map((route) => route.continue()));
    },
  };
}

test('a Connect whose answer hangs does not keep another customer waiting', async ({ server, intake, openPage }) => {
  const page = await openPage();
  await new SignIn(page).as(ana, server.origin);
  const desktop = new Desktop(page, ana);
  await desktop.topBar.expectLive();
  const maria = await intake.newRequest('Maria Silva');
  await intake.newRequest('Kenji Watanabe');
  await desktop.expectRinging('Kenji Watanabe');
  const posts = await hold(page, '/api/ui/connect', maria.id);

  await desktop.connectButton('Maria Silva').click();
  await expect(desktop.connectButton('Maria Silva')).toHaveAttribute('aria-busy', 'true');
  // Pressed again, it is not asked for again.
  await desktop.connectButton('Maria Silva').click();
  await expect(desktop.connectButton('Kenji Watanabe')).not.toHaveAttribute('aria-busy', 'true');
  await desktop.connectButton('Kenji Watanabe').click();

  await desktop.expectSession('Kenji Watanabe', 'connecting');
  expect(posts.held).toHaveLength(1);
  await posts.letGo();
  await expect(page.getByRole('alert').filter({ hasText: /finish/i })).toBeVisible();
  await desktop.expectSession('Kenji Watanabe', 'connecting');
});

test('a step of a call whose answer hangs does not keep the agent from ending it', async ({ server, intake, openPage }) => {
  const page = await openPage();
  await new SignIn(page).as(ana, server.origin);
  const desktop = new Desktop(page, ana);
  await desktop.topBar.expectLive();
  await intake.newRequest('Maria Silva');
  await desktop.connect('Maria Silva');
  const posts = await hold(page, '/api/ui/session', 'answered');

  await desktop.answered.click();
  await expect.poll(() => posts.held.length).toBe(1);
  await desktop.end.click();

  await desktop.expectSession('Maria Silva', 'wrap_up');
});
