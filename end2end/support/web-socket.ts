// The server's end of a WebSocket (RFC 6455), as far as a push service needs one: whole messages of text.
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

const HANDSHAKE = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

const enum Opcode {
  Continuation = 0x0,
  Text = 0x1,
  Close = 0x8,
  Ping = 0x9,
  Pong = 0xa,
}

interface Frame {
  last: boolean;
  opcode: Opcode;
  payload: Buffer;
  length: number;
}

export class WebSocketPeer {
  private received = Buffer.alloc(0);
  private message = '';

  private constructor(
    private readonly socket: Duplex,
    private readonly onMessage: (message: string) => void,
  ) {
    socket.on('data', (chunk: Buffer) => this.take(chunk));
    // A browser that is killed says no goodbye.
    socket.on('error', () => socket.destroy());
  }

  /** Answers the request to upgrade, with the protocol that the browser asked for. */
  static accept(request: IncomingMessage, socket: Duplex, onMessage: (message: string) => void): WebSocketPeer {
    const key = request.headers['sec-websocket-key'] ?? '';
    const protocol = request.headers['sec-websocket-protocol'];
    const lines = [
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${createHash('sha1').update(key + HANDSHAKE).digest('base64')}`,
      ...(protocol ? [`Sec-WebSocket-Protocol: ${protocol}`] : []),
    ];
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    return new WebSocketPeer(socket, onMessage);
  }

  send(message: string): void {
    this.write(Opcode.Text, Buffer.from(message));
  }

  close(): void {
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    this.received = Buffer.concat([this.received, chunk]);
    for (let frame = read(this.received); frame; frame = read(this.received)) {
      this.received = this.received.subarray(frame.length);
      this.handle(frame);
    }
  }

  private handle({ opcode, payload, last }: Frame): void {
    switch (opcode) {
      case Opcode.Text:
      case Opcode.Continuation:
        this.message += payload.toString();
        if (last) {
          const message = this.message;
          this.message = '';
          this.onMessage(message);
        }
        break;
      case Opcode.Ping:
        this.write(Opcode.Pong, payload);
        break;
      case Opcode.Close:
        this.socket.end();
        break;
      case Opcode.Pong:
        break;
    }
  }

  private write(opcode: Opcode, payload: Buffer): void {
    const last = 0x80;
    const short = payload.length < 126;
    const head = Buffer.from(
      short
        ? [last | opcode, payload.length]
        : [last | opcode, 126, payload.length >> 8, payload.length & 0xff],
    );
    this.socket.write(Buffer.concat([head, payload]));
  }
}

/** The first frame, if all of it is there. What browsers send is always masked. */
function read(bytes: Buffer): Frame | undefined {
  if (bytes.length < 2) return undefined;
  const shortLength = bytes.readUInt8(1) & 0x7f;
  const maskAt = shortLength === 126 ? 4 : shortLength === 127 ? 10 : 2;
  const payloadAt = maskAt + 4;
  if (bytes.length < payloadAt) return undefined;
  const payloadLength =
    shortLength === 126 ? bytes.readUInt16BE(2) : shortLength === 127 ? Number(bytes.readBigUInt64BE(2)) : shortLength;
  const length = payloadAt + payloadLength;
  if (bytes.length < length) return undefined;
  const payload = Buffer.from(bytes.subarray(payloadAt, length));
  for (const [index, byte] of payload.entries()) {
    payload[index] = byte ^ bytes.readUInt8(maskAt + (index % 4));
  }
  const first = bytes.readUInt8(0);
  return { last: (first & 0x80) !== 0, opcode: first & 0x0f, payload, length };
}
