// An agent without a mouse.
import { expect, type Locator, type Page } from '@playwright/test';

// More than any of the screens has places to stop at.
const MOST_TABS = 200;

export class Keyboard {
  constructor(private readonly page: Page) {}

  /** Presses Tab until the control has the focus. */
  async tabTo(control: Locator): Promise<void> {
    await expect(control).toBeVisible();
    for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
      if (await hasFocus(control)) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`${MOST_TABS} presses of Tab did not reach ${control}`);
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  async activate(control: Locator): Promise<void> {
    await this.tabTo(control);
    await this.press('Enter');
  }

  /** The focus is on something, not lost to the page as a whole. */
  async expectFocusKept(): Promise<void> {
    await expect(this.page.locator('body *:focus')).toHaveCount(1);
  }
}

export function hasFocus(control: Locator): Promise<boolean> {
  return control.evaluate((element) => element === document.activeElement);
}
