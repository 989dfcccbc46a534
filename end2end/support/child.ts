// A child process with a process group of its own, so that signals reach all of its helpers too.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';

export class Child {
  private output = '';
  private readonly process: ChildProcessByStdio<null, Readable, Readable>;
  private readonly killWithUs = () => this.signal('SIGKILL');
  /** Resolves with the exit code, or null when a signal ended the process. */
  readonly ended: Promise<number | null>;

  constructor(command: string, args: string[], environment: NodeJS.ProcessEnv) {
    this.process = spawn(command, args, {
      env: environment,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    }
    this.ended = new Promise((resolve) => {
      this.process.on('error', (error) => {
        this.output += `${command}: ${error.message}\n`;
        resolve(null);
      });
      this.process.on('close', (code) => resolve(code));
    });
    process.once('exit', this.killWithUs);
    void this.ended.then(() => process.off('exit', this.killWithUs));
  }

  get id(): number {
    const id = this.process.pid;
    if (id === undefined) throw new Error(`the process did not start: ${this.output}`);
    return id;
  }

  get running(): boolean {
    return this.process.pid !== undefined && this.process.exitCode === null && this.process.signalCode === null;
  }

  /** Everything written so far, standard output and errors together. */
  get log(): string {
    return this.output;
  }

  /** Sends a signal to the whole process group; without effect once it is gone. */
  signal(signal: NodeJS.Signals): void {
    if (!this.process.pid) return;
    try {
      process.kill(-this.process.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.ended;
  }
}
