// The automatic part of the accessibility check, and how a screen may be looked at.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

export interface Look {
  name: string;
  colorScheme: 'light' | 'dark';
  width: number;
}

export const looks: Look[] = [
  { name: 'light', colorScheme: 'light', width: 1280 },
  { name: 'dark', colorScheme: 'dark', width: 1280 },
  { name: 'light, 360 px', colorScheme: 'light', width: 360 },
  { name: 'dark, 360 px', colorScheme: 'dark', width: 360 },
];

/** axe finds nothing and nothing sticks out sideways, in every look. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const look of looks) {
    // Without motion, so that no colour is measured half-way through a blink.
    await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: look.width, height: 800 });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map(({ id, help, nodes }) => ({
      id,
      help,
      where: nodes.map((node) => node.target.join(' ')),
    }));
    expect(found, `axe, ${look.name}`).toEqual([]);
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(sideways, `pixels to scroll sideways, ${look.name}`).toBe(0);
  }
}
