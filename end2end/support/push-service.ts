// A push service on this machine, for a browser that can be told where its push service is: Firefox. Servers post
// messages to it as RFC 8030 says; the browser holds a WebSocket and gets them as they are, encrypted.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server as HttpServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketPeer } from './web-socket';

export interface PushMessage {
  /** The subscription it is for. */
  channel: string;
  headers: IncomingMessage['headers'];
  /** Encrypted. */
  body: Buffer;
}

/** What Firefox says on its WebSocket, as far as it matters here. */
interface BrowserWord {
  messageType?: string;
  uaid?: string;
  channelID?: string;
  updates?: { channelID: string; code?: number }[];
}

/** Firefox's word for "decrypted, and the service worker has dealt with it". */
const DELIVERED = 100;

export class PushService {
  /** What servers have posted, oldest first. */
  readonly posted: PushMessage[] = [];
  /** How many of them the browser was able to read. */
  delivered = 0;
  /** What happened, a line each. */
  readonly log: string[] = [];
  private readonly browsers = new Set<WebSocketPeer>();
  /** Came while no browser was connected, and waits for one. */
  private readonly kept: string[] = [];

  private constructor(private readonly http: HttpServer) {
    http.on('request', (request: IncomingMessage, answer: ServerResponse) => void this.accept(request, answer));
    http.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
      const browser = WebSocketPeer.accept(request, socket, (word) => this.hear(browser, word));
      this.browsers.add(browser);
      socket.on('close', () => {
        this.browsers.delete(browser);
        this.log.push('the browser has gone');
      });
    });
  }

  static async start(): Promise<PushService> {
    const http = createServer();
    await new Promise<void>((ready) => http.listen(0, '127.0.0.1', ready));
    return new PushService(http);
  }

  /** Where the browser finds it. */
  get browserAddress(): string {
    return `ws://${this.host}/`;
  }

  async stop(): Promise<void> {
    const closed = new Promise((done) => this.http.close(done));
    for (const browser of this.browsers) browser.close();
    this.http.closeAllConnections();
    await closed;
  }

  private get host(): string {
    return `127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  private async accept(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const channel = /^\/push\/(.+)$/.exec(request.url ?? '')?.[1];
    if (request.method !== 'POST' || !channel) {
      answer.writeHead(404).end();
      return;
    }
    this.posted.push({ channel, headers: request.headers, body });
    const message = JSON.stringify({
      messageType: 'notification',
      channelID: channel,
      version: randomUUID(),
      data: body.toString('base64url'),
      headers: { encoding: request.headers['content-encoding'] },
    });
    this.log.push(`posted for ${channel} to ${this.browsers.size} browsers`);
    if (this.browsers.size === 0) this.kept.push(message);
    for (const browser of this.browsers) browser.send(message);
    answer.writeHead(201, { location: `/message/${this.posted.length}` }).end();
  }

  private hear(browser: WebSocketPeer, said: string): void {
    const word = JSON.parse(said) as BrowserWord;
    const { messageType, channelID } = word;
    this.log.push(`the browser says ${said}`);
    const reply = (answer: object) => browser.send(JSON.stringify({ messageType, status: 200, ...answer }));
    switch (messageType) {
      case undefined: // Its sign of life: an empty object, to be answered with another.
        browser.send('{}');
        break;
      case 'hello':
        reply({ uaid: word.uaid ?? randomUUID().replaceAll('-', ''), use_webpush: true });
        for (const message of this.kept.splice(0)) browser.send(message);
        break;
      case 'register':
        reply({ channelID, pushEndpoint: `http://${this.host}/push/${channelID}` });
        break;
      case 'unregister':
        reply({ channelID });
        break;
      case 'ack':
        this.delivered += (word.updates ?? []).filter(({ code }) => (code ?? DELIVERED) === DELIVERED).length;
        break;
    }
  }
}
