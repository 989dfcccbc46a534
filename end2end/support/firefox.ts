// The system's own Firefox. Playwright only drives a Firefox that it has patched itself, so this one is driven by
// Firefox's own remote control.
import { accessSync, constants, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoPassword, type Agent } from './agents';
import { Child } from './child';
import { childEnvironment, firefoxBinary, removeScratchFolder, scratchFolder } from './environment';
import { Marionette } from './marionette';
import { Notifications } from './notifications';
import { until } from './waiting';

/** As WebDriver names an element in its messages. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

type Setting = string | number | boolean;

export class Firefox {
  readonly notifications: Notifications;

  private constructor(
    private readonly child: Child,
    private readonly profile: string,
    private readonly driver: Marionette,
  ) {
    this.notifications = new Notifications(child.id);
  }

  static get isInstalled(): boolean {
    try {
      accessSync(firefoxBinary, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  }

  /** A new device; with the push service at this address, if any. */
  static async launch(pushService = ''): Promise<Firefox> {
    const profile = scratchFolder('firefox');
    writeFileSync(join(profile, 'user.js'), lines(settings(pushService)));
    const child = new Child(
      firefoxBinary,
      ['--headless', '--no-remote', '--marionette', '--profile', profile, 'about:blank'],
      childEnvironment({ MOZ_CRASHREPORTER_DISABLE: '1' }),
    );
    const port = await until('Firefox', () => marionettePort(child, profile), 60_000);
    const driver = await Marionette.join(port);
    await driver.send('WebDriver:NewSession', { capabilities: { alwaysMatch: { acceptInsecureCerts: false } } });
    return new Firefox(child, profile, driver);
  }

  async goto(address: string): Promise<void> {
    await this.driver.send('WebDriver:Navigate', { url: address });
  }

  /** Signs in and waits for the live desktop. */
  async signIn(agent: Agent, origin: string): Promise<void> {
    await this.goto(`${origin}/sign-in`);
    await this.type(field('E-mail'), agent.email);
    await this.click(button('Next'));
    await this.type(field('Password'), demoPassword);
    await this.click(button('Connect'));
    await this.waitForText('Live');
  }

  /** Presses a control as a person does, with the mouse. */
  async click(xpath: string): Promise<void> {
    await this.driver.send('WebDriver:ElementClick', { id: await this.find(xpath) });
  }

  async type(xpath: string, text: string): Promise<void> {
    await this.driver.send('WebDriver:ElementSendKeys', { id: await this.find(xpath), text });
  }

  /** Waits until the page shows this text somewhere. */
  async waitForText(text: string, within = 20_000): Promise<void> {
    const shows = `return document.body.innerText.includes(${JSON.stringify(text)})`;
    await until(`"${text}"`, () => this.evaluate<boolean>(shows), within);
  }

  /** Runs the body of a function in the page. */
  async evaluate<Value>(body: string): Promise<Value> {
    const { value } = await this.driver.send<{ value: Value }>('WebDriver:ExecuteScript', { script: body, args: [] });
    return value;
  }

  /** The person turns to other work: an empty tab in front, the page goes on behind it. */
  async lookAway(): Promise<void> {
    await this.workIn(await this.newTab());
  }

  /** Turns to the tab with this address, whichever is in front. */
  async lookAt(address: string): Promise<void> {
    for (const tab of await this.tabs()) {
      await this.workIn(tab);
      if ((await this.evaluate<string>('return location.href')) === address) return;
    }
    throw new Error(`no tab has the address ${address}`);
  }

  /** Leaves every page of Deskbell: from then on none of them runs, which closing a tab does not promise. */
  async leave(): Promise<void> {
    for (const tab of await this.tabs()) {
      await this.workIn(tab);
      await this.goto('about:blank');
    }
  }

  async close(): Promise<void> {
    await this.child.kill();
    removeScratchFolder(this.profile);
  }

  private tabs(): Promise<string[]> {
    return this.driver.send<string[]>('WebDriver:GetWindowHandles');
  }

  private async newTab(): Promise<string> {
    const { handle } = await this.driver.send<{ handle: string }>('WebDriver:NewWindow', { type: 'tab', focus: true });
    return handle;
  }

  private async workIn(tab: string): Promise<void> {
    await this.driver.send('WebDriver:SwitchToWindow', { handle: tab, focus: true });
  }

  private find(xpath: string): Promise<string> {
    return until(xpath, async () => {
      const found = await this.driver.send<Record<string, string>[]>('WebDriver:FindElements', {
        using: 'xpath',
        value: xpath,
      });
      return found[0]?.[ELEMENT];
    });
  }
}

/** A button whose name begins so. */
export function button(name: string): string {
  return `//button[starts-with(normalize-space(), "${name}") or starts-with(@aria-label, "${name}")]`;
}

/** A text field or checkbox whose label begins so. */
export function field(name: string): string {
  const label = `label[starts-with(normalize-space(), "${name}")]`;
  return `//${label}//input | //input[@id = //${label}/@for]`;
}

function settings(pushService: string): Record<string, Setting> {
  return {
    'marionette.port': 0,
    // What a person answers when Deskbell asks; headless there is nobody to answer.
    'permissions.default.desktop-notification': 1,
    'dom.push.enabled': true,
    'dom.push.connection.enabled': pushService !== '',
    'dom.push.serverURL': pushService,
    'dom.push.testing.allowInsecureServerURL': true,
    // Nothing leaves this machine.
    'app.update.enabled': false,
    'browser.newtabpage.enabled': false,
    'browser.safebrowsing.malware.enabled': false,
    'browser.safebrowsing.phishing.enabled': false,
    'browser.shell.checkDefaultBrowser': false,
    'browser.startup.page': 0,
    'datareporting.policy.dataSubmissionEnabled': false,
    'extensions.update.enabled': false,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'services.settings.server': 'data:,#remote-settings-dummy/v1',
    'toolkit.telemetry.enabled': false,
    'intl.accept_languages': 'en-US',
  };
}

function lines(settings: Record<string, Setting>): string {
  const line = ([name, value]: [string, Setting]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`;
  return Object.entries(settings).map(line).join('');
}

/** Firefox writes it down when it listens. */
function marionettePort(child: Child, profile: string): number | undefined {
  if (!child.running) throw new Error(`Firefox ended at once:\n${child.log}`);
  try {
    return Number(readFileSync(join(profile, 'MarionetteActivePort'), 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}
