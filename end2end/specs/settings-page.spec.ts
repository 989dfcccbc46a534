// Profile > Notifications as a page: its parts and their index, and nothing unsaved is lost in silence.
import type { Locator, Page } from '@playwright/test';
import { ana } from '../support/agents';
import { Desktop } from '../support/desktop';
import { NotificationSettings } from '../support/notification-settings';
import { press } from '../support/press';
import type { Server } from '../support/server';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

const PARTS = ['This device', 'When it rings', 'Sound', 'Privacy and quiet hours', 'My devices'];

for (const width of [1360, 360]) {
  test(`the index leads to every part, at ${width} px`, async ({ server, openPage }) => {
    const page = await openPage({ viewport: { width, height: 760 } });
    await open(page, server);
    const index = page.getByRole('navigation', { name: 'On this page' });

    for (const name of PARTS) {
      const link = index.getByRole('link', { name });
      await press(link);
      await expect(page.getByRole('heading', { name, exact: true, level: 2 })).toBeInViewport();
      if (width > 900) await expect(link).toBeInViewport();
    }
    await expect(page.getByRole('region', { name: 'This device' }).getByRole('button', { name: /^Send test/ })).toBeVisible();
    const order = await tops(page);
    expect(order).toEqual([...order].sort((one, other) => one - other));
  });
}

test('what is unsaved is said where the eye is, until it is saved', async ({ server, openPage }) => {
  const page = await openPage({ viewport: { width: 360, height: 740 } });
  const settings = await open(page, server);
  await expect(settings.save).not.toBeInViewport();

  const before = await place(settings.alsoWhileLooking, page);
  await settings.alsoWhileLooking.check();
  await expect(settings.message('Unsaved changes')).toBeInViewport();
  await expect(settings.save).toBeInViewport();
  expect(await place(settings.alsoWhileLooking, page)).toEqual(before);
  for (const name of PARTS) {
    await page.getByRole('heading', { name, exact: true, level: 2 }).scrollIntoViewIfNeeded();
    await expect(settings.save, name).toBeInViewport();
  }

  await settings.alsoWhileLooking.uncheck();
  await expect(settings.message('Unsaved changes')).toHaveCount(0);

  await settings.desktopNotifications.check();
  await settings.save.click();
  await expect(settings.message('Saved')).toBeInViewport();
  await settings.privacy('Only the name').check();
  await expect(settings.message('Unsaved changes')).toBeInViewport();
});

test('what is unsaved outlives a walk to another page and a reload, and nothing else is brought back', async ({
  server,
  openPage,
}) => {
  const page = await openPage();
  const settings = await open(page, server);
  await settings.alsoWhileLooking.check();
  await settings.privacy('Only the name').check();
  await settings.ringMeFor('Chats').uncheck();

  await page.getByRole('link', { name: 'Desktop', exact: true }).click();
  const desktop = new Desktop(page, ana);
  await desktop.topBar.expectLive();
  // Saved by another tab meanwhile: not a part of what is unsaved here.
  const tab = await page.context().newPage();
  await tab.goto(server.origin + NotificationSettings.path);
  const elsewhere = new NotificationSettings(tab);
  await expect(tab.locator('html')).toHaveAttribute('data-hydrated', 'true');
  await elsewhere.turnOn();
  await tab.close();
  await page.bringToFront();
  await desktop.topBar.openNotificationSettings();

  const isBack = async (): Promise<void> => {
    await expect(settings.message('Unsaved changes')).toBeVisible();
    await expect(settings.alsoWhileLooking).toBeChecked();
    await expect(settings.privacy('Only the name')).toBeChecked();
    await expect(settings.ringMeFor('Chats')).not.toBeChecked();
    await expect(settings.desktopNotifications).toBeChecked();
  };
  await isBack();
  await page.reload();
  await isBack();

  await settings.save.click();
  await expect(settings.message('Saved')).toBeVisible();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-hydrated', 'true');
  await expect(settings.message('Unsaved changes')).toHaveCount(0);
  await expect(settings.alsoWhileLooking).toBeChecked();
  await expect(settings.desktopNotifications).toBeChecked();
});

