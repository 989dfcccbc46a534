// The service worker: popups belong to it, so that they outlive the tab that asked for them and a
// click on one works without any tab. It answers clicks and nothing else: no cache, no fetch handler.
//
// The page shows and closes the popups (app/src/browser/popups.rs). A popup of a request carries
// `data: { request, offer, click }`, where `click` says whether a click on the popup itself opens the request or
// connects; the test popup carries nothing.

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('notificationclick', (event) => {
  const { request, offer, click } = event.notification.data ?? {};
  event.notification.close();
  if (event.action === 'later') {
    // Whoever puts it off wants to go on with something else: nothing is opened, nothing comes to the front.
    event.waitUntil(Promise.all([post('/api/ui/later', { request }), report(offer, 'clicked')]));
    return;
  }
  // Empty when it was the popup itself and none of its buttons.
  const connects = (event.action || click) === 'connect';
  // First of all, while the browser still counts this as the person's click.
  const led = request ? leadTo(request, connects) : leadToDesktop();
  event.waitUntil(Promise.all([led, offer && report(offer, 'clicked')]));
});

self.addEventListener('notificationclose', (event) => {
  // Fired when the person closes the popup, not when the page does.
  const { offer } = event.notification.data ?? {};
  if (offer) event.waitUntil(report(offer, 'dismissed'));
});

/** Brings a desktop to the front, on this request; opens one if there is none. */
async function leadTo(request, connects) {
  const tab = await openTab();
  if (tab) {
    // The message first: a system may refuse the focus.
    tab.postMessage({ type: connects ? 'connect' : 'open', request });
    await focus(tab);
    return;
  }
  await Promise.all([
    self.clients.openWindow(`/?request=${encodeURIComponent(request)}`),
    connects && post('/api/ui/connect', { request }),
  ]);
}

async function leadToDesktop() {
  const tab = await openTab();
  await (tab ? focus(tab) : self.clients.openWindow('/'));
}

/** A tab of ours: the desktop rather than another page, a visible one rather than a hidden one. */
async function openTab() {
  const tabs = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const signedIn = tabs.filter((tab) => isSignedInPage(new URL(tab.url).pathname));
  const rank = (tab) =>
    (new URL(tab.url).pathname === '/' ? 2 : 0) + (tab.visibilityState === 'visible' ? 1 : 0);
  return signedIn.sort((one, other) => rank(other) - rank(one))[0];
}

function isSignedInPage(path) {
  return path === '/' || path === '/schedule' || path.startsWith('/profile');
}

async function focus(tab) {
  try {
    await tab.focus();
  } catch {
    // Only a real click may move the focus; the page has its message all the same.
  }
}

function report(offer, stage) {
  return post('/api/ui/report', { reports: [[offer, { stage }]] });
}

async function post(path, body) {
  try {
    await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    });
  } catch {
    // The server can't be reached; the page shows that already.
  }
}
