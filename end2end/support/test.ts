// `test` with what every spec starts from: a new server, and browsers that are closed at the end.
import { readFileSync } from 'node:fs';
import { test as base, type BrowserContextOptions, type Page } from '@playwright/test';
import type { Agent } from './agents';
import { launchOrdinaryChromium, type Peculiarities } from './chromium';
import { Device } from './device';
import { notificationLog } from './environment';
import { Intake } from './intake';
import { Proxy } from './proxy';
import { Server } from './server';
import { Workplace } from './workplace';

interface Fixtures {
  /** The server's settings, beside those that every test needs. */
  serverSettings: Record<string, string>;
  /** A new demo desk for each test. */
  server: Server;
  intake: Intake;
  openDevice: (peculiarities?: Peculiarities) => Promise<Device>;
  /** An agent at a device of their own, with notifications on and the desktop out of sight. */
  agentElsewhere: (agent: Agent, peculiarities?: Peculiarities) => Promise<Workplace>;
  /** What stands before the server, for those who go through it. */
  proxyServer: Proxy;
  /** The same agent, reaching the server through the proxy. */
  agentBehindProxy: (agent: Agent, peculiarities?: Peculiarities) => Promise<Workplace>;
  /** A blank page of an ordinary browser, in which every tab counts as looked at. */
  openPage: (options?: BrowserContextOptions) => Promise<Page>;
}

export const test = base.extend<Fixtures>({
  serverSettings: [{}, { option: true }],

  server: async ({ serverSettings }, use, info) => {
    const logStart = readFileSync(notificationLog).length;
    const server = await Server.start(serverSettings);
    await use(server);
    await server.dispose();
    if (info.status !== info.expectedStatus) {
      const notifications = readFileSync(notificationLog).subarray(logStart).toString();
      await info.attach('server log', { body: lastLines(server.log), contentType: 'text/plain' });
      await info.attach('notifications', { body: lastLines(notifications), contentType: 'text/plain' });
    }
  },

  intake: async ({ server }, use) => use(new Intake(server)),

  openDevice: async ({ server }, use) => {
    const devices: Device[] = [];
    await use(async (peculiarities) => {
      const device = await Device.open(server.origin, peculiarities);
      devices.push(device);
      return device;
    });
    await Promise.all(devices.map((device) => device.close()));
  },

  agentElsewhere: async ({ server, openDevice }, use) => {
    await use(async (agent, peculiarities) => Workplace.elsewhere(agent, await openDevice(peculiarities), server));
  },

  proxyServer: async ({ server }, use) => {
    const proxy = await Proxy.before(server);
    await use(proxy);
    await proxy.close();
  },

  agentBehindProxy: async ({ proxyServer }, use) => {
    const devices: Device[] = [];
    await use(async (agent, peculiarities) => {
      const device = await Device.open(proxyServer.origin, peculiarities);
      devices.push(device);
      return Workplace.elsewhere(agent, device, proxyServer);
    });
    await Promise.all(devices.map((device) => device.close()));
  },

  openPage: async ({}, use) => {
    const browsers: { close(): Promise<void> }[] = [];
    await use(async (options) => {
      const chromium = await launchOrdinaryChromium(options);
      browsers.push(chromium);
      return chromium.context.pages()[0] ?? (await chromium.context.newPage());
    });
    await Promise.all(browsers.map((browser) => browser.close()));
  },
});

export { expect } from '@playwright/test';

function lastLines(text: string): string {
  return text.split('\n').slice(-40).join('\n');
}
