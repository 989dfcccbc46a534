// Draws the pictures of the documentation. Runs only with UPDATE_IMAGES=1.
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { ana } from '../support/agents';
import { Desktop } from '../support/desktop';
import { NotificationHistory } from '../support/notification-history';
import { NotificationSettings } from '../support/notification-settings';
import { SignIn } from '../support/sign-in';
import { test } from '../support/test';

const folder = join(__dirname, '../../docs/images');
const wide = { width: 1360, height: 800 };
const narrow = { width: 360, height: 740 };

test('pictures for the documentation', async ({ server, intake, openPage }) => {
  test.setTimeout(120_000);
  const page = await openPage({ viewport: wide, reducedMotion: 'reduce', colorScheme: 'light' });
  await page.context().grantPermissions(['notifications'], { origin: server.origin });

  await page.goto(`${server.origin}/sign-in`);
  await draw(page, 'sign-in');

  await new SignIn(page).as(ana, server.origin);
  const desktop = new Desktop(page, ana);
  await desktop.topBar.expectLive();
  await desktop.topBar.openNotificationSettings();
  const settings = new NotificationSettings(page);
  await settings.turnOn();
  await draw(page, 'notification-settings');

  await page.goto(server.origin);
  await desktop.topBar.expectLive();
  await intake.newRequest('Maria Silva');
  await intake.create('inbound_call', 'Kenji Watanabe');
  await intake.create('inbound_chat', 'Priya Nair');
  await desktop.expectRinging('Priya Nair');
  await draw(page, 'desktop-ringing');
  await page.emulateMedia({ colorScheme: 'dark' });
  await draw(page, 'desktop-ringing-dark');
  await page.setViewportSize(narrow);
  await draw(page, 'desktop-narrow-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await draw(page, 'desktop-narrow');
  await page.setViewportSize(wide);

  await desktop.connect('Maria Silva');
  await desktop.answered.click();
  await desktop.expectSession('Maria Silva', 'bridged');
  await draw(page, 'desktop-session');

  await intake.newRequest('Lena Brandt');
  await page.goto(server.origin + NotificationHistory.path);
  await new NotificationHistory(page).expectEntry('Lena Brandt', 'Not shown: you were busy');
  await draw(page, 'notification-history');
});

async function draw(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}
