// Firefox, the one that the system has: from the desk through a push service to the popup, encrypted all the way.
import { ana } from '../support/agents';
import { button, field, Firefox } from '../support/firefox';
import { NotificationHistory } from '../support/notification-history';
import { NotificationSettings } from '../support/notification-settings';
import { PushService } from '../support/push-service';
import { expect, test as base } from '../support/test';
import { until } from '../support/waiting';

interface Fixtures {
  pushService: PushService;
  firefox: Firefox;
}

const test = base.extend<Fixtures>({
  pushService: async ({}, use, info) => {
    const service = await PushService.start();
    await use(service);
    await service.stop();
    if (info.status !== info.expectedStatus) {
      await info.attach('push service', { body: service.log.join('\n'), contentType: 'text/plain' });
    }
  },
  firefox: async ({ pushService }, use) => {
    const firefox = await Firefox.launch(pushService.browserAddress);
    await use(firefox);
    await firefox.close();
  },
});

test.skip(!Firefox.isInstalled, 'there is no Firefox on this machine (set FIREFOX to its path)');
test.use({ serverSettings: { DESKBELL_TEST_PUSH_TO_LOOPBACK: 'true' } });

// A device has three seconds to answer by itself.
const PUSHED_WITHIN = 15_000;

test('a request reaches a Firefox without a page of Deskbell, and is taken back when it is over', async ({
  server,
  intake,
  firefox,
  pushService,
}) => {
  await firefox.signIn(ana, server.origin);
  await turnOn(firefox, server.origin);
  await firefox.waitForText('Popups arrive by Web Push while the browser runs');
  await firefox.leave();

  const maria = await intake.newRequest('Maria Silva');

  const popup = await firefox.notifications.waitForPopupAbout('Maria Silva', PUSHED_WITHIN);
  expect(popup.title).toBe('New request');
  expect(popup.body).toMatch(/^Maria Silva · Sales · waiting 0:0\d$/);
  await until('word that Firefox could read it', () => pushService.delivered === 1);
  const [message] = pushService.posted;
  expect(message?.headers).toMatchObject({ 'content-encoding': 'aes128gcm', urgency: 'high' });
  expect(Number(message?.headers['ttl'])).toBeLessThanOrEqual(20);
  expect(message?.body.includes('Maria')).toBe(false);

  await intake.cancel(maria);

  const over = await firefox.notifications.waitForNotify(({ title }) => title === 'No longer waiting');
  expect(over.body).toContain('Maria Silva');
  // Firefox closes the popup that rang and shows another, where Chromium would change it in place.
  await until('a single popup', () => firefox.notifications.open().length === 1);
  await firefox.goto(server.origin + NotificationHistory.path);
  await firefox.waitForText('Maria Silva');
  await firefox.waitForText('Shown');
});

test('Firefox rings for a desktop that nobody sees, and a click on the popup leads to it', async ({
  server,
  intake,
  firefox,
}) => {
  const desktop = `${server.origin}/`;
  await firefox.signIn(ana, server.origin);
  await turnOn(firefox, server.origin);
  await firefox.goto(desktop);
  await firefox.waitForText('Live');
  await firefox.lookAway();

  const maria = await intake.newRequest('Maria Silva');

  const popup = await firefox.notifications.waitForPopupAbout('Maria Silva');
  expect(popup.title).toBe('New request');
  expect(popup.body).toMatch(/^Maria Silva · Sales · waiting 0:0\d$/);
  await firefox.notifications.click(popup);
  await firefox.lookAt(desktop);
  await until('the row of the request, with the focus', () =>
    firefox.evaluate<boolean>(
      'return !document.hidden && Boolean(document.activeElement.closest("li")?.innerText.includes("Maria Silva"))',
    ),
  );
  expect(await intake.read(maria)).toMatchObject({ agent: null });

  await firefox.lookAway();
  await intake.newRequest('Kenji Watanabe');
  const kenjis = await firefox.notifications.waitForPopupAbout('Kenji Watanabe');
  await intake.cancel(maria);
  await firefox.lookAt(desktop);
  await firefox.click(button('Connect Kenji Watanabe'));
  await firefox.notifications.waitForClose(kenjis);
  await firefox.waitForText('Answered');
  expect(firefox.notifications.about('Maria Silva')).toHaveLength(1);
  expect(firefox.notifications.about('Kenji Watanabe')).toHaveLength(1);
});

async function turnOn(firefox: Firefox, origin: string): Promise<void> {
  await firefox.goto(origin + NotificationSettings.path);
  await firefox.waitForText('Live');
  await firefox.click(field('Desktop notifications'));
  await firefox.click(button('Save'));
  await firefox.waitForText('Saved');
}
