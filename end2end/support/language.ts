// Profile > Language: what the screens and the popups of one device are written in.
import { expect } from '@playwright/test';
import { press } from './press';
import type { Workplace } from './workplace';

/** Under the names that the languages give themselves, which are the same on every page. */
export type Language = 'English' | 'Español';

/** Chooses the language and comes back to the desktop; the agent then looks elsewhere again. */
export async function speak(workplace: Workplace, language: Language): Promise<void> {
  const { page } = workplace.desktop;
  await workplace.device.lookAt(page);
  await page.goto(new URL('/profile/language', page.url()).href);
  await page.getByRole('radio', { name: language }).check();
  await press(page.locator('form').getByRole('button', { name: /^(Save|Guardar)/ }));
  await expect(page.locator('html')).toHaveAttribute('lang', language === 'Español' ? 'es' : 'en');
  await page.goto(new URL('/', page.url()).href);
  await workplace.device.lookAway();
}
