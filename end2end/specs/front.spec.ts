// Before signing in: what Deskbell is, and in which language.
import { ana, demoPassword } from '../support/agents';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with scripts' : 'without scripts';

  test(`the language is chosen before signing in, and what is typed stays, ${how}`, async ({ server, openPage }) => {
    const page = await openPage({ javaScriptEnabled });
    await page.goto(`${server.origin}/?request=01988c5e-53a7-7abc-8def-0123456789ab`);
    await page.getByRole('button', { name: 'Español' }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'es');
    expect(new URL(page.url()).search).toContain('request=');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('link', { name: /^Sign in/ }).click();

    const signIn = new SignIn(page);
    await signIn.email.fill('ana@');
    await page.getByRole('button', { name: 'Español' }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'es');
    const email = page.getByRole('textbox', { name: 'Correo' });
    await expect(email).toHaveValue('ana@');
    await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toHaveCount(0);

    await email.fill(ana.email);
    await email.press('Enter');
    const password = page.getByRole('textbox', { name: 'Contraseña' });
    await expect(password).toBeVisible();
    await page.getByRole('button', { name: 'English' }).click();
    await expect(page.getByText(ana.email)).toBeVisible();
    await expect(signIn.password).toHaveValue('');
    await page.getByRole('button', { name: 'Español' }).click();
    await password.fill(demoPassword);
    await password.press('Enter');

    await expect(page.getByRole('region', { name: /^Pendientes/ })).toBeAttached();
    await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  });
}

test('the picture of the front page is for the eye alone, and fits a phone', async ({ server, openPage }) => {
  const page = await openPage({ viewport: { width: 360, height: 740 } });
  await page.goto(server.origin);
  const picture = page.locator('.front-picture');
  await expect(picture).toBeVisible();
  await expect(picture).toHaveAttribute('aria-hidden', 'true');
  await expect(picture).toContainText(/Maria Silva.*is calling.*Sales/);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await expect(page.getByRole('button', { name: /^Connect/ })).toHaveCount(0);
});

test('the bell has a colour of its own, which is seen in both themes', async ({ server, openPage }) => {
  for (const [colorScheme, colour] of [
    ['light', 'rgb(185, 115, 9)'],
    ['dark', 'rgb(242, 177, 61)'],
  ] as const) {
    const page = await openPage({ colorScheme });
    await page.goto(server.origin);
    await expect(page.locator('.brand > .icon')).toHaveCSS('color', colour);
  }
});
