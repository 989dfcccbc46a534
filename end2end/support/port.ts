// Free ports on the loopback interface.
import { createServer } from 'node:net';
import { randomInt } from 'node:crypto';

// Below the range from which systems give ports to outgoing connections: a port must not be
// taken by one of those while its server is down for a moment.
const LOWEST = 20_000;
const HIGHEST = 30_000;

export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
