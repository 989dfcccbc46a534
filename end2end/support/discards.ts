// Chromium's own page about which tabs it may freeze or throw away, chrome://discards. It is the only way to have a tab
// really discarded: not closed, not crashed, but dropped from memory until somebody looks at it.
import type { Page } from '@playwright/test';

/** A person switches these pages on by hand, under chrome://chrome-urls. */
export const withDiscardsPage = { internal_only_uis_enabled: true };

/** What chrome://discards knows about a tab; its own names. */
interface TabInfo {
  id: number;
  tabUrl: string;
  cannotFreezeReasons?: string[];
}

export class Discards {
  private constructor(private readonly page: Page) {}

  static async in(page: Page): Promise<Discards> {
    await page.goto('chrome://discards/');
    return new Discards(page);
  }

  /** Why the browser would not freeze the only tab with this address. */
  async whyNotFrozen(address: string): Promise<string[]> {
    return (await this.tab(address)).cannotFreezeReasons ?? [];
  }

  /** Drops the only tab with this address, as when memory runs out. */
  async discard(address: string): Promise<void> {
    const { id } = await this.tab(address);
    await this.page.evaluate(async (tab) => {
      const { DetailsProvider } = await import('chrome://discards/discards.mojom-webui.js' as string);
      const provider = DetailsProvider.getRemote();
      // A connection that has not been used yet does not discard anything.
      await provider.getTabDiscardsInfo();
      await provider.discardById(tab, 0);
    }, id);
  }

  private async tab(address: string): Promise<TabInfo> {
    const tabs: TabInfo[] = await this.page.evaluate(async () => {
      const { DetailsProvider } = await import('chrome://discards/discards.mojom-webui.js' as string);
      return (await DetailsProvider.getRemote().getTabDiscardsInfo()).infos;
    });
    const found = tabs.filter(({ tabUrl }) => tabUrl === address);
    const [tab] = found;
    if (!tab || found.length > 1) throw new Error(`there are ${found.length} tabs with the address ${address}`);
    return tab;
  }
}
