// What stands between a browser and the server in an office: a proxy, which can be told to misbehave.
import { createServer, request, type IncomingMessage, type Server as HttpServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the proxy answers by itself, in place of the server's event stream. */
export interface StreamAnswer {
  status: number;
  type?: string;
  body?: string;
}

/** An answer on its way from the server to the browser. */
interface Exchange {
  from: IncomingMessage;
  to: ServerResponse;
}

export class Proxy {
  private readonly exchanges = new Set<Exchange>();
  private readonly asked: string[] = [];
  private instead: StreamAnswer | undefined;
  private silent = false;

  private constructor(
    private readonly front: HttpServer,
    private readonly behind: URL,
  ) {
    front.on('request', (asked: IncomingMessage, answer: ServerResponse) => this.take(asked, answer));
  }

  static async before(server: { origin: string }): Promise<Proxy> {
    const front = createServer();
    await new Promise<void>((ready) => front.listen(0, '127.0.0.1', ready));
    return new Proxy(front, new URL(server.origin));
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.front.address() as AddressInfo).port}`;
  }

  /** How often the browser has asked for this path so far. */
  count(path: string): number {
    return this.asked.filter((known) => known === path).length;
  }

  /** Every connection breaks off. New ones work. */
  cut(): void {
    this.front.closeAllConnections();
  }

  /** Whoever asks for the event stream gets this answer, and whoever has it loses it. */
  answerStreamsWith(answer: StreamAnswer): void {
    this.instead = answer;
    this.cut();
  }

  /**
   * Connections stay open and nothing comes through any more, as when a router in between has forgotten them. What
   * was open then stays dead for good; `recover` is for new connections.
   */
  fallSilent(): void {
    this.silent = true;
    for (const { from, to } of this.exchanges) {
      from.unpipe(to);
      from.resume();
    }
    this.exchanges.clear();
  }

  recover(): void {
    this.instead = undefined;
    this.silent = false;
  }

  async close(): Promise<void> {
    const closed = new Promise((done) => this.front.close(done));
    this.cut();
    await closed;
  }

  private take(asked: IncomingMessage, answer: ServerResponse): void {
    const { pathname } = new URL(asked.url ?? '/', this.behind);
    this.asked.push(pathname);
    if (this.silent) return;
    if (this.instead && pathname === '/events') {
      const { status, type, body } = this.instead;
      answer.writeHead(status, type ? { 'content-type': type } : {}).end(body);
      return;
    }
    this.pass(asked, answer);
  }

  private pass(asked: IncomingMessage, answer: ServerResponse): void {
    const { hostname, port } = this.behind;
    const { method, url, headers } = asked;
    const onward = request({ hostname, port, method, path: url, headers, agent: false });
    onward.on('response', (from) => {
      const exchange = { from, to: answer };
      this.exchanges.add(exchange);
      answer.on('close', () => this.exchanges.delete(exchange));
      answer.writeHead(from.statusCode ?? 502, from.rawHeaders);
      // A stream has begun long before its first event.
      answer.flushHeaders();
      from.pipe(answer);
      from.on('error', () => answer.destroy());
    });
    onward.on('error', () => answer.destroy());
    // Whoever hangs up is not answered, and the server is told.
    answer.on('close', () => onward.destroy());
    asked.pipe(onward);
  }
}
