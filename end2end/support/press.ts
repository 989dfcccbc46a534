// Pressing a control, in whatever tab it is.
import type { Locator } from '@playwright/test';

/**
 * A click. In a hidden tab, where nothing is drawn and a real click would wait for a frame for
 * ever, it is the DOM event alone.
 */
export async function press(control: Locator): Promise<void> {
  const hidden = await control.page().evaluate(() => document.hidden);
  if (hidden) await control.dispatchEvent('click');
  else await control.click();
}
