// A Deskbell server with the demo desk, on loopback, with its data in a scratch folder.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { demoPassword, type Agent } from './agents';
import { Child } from './child';
import { INSECURE_HOST } from './chromium';
import { childEnvironment, removeScratchFolder, scratchFolder, serverBinary } from './environment';
import { freePort } from './port';
import { until } from './waiting';

export class Server {
  /** The key of the demo desk, for the REST interface. */
  readonly apiKey = `end2end-${randomBytes(16).toString('hex')}`;
  private readonly dataFolder = scratchFolder('data');
  private child: Child | undefined;
  private earlierLog = '';

  private constructor(
    private readonly port: number,
    private readonly settings: Record<string, string>,
  ) {}

  /** A server on a new desk, ready to answer; with settings beside those that every test needs. */
  static async start(settings: Record<string, string> = {}): Promise<Server> {
    const server = new Server(await freePort(), settings);
    await server.startAgain();
    return server;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The same server under a name that is not the machine's own: browsers don't trust it without HTTPS. */
  get insecureOrigin(): string {
    return `http://${INSECURE_HOST}:${this.port}`;
  }

  get log(): string {
    return this.earlierLog + (this.child?.log ?? '');
  }

  /** Starts the server on the port and the data it had before, and waits until it is ready. */
  async startAgain(settings: Record<string, string> = {}): Promise<void> {
    this.earlierLog = this.log;
    const child = new Child(
      serverBinary,
      ['serve', '--demo'],
      childEnvironment({
        DESKBELL_ADDR: `127.0.0.1:${this.port}`,
        DESKBELL_DATA_DIR: this.dataFolder,
        DESKBELL_DEMO_API_KEY: this.apiKey,
        ...this.settings,
        ...settings,
      }),
    );
    this.child = child;
    await until('a ready server', () => this.isReady(child), 30_000);
  }

  /** A command of the operator, such as `team rule`. */
  operate(...command: string[]): void {
    execFileSync(serverBinary, command, {
      env: childEnvironment({ DESKBELL_DATA_DIR: this.dataFolder }),
      stdio: 'pipe',
    });
  }

  /** Adds an agent who is in no team, with the password of the demo desk. */
  addAgentWithoutTeam(agent: Agent): void {
    execFileSync(
      serverBinary,
      ['agent', 'add', '--email', agent.email, '--name', agent.name, '--role', 'agent', '--password-stdin'],
      { env: childEnvironment({ DESKBELL_DATA_DIR: this.dataFolder }), input: `${demoPassword}\n`, stdio: 'pipe' },
    );
  }

  /** As if the power went out. */
  async kill(): Promise<void> {
    await this.child?.kill();
  }

  /** Asks the server to end, as Ctrl-C or a service manager does, and waits for its exit code. */
  async stop(): Promise<number | null> {
    if (!this.child) return null;
    this.child.signal('SIGTERM');
    return this.child.ended;
  }

  async dispose(): Promise<void> {
    await this.kill();
    removeScratchFolder(this.dataFolder);
  }

  private async isReady(child: Child): Promise<boolean> {
    if (!child.running) {
      await child.ended;
      throw new Error(`the server ended before it was ready:\n${child.log}`);
    }
    try {
      return (await fetch(`${this.origin}/readyz`)).status === 200;
    } catch {
      return false; // It does not listen yet.
    }
  }
}
