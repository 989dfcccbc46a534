// What a page plays: noted when it begins a tone, when it cuts one off, and when a row stops ringing.
import type { BrowserContext, Page } from '@playwright/test';

export interface Heard {
  started: number[];
  silenced: number[];
  ended: number[];
}

/** A tune of two tones is the usual chime. */
export const TONES_OF_THE_CHIME = 2;

/** Listens to every document that is loaded from now on. */
export async function hear(where: Page | BrowserContext): Promise<void> {
  await where.addInitScript(() => {
    const heard: Heard = { started: [], silenced: [], ended: [] };
    Object.assign(window, { heard });
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (this: OscillatorNode, when) {
      heard.started.push(performance.now());
      start.call(this, when);
    };
    const { setTargetAtTime } = AudioParam.prototype;
    AudioParam.prototype.setTargetAtTime = function (this: AudioParam, target, at, constant) {
      heard.silenced.push(performance.now());
      return setTargetAtTime.call(this, target, at, constant);
    };
    new MutationObserver((changes) => {
      for (const { target, oldValue } of changes) {
        if (oldValue === 'true' && !(target as Element).hasAttribute('data-ringing')) {
          heard.ended.push(performance.now());
        }
      }
    }).observe(document, { subtree: true, attributeFilter: ['data-ringing'], attributeOldValue: true });
  });
}

export const heard = (page: Page): Promise<Heard> => page.evaluate(() => (window as unknown as { heard: Heard }).heard);

/** How many tones this document has begun. */
export const tones = async (page: Page): Promise<number> => (await heard(page)).started.length;

/**
 * From its next document on, the page is one that its browser never lets sound, as one that was restored and that nobody
 * has clicked. Playwright's own questions to a page count as clicks, so an honest browser can't be kept from it.
 */
export async function neverLetSound(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.defineProperty(AudioContext.prototype, 'state', { get: () => 'suspended' });
    AudioContext.prototype.resume = () => new Promise(() => undefined);
  });
}