test('a tab with something unsaved asks before it closes, and no other does', async ({ server, openPage }) => {
  const page = await openPage();
  const settings = await open(page, server);
  let asked = 0;
  page.on('dialog', (dialog) => {
    asked += 1;
    void dialog.accept();
  });
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-hydrated', 'true');
  expect(asked).toBe(0);

  await settings.alsoWhileLooking.check();
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => asked).toBe(1);
});

test('a page that leaves because its agent signed out elsewhere asks nothing', async ({ server, openPage }) => {
  const page = await openPage();
  const settings = await open(page, server);
  await settings.alsoWhileLooking.check();
  let asked = 0;
  page.on('dialog', (dialog) => {
    asked += 1;
    void dialog.dismiss();
  });
  const tab = await page.context().newPage();
  await tab.goto(server.origin);
  const elsewhere = new Desktop(tab, ana);
  await elsewhere.topBar.expectLive();
  await elsewhere.topBar.signOut();

  await page.waitForURL(({ pathname }) => pathname === '/sign-in');
  expect(asked).toBe(0);
});

test('a failed save is past when the connection is back, and what was chosen is not', async ({ server, openPage }) => {
  const page = await openPage();
  const settings = await open(page, server);
  const { topBar } = new Desktop(page, ana);
  await topBar.expectLive();
  await settings.alsoWhileLooking.check();
  await server.kill();
  await settings.save.click();
  const failed = settings.message(/could not be reached/);
  await expect(failed).toBeVisible({ timeout: 15_000 });

  await server.startAgain();

  await topBar.expectLive(60_000);
  await expect(failed).toHaveCount(0);
  await expect(settings.message('Unsaved changes')).toBeVisible();
  await settings.save.click();
  await expect(settings.message('Saved')).toBeVisible();
});

test('a test that was shown is the last popup of this device', async ({ agentElsewhere }) => {
  const workplace = await agentElsewhere(ana);
  await workplace.device.lookAt(workplace.desktop.page);
  await workplace.changeSettings(async (settings) => {
    const item = workplace.desktop.page.getByRole('list', { name: 'My devices' }).getByRole('listitem');
    const lastPopup = item.locator('dl > div').filter({ hasText: 'Last popup' });
    await expect(lastPopup).toContainText('never');

    await settings.sendTest.click();

    await expect(lastPopup).not.toContainText('never');
    await expect(settings.message('Did you see it?')).toBeVisible();
  });
});

test('a page that somebody walks to begins at its heading', async ({ server, openPage }) => {
  const page = await openPage();
  await new SignIn(page).as(ana, server.origin);
  const { topBar } = new Desktop(page, ana);
  await topBar.expectLive();

  for (const [entry, heading] of [
    ['Notifications', 'Notifications'],
    ['Language', 'Language and theme'],
  ] as const) {
    await topBar.profile.click();
    await topBar.profileEntry(entry).click();
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeFocused();
  }
  await page.getByRole('link', { name: 'Desktop', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

async function open(page: Page, server: Server): Promise<NotificationSettings> {
  await new SignIn(page).as(ana, server.origin);
  await page.goto(server.origin + NotificationSettings.path);
  await expect(page.locator('html')).toHaveAttribute('data-hydrated', 'true');
  return new NotificationSettings(page);
}

/** Where the parts stand, in the order in which they are wanted. */
function tops(page: Page): Promise<number[]> {
  const headings = PARTS.map((name) => page.getByRole('heading', { name, exact: true, level: 2 }));
  return Promise.all(headings.map(async (heading) => (await heading.boundingBox())?.y ?? -1));
}

/** In the page, wherever that is scrolled to. */
async function place(element: Locator, page: Page): Promise<number> {
  const box = await element.boundingBox();
  return (box?.y ?? -1) + (await page.evaluate(() => window.scrollY));
}
