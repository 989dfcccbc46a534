// The two steps of signing in, with scripts and without.
import { ana } from '../support/agents';
import { Desktop } from '../support/desktop';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with scripts' : 'without scripts';

  test(`an agent signs in from the front page, ${how}`, async ({ server, openPage }) => {
    const page = await openPage({ javaScriptEnabled });
    const signIn = new SignIn(page);
    await signIn.openFromFrontPage(server.origin);

    await signIn.enterEmail(ana.email);
    await signIn.enterPassword('ring-the-bell');

    const desktop = new Desktop(page, ana);
    for (const region of [desktop.pending, desktop.availableSoon, desktop.timedOut]) {
      await expect(region).toBeVisible();
      await expect(region.getByRole('list')).toHaveCount(1);
    }
    await desktop.topBar.expectStatus('Available');
    await expect(desktop.topBar.profile).toBeVisible();
  });

  test(`a wrong password and an unknown e-mail are answered alike, ${how}`, async ({ server, openPage }) => {
    const page = await openPage({ javaScriptEnabled });
    const signIn = new SignIn(page);
    const answers: string[] = [];

    for (const email of [ana.email, 'nobody@demo.example']) {
      await page.goto(`${server.origin}/sign-in`);
      await signIn.enterEmail(email);
      await signIn.enterPassword('not-the-password');
      await expect(signIn.alert).toBeVisible();
      answers.push(await signIn.alert.innerText());
    }

    expect(answers[0]).toBe(answers[1]);
    expect(page.url()).not.toContain('demo.example');
  });

  test(`signing out leads to the front page and ends the sign-in, ${how}`, async ({ server, openPage }) => {
    const page = await openPage({ javaScriptEnabled });
    await new SignIn(page).as(ana, server.origin);

    await new Desktop(page, ana).topBar.signOut();

    expect(new URL(page.url()).pathname).toBe('/');
    await page.goto(`${server.origin}/`);
    await expect(page.getByRole('link', { name: /^Sign in/ }).first()).toBeVisible();
    await expect(page.getByRole('region', { name: /^Pending/ })).toHaveCount(0);
  });
}
