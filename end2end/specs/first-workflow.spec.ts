// The workflow of an incoming request, an inbound call and an inbound chat, sentence by sentence.
import { ana, demoPassword } from '../support/agents';
import { Desktop } from '../support/desktop';
import { NotificationSettings } from '../support/notification-settings';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

const customer = 'Maria Silva';

const workflows = [
  {
    kind: 'new_request',
    inWords: 'New request',
    title: 'New request',
    body: /^Maria Silva · Sales · waiting \d+:\d\d$/,
    dialledByHand: true,
  },
  {
    kind: 'inbound_call',
    inWords: 'Inbound call',
    title: 'Inbound call',
    body: /^Maria Silva is calling Sales$/,
    dialledByHand: true,
  },
  {
    kind: 'inbound_chat',
    inWords: 'Chat',
    title: 'New chat',
    body: /^Maria Silva: "Maria Silva would like to know more"$/,
    dialledByHand: false,
  },
] as const;

for (const { kind, inWords, title, body, dialledByHand } of workflows) {
  test(`the whole way of a request of the kind ${kind}`, async ({ server, intake, openDevice }) => {
    const device = await openDevice();
    await device.setPermission('granted');
    const page = await device.openTab('/');
    const signIn = new SignIn(page);
    const desktop = new Desktop(page, ana);

    await test.step('Open the Agent Desktop', async () => {
      await signIn.openFromFrontPage(server.origin);
    });

    await test.step('Fill in the e-mail and click Next', async () => {
      await signIn.enterEmail(ana.email);
    });

    await test.step('Fill in the password and click Connect', async () => {
      await signIn.enterPassword(demoPassword);
      await desktop.topBar.expectLive();
      await desktop.topBar.expectStatus('Available');
    });

    await test.step('Profile name, Notifications, Desktop notifications, Save', async () => {
      await desktop.topBar.openNotificationSettings();
      const settings = new NotificationSettings(page);
      await expect(settings.desktopNotifications).not.toBeChecked();
      await settings.turnOn();
    });

    await test.step('A desktop notification appears', async () => {
      await page.goto(server.origin);
      await desktop.topBar.expectLive();
      await device.lookAway();
      await intake.create(kind, customer);
      const popup = await device.notifications.waitForPopupAbout(customer);
      expect(popup.title).toBe(title);
      expect(popup.body).toMatch(body);
    });

    await test.step('Tap on the incoming and blinking request', async () => {
      await device.lookAt(page);
      await desktop.expectRinging(customer);
      await expect(desktop.pending.getByRole('list')).toContainText(customer);
      await desktop.row(customer).getByText(inWords).first().click();
    });

    await test.step('Both pick up and a session is bridged', async () => {
      if (dialledByHand) {
        await desktop.expectSession(customer, 'connecting');
        await expect(desktop.session.locator('a[href^="tel:"]').first()).toHaveAttribute('href', 'tel:+34600123456');
        await desktop.answered.click();
      }
      await desktop.expectSession(customer, 'bridged');
    });

    await test.step('and ends with an outcome', async () => {
      await desktop.wrapUp(customer);
      await desktop.topBar.expectStatus('Available');
      expect(device.notifications.open()).toEqual([]);
    });
  });
}
