// Firefox's own remote control: WebDriver's commands as JSON over TCP, each message after its length.
import { connect, type Socket } from 'node:net';

type Settle = { done: (answer: unknown) => void; failed: (error: Error) => void };
type Message = [kind: number, id: number, error: { error: string; message: string } | null, answer: unknown];

const ANSWER = 1;

export class Marionette {
  private received = Buffer.alloc(0);
  private nextId = 1;
  private readonly waiting = new Map<number, Settle>();

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => this.take(chunk));
    socket.on('error', (error) => this.end(error));
    socket.on('close', () => this.end(new Error('Firefox has hung up')));
  }

  static async join(port: number): Promise<Marionette> {
    const socket = connect(port, '127.0.0.1');
    await new Promise((ready, failed) => socket.once('connect', ready).once('error', failed));
    return new Marionette(socket);
  }

  /** Gives a command of WebDriver, by Marionette's name for it, and waits for what comes of it. */
  async send<Answer>(command: string, parameters: object = {}): Promise<Answer> {
    const id = this.nextId++;
    const answered = new Promise<unknown>((done, failed) => this.waiting.set(id, { done, failed }));
    const message = JSON.stringify([0, id, command, parameters]);
    this.socket.write(`${Buffer.byteLength(message)}:${message}`);
    return (await answered) as Answer;
  }

  private take(chunk: Buffer): void {
    this.received = Buffer.concat([this.received, chunk]);
    for (;;) {
      const colon = this.received.indexOf(':');
      const end = colon + 1 + Number(this.received.subarray(0, Math.max(colon, 0)).toString());
      if (colon < 0 || this.received.length < end) return;
      const message: unknown = JSON.parse(this.received.subarray(colon + 1, end).toString());
      this.received = this.received.subarray(end);
      // The first message is a greeting.
      if (Array.isArray(message)) this.settle(message as Message);
    }
  }

  private settle([kind, id, error, answer]: Message): void {
    const settle = this.waiting.get(id);
    if (kind !== ANSWER || !settle) return;
    this.waiting.delete(id);
    if (error) settle.failed(new Error(`${error.error}: ${error.message}`));
    else settle.done(answer);
  }

  private end(error: Error): void {
    for (const { failed } of this.waiting.values()) failed(error);
    this.waiting.clear();
  }
}
