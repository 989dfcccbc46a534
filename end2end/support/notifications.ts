// The popups that one browser shows on the desktop, read from the notification server's log.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { notificationLog } from './environment';
import { until } from './waiting';

export interface Popup {
  id: number;
  title: string;
  /** As Deskbell wrote it. */
  body: string;
  /** Keys and labels in turn, as D-Bus carries them. */
  actions: string[];
  /** What else Chromium tells the notification service. */
  hints: Record<string, unknown>;
  /** Milliseconds since 1970. */
  at: number;
}

interface LogEntry extends Popup {
  call: 'Notify' | 'CloseNotification' | 'Click' | 'Action' | 'Dismiss';
  process: number;
}

const run = promisify(execFile);

export class Notifications {
  /** What came before belongs to others: systems give the id of a process that has ended to another one. */
  private readonly from = lines().length;

  /** `process`: the id of the browser's main process, which has just been started. */
  constructor(private readonly process: number) {}

  /** Every popup this browser ever showed, oldest first; one that was replaced counts twice. */
  shown(): Popup[] {
    return this.log().filter((entry) => entry.call === 'Notify');
  }

  /** The popups for one customer. */
  about(customer: string): Popup[] {
    return this.shown().filter((popup) => popup.body.includes(customer));
  }

  /** What is on the screen now. */
  open(): Popup[] {
    return this.shown().filter((popup) => this.endOf(popup) === undefined);
  }

  waitForNotify(matches: (popup: Popup) => boolean, within = 10_000): Promise<Popup> {
    const seen = () => this.shown().map((popup) => `${popup.title}: ${popup.body}`);
    return until('the popup', () => this.shown().find(matches), within).catch((error: Error) => {
      throw new Error(`${error.message}; shown were ${JSON.stringify(seen())}`);
    });
  }

  waitForPopupAbout(customer: string, within = 10_000): Promise<Popup> {
    return this.waitForNotify((popup) => popup.body.includes(customer), within);
  }

  /** Waits until the browser takes the popup away; says when it did. */
  async waitForClose(popup: Popup, within = 10_000): Promise<number> {
    const end = await until(
      `the end of the popup "${popup.title}: ${popup.body}"`,
      () => this.endOf(popup),
      within,
    );
    return end.at;
  }

  /** The person clicks the popup itself. */
  click(popup: Popup): Promise<void> {
    return this.play('Click', popup.id);
  }

  /** The person presses one of the popup's buttons, given by its label. */
  press(popup: Popup, label: string): Promise<void> {
    const key = popup.actions[popup.actions.indexOf(label) - 1];
    if (key === undefined) throw new Error(`no button "${label}" among ${popup.actions.join(', ')}`);
    return this.play('Action', popup.id, key);
  }

  /** The person waves the popup away. */
  dismiss(popup: Popup): Promise<void> {
    return this.play('Dismiss', popup.id);
  }

  /** The desktop is a slow one from now on: it answers so long after it has put a popup on the screen. */
  hesitate(milliseconds: number): Promise<void> {
    return this.play('Hesitate', this.process, String(milliseconds));
  }

  private async play(method: string, id: number, ...more: string[]): Promise<void> {
    await run('gdbus', [
      'call',
      '--session',
      '--dest=org.freedesktop.Notifications',
      '--object-path=/org/freedesktop/Notifications',
      `--method=org.deskbell.Testing.${method}`,
      String(id),
      ...more,
    ]);
  }

  /** What ended this showing of the popup, unless it was replaced by a newer one. */
  private endOf(popup: Popup): LogEntry | undefined {
    const own = this.log().filter((entry) => entry.id === popup.id && entry.at >= popup.at);
    return own.find((entry) => entry.call !== 'Notify');
  }

  private log(): LogEntry[] {
    const entries = lines().slice(this.from).map(parse);
    const ours = new Set(entries.filter((e) => e.process === this.process).map((e) => e.id));
    // What the person does is not logged with a process, but popup ids are never used again.
    return entries.filter((entry) => ours.has(entry.id));
  }
}

function lines(): string[] {
  return readFileSync(notificationLog, 'utf8').split('\n').slice(0, -1);
}

function parse(line: string): LogEntry {
  const entry = JSON.parse(line) as LogEntry;
  // Chromium writes the page's address and an empty line above the body.
  return entry.call === 'Notify' ? { ...entry, body: entry.body.replace(/^.*\n\n/, '') } : entry;
}
