// The two steps of signing in, with scripts and without.
import { ana, demoPassword, sam } from '../support/agents';
import { Desktop } from '../support/desktop';
import { NotificationTrace } from '../support/notification-trace';
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

  test(`who goes back from the desktop meets pages, not something to send again, ${how}`, async ({ server, openPage }) => {
    const page = await openPage({ javaScriptEnabled });
    const signIn = new SignIn(page);
    await signIn.as(ana, server.origin);

    for (let step = 0; step < 2; step += 1) {
      await page.goBack();
      // It asks for nobody's password.
      await expect(signIn.email).toBeVisible();
    }
    await page.goForward();
    await page.goForward();
    await expect(new Desktop(page, ana).pending).toBeAttached();
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

  test(`a shared link leads to its page with its query, after a wrong password too, ${how}`, async ({
    server,
    openPage,
  }) => {
    const page = await openPage({ javaScriptEnabled });
    const signIn = new SignIn(page);
    const wanted = `${server.origin}/supervisor/notifications?customer=Silva%20%26%20Sons`;
    await page.goto(wanted);

    await signIn.enterEmail(sam.email);
    await signIn.enterPassword('not-the-password');
    await expect(signIn.alert).toBeVisible();
    await signIn.enterPassword(demoPassword);

    await page.waitForURL(wanted);
    await expect(new NotificationTrace(page).field('Customer (name or number)')).toHaveValue('Silva & Sons');
  });
}

test('a page whose sign-in has ended comes back to the same address', async ({ server, openPage }) => {
  const page = await openPage();
  const signIn = new SignIn(page);
  await signIn.as(sam, server.origin);
  const wanted = `${server.origin}/supervisor/notifications?customer=Silva`;
  await page.goto(wanted);
  await new Desktop(page, sam).topBar.expectLive();

  await page.context().clearCookies();

  // The next heartbeat is refused.
  await expect(signIn.email).toBeVisible({ timeout: 30_000 });
  await signIn.enterEmail(sam.email);
  await signIn.enterPassword(demoPassword);
  await page.waitForURL(wanted);
});

test('a press whose sign-in has ended leads to signing in at once, and back', async ({ server, intake, openPage }) => {
  const page = await openPage();
  const signIn = new SignIn(page);
  await signIn.as(ana, server.origin);
  const desktop = new Desktop(page, ana);
  await desktop.topBar.expectLive();
  await intake.newRequest('Maria Silva');
  await desktop.expectRinging('Maria Silva');
  // Nothing but the press tells the page.
  await page.route('**/api/ui/heartbeat', () => undefined);
  await page.context().clearCookies();

  await desktop.connectButton('Maria Silva').click();

  await expect(signIn.email).toBeVisible();
  await signIn.enterEmail(ana.email);
  await signIn.enterPassword(demoPassword);
  await expect(desktop.row('Maria Silva')).toHaveCount(1);
});
