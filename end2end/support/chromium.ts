// Two ways to get the system's Chromium.
//
// An *ordinary* browser is launched by Playwright: every tab believes that it is visible and has
// the focus. Right for looks, accessibility and pages without scripts.
//
// An *honest* browser is launched by us and only joined by Playwright: the tab in front hides the
// others, as at an agent's desk. Right for everything about popups, because a desktop that is
// looked at shows none. In a hidden tab nothing is drawn; see `press.ts`. It has none of the flags
// by which Playwright keeps hidden tabs from being slowed down.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from '@playwright/test';
import { Child } from './child';
import { withDiscardsPage } from './discards';
import { childEnvironment, chromiumBinary, removeScratchFolder, scratchFolder } from './environment';
import { until } from './waiting';

/** A host that leads to this machine and that no browser takes for it. */
export const INSECURE_HOST = 'insecure.example';

const FLAGS = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--password-store=basic',
  '--accept-lang=en-US',
  '--window-size=1280,800',
  `--host-resolver-rules=MAP ${INSECURE_HOST} 127.0.0.1`,
  // Chromium refuses to sandbox itself when it runs as root, as it does in a container.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

export interface OrdinaryChromium {
  context: BrowserContext;
  close(): Promise<void>;
}

export async function launchOrdinaryChromium(options: BrowserContextOptions = {}): Promise<OrdinaryChromium> {
  const profile = scratchFolder('profile');
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumBinary,
    headless: true,
    args: FLAGS,
    env: textOnly(childEnvironment()),
    locale: 'en-US',
    ...options,
  });
  return {
    context,
    async close() {
      await context.close();
      removeScratchFolder(profile);
    },
  };
}

export interface HonestChromium {
  browser: Browser;
  context: BrowserContext;
  /** The whole browser: its main process, with all of its helpers in one process group. */
  child: Child;
  close(): Promise<void>;
}

/** What is special about a browser. */
export interface Peculiarities {
  /** Where its clock hangs, such as Europe/Madrid; where ours does, if it is not given. */
  timeZone?: string;
  /** Flags of Chromium. */
  flags?: string[];
}

export async function launchHonestChromium({ timeZone, flags = [] }: Peculiarities = {}): Promise<HonestChromium> {
  const profile = scratchFolder('profile');
  writeFileSync(join(profile, 'Local State'), JSON.stringify(withDiscardsPage));
  const child = new Child(
    chromiumBinary,
    [...FLAGS, ...flags, '--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'],
    childEnvironment(timeZone === undefined ? {} : { TZ: timeZone }),
  );
  const endpoint = await until('Chromium', () => devToolsEndpoint(child), 30_000);
  const browser = await chromium.connectOverCDP(endpoint, { noDefaults: true });
  const context = browser.contexts()[0];
  if (!context) throw new Error('Chromium has no default context');
  return {
    browser,
    context,
    child,
    async close() {
      await child.kill();
      removeScratchFolder(profile);
    },
  };
}

function devToolsEndpoint(child: Child): string | undefined {
  if (!child.running) throw new Error(`Chromium ended at once:\n${child.log}`);
  return /DevTools listening on (ws:\/\/\S+)/.exec(child.log)?.[1];
}

function textOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  const set = Object.entries(environment).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set) as Record<string, string>;
}
