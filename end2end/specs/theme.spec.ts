// Light or dark, as the system has it or as somebody chose it, from the first frame on.
import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility';
import { ana } from '../support/agents';
import { Desktop } from '../support/desktop';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

const LIGHT = 'rgb(246, 245, 242)';
const DARK = 'rgb(20, 22, 26)';

test('a theme is there at once, on every page and before signing in', async ({ server, openPage }) => {
  const page = await openPage({ colorScheme: 'light' });
  await new SignIn(page).as(ana, server.origin);
  const { topBar } = new Desktop(page, ana);
  await topBar.expectLive();
  await expectColours(page, LIGHT);
  await topBar.profile.click();
  await topBar.profileEntry('Language').click();

  await page.getByRole('radio', { name: 'Dark' }).check();
  await expectColours(page, DARK);
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Use this theme' })).toBeHidden();

  await page.getByRole('link', { name: 'Desktop', exact: true }).click();
  await expectColours(page, DARK);
  await page.goto(`${server.origin}/profile/language`);
  await expectColours(page, DARK);
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
  await topBar.signOut();
  await expectColours(page, DARK);

  await page.emulateMedia({ colorScheme: 'dark' });
  await new SignIn(page).as(ana, server.origin);
  await page.goto(`${server.origin}/profile/language`);
  await expect(page.locator('html')).toHaveAttribute('data-hydrated', 'true');
  await page.getByRole('radio', { name: 'Light' }).check();
  await expectColours(page, LIGHT);
  await page.getByRole('radio', { name: 'Like the system' }).check();
  await expectColours(page, DARK);
  await expectAccessible(page);
});

test('a theme is chosen without scripts', async ({ server, openPage }) => {
  const page = await openPage({ colorScheme: 'light', javaScriptEnabled: false });
  await new SignIn(page).as(ana, server.origin);
  await page.goto(`${server.origin}/profile/language`);
  await page.getByRole('radio', { name: 'Dark' }).check();
  await page.getByRole('button', { name: 'Use this theme' }).click();

  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
  await expect(page.locator('body')).toHaveCSS('background-color', DARK);
});

/** Of the page, and of what the browser draws around it. */
async function expectColours(page: Page, paper: string): Promise<void> {
  await expect(page.locator('body')).toHaveCSS('background-color', paper);
  const bars = await page.evaluate(() => {
    const known = [...document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')];
    const counts = known.find((meta) => window.matchMedia(meta.media).matches);
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = counts?.content ?? '';
    const colour = getComputedStyle(probe).color;
    probe.remove();
    return colour;
  });
  expect(bars).toBe(paper);
}
