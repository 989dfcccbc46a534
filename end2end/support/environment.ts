// What run.sh hands to the suite, and what the suite hands on to its children.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';

export const serverBinary = required('DESKBELL_BIN');
export const notificationLog = required('NOTIFICATION_LOG');
export const chromiumBinary = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
export const firefoxBinary = process.env['FIREFOX'] ?? '/usr/bin/firefox-esr';

/** The surroundings of a child process: ours, without any setting of Deskbell's. */
export function childEnvironment(own: Record<string, string> = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('DESKBELL_'));
  return { ...Object.fromEntries(inherited), ...own };
}

/** A new empty folder; give it to `removeScratchFolder` at the end. */
export function scratchFolder(purpose: string): string {
  return mkdtempSync(join(tmpdir(), `deskbell-${purpose}-`));
}

export function removeScratchFolder(folder: string): void {
  // A killed browser may still be writing its last file.
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; start the suite with run.sh`);
  return value;
}
