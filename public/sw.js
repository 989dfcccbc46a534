// The service worker: popups belong to it, so that they outlive the tab that asked for them and a
// click on one works without any tab. It answers clicks, and shows what a push service brings; no
// cache, no fetch handler.
//
// The page shows and closes the popups (app/src/browser/ports/popups.rs). A popup of a request carries
// `data: { request, offer, click }`, where `click` says whether a click on the popup itself opens the request or
// connects; the test popup carries nothing.
// What is pushed has the shape of Declarative Web Push (server/src/escalation/letter.rs).

const ICON = '/icon-192.png';
/** A page that is ready takes a wish at once; one that is still loading has not even heard of it. */
const TAKEN_WITHIN = 1_500;
/** Whoever pressed a popup this long ago does not expect it any more. */
const KEPT_FOR = 60_000;
/** A page that shows or lists popups is done by then. */
const TURN_WITHIN = 1_500;
/** A server that has not answered by then is one that can't be reached. */
const ANSWERED_WITHIN = 10_000;

/** Offers whose popup was clicked: the system closes it then, and the person did not wave it away. */
const clicked = new Set();
/**
 * What was pressed on popups and no page has taken yet, the oldest first: `{ wish: { type, request }, taken }`. Pages ask
 * for it, when they are told that there is something and when they start, and whoever asks first gets it: once.
 */
const waiting = new Set();

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('notificationclick', (event) => {
  const { request, offer, click } = event.notification.data ?? {};
  if (offer) clicked.add(offer);
  event.notification.close();
  if (event.action === 'later') {
    // Whoever puts it off wants to go on with something else: nothing is opened, nothing comes to the front.
    event.waitUntil(Promise.all([later(request), report(offer, 'clicked')]));
    return;
  }
  // Empty when it was the popup itself and none of its buttons.
  const type = (event.action || click) === 'connect' ? 'connect' : 'open';
  // First of all, while the browser still counts this as the person's click.
  const led = request ? leadTo({ type, request }) : leadToDesktop();
  event.waitUntil(Promise.all([led, offer && report(offer, 'clicked')]));
});

self.addEventListener('message', ({ data, source }) => {
  if (data?.type !== 'take' && data?.type !== 'forget') return;
  const kept = [...waiting];
  waiting.clear();
  for (const { taken } of kept) taken(true);
  if (data.type === 'take' && kept.length > 0) {
    source.postMessage({ type: 'wishes', wishes: kept.map(({ wish }) => wish) });
  }
});

self.addEventListener('notificationclose', (event) => {
  // Fired when the person closes the popup, not when the page does.
  const { offer } = event.notification.data ?? {};
  if (offer && !clicked.delete(offer)) event.waitUntil(report(offer, 'dismissed'));
});

self.addEventListener('push', (event) => event.waitUntil(pushed(event.data)));

self.addEventListener('pushsubscriptionchange', (event) => {
  // Not every browser says what it was; then the next page settles it (app/src/browser/run/push.rs).
  const options = event.oldSubscription?.options;
  if (options) event.waitUntil(renew(options));
});

/** A push has to show something; a later one about the same replaces it. */
async function pushed(data) {
  const { title, ...popup } = read(data);
  const offer = popup.data?.offer;
  await inTurn(() => self.registration.showNotification(title, popup));
  // A page that is open knows whether it is over already, and takes it away.
  for (const tab of await self.clients.matchAll({ type: 'window', includeUncontrolled: true })) {
    tab.postMessage({ type: 'pushed' });
  }
  if (offer) await report(offer, 'shown');
}

/**
 * No page asks the browser for its list of popups while one is on its way to the screen: Chromium would forget it
 * (app/src/browser/ports/popups.rs). Nobody is waited for for long.
 */
async function inTurn(show) {
  if (!navigator.locks) return show();
  let begun = false;
  const signal = AbortSignal.timeout(TURN_WITHIN);
  try {
    return await navigator.locks.request('deskbell:popups', { signal }, () => {
      begun = true;
      return show();
    });
  } catch (error) {
    if (begun) throw error;
    return show();
  }
}

/** What is to be shown, as far as it can be read. */
function read(data) {
  try {
    const { title, body, tag, lang, silent, requireInteraction, data: about, actions } =
      data.json().notification;
    const buttons = (actions ?? []).map(({ action, title: label }) => ({ action, title: label }));
    return { title, body, tag, lang, silent, requireInteraction, data: about, actions: buttons, icon: ICON };
  } catch {
    return { title: 'Deskbell', icon: ICON };
  }
}

async function renew(options) {
  const { endpoint, keys } = (await self.registration.pushManager.subscribe(options)).toJSON();
  await post('/api/ui/push_subscription', { subscription: { endpoint, ...keys } });
}

/** Brings a desktop to the front, on this request; opens one if there is none. */
async function leadTo(wish) {
  const tab = await openTab();
  if (!tab) {
    const [left] = await Promise.all([
      withoutPage(wish),
      self.clients.openWindow(`/?request=${encodeURIComponent(wish.request)}`),
    ]);
    // The address of the page says where it leads; only what was not done is left to it.
    if (left.type === 'connect') await keep(left, KEPT_FOR);
    return;
  }
  // The message first: a system may refuse the focus.
  const taken = keep(wish, TAKEN_WITHIN, tab);
  await focus(tab);
  // A page that is still loading takes it when it is there. The customer does not wait for that.
  if (!(await taken)) await keep(await withoutPage(wish), KEPT_FOR);
}

/** Connects, if that is the wish; what is left is for a page. What the server refuses stays: the page is told why. */
async function withoutPage(wish) {
  const done = wish.type === 'connect' && (await post('/api/ui/connect', { request: wish.request }))?.ok;
  return done ? { ...wish, type: 'open' } : wish;
}

/** Needs no page, unless the server can't be reached: then one tries again, and says so. */
async function later(request) {
  const answer = await post('/api/ui/later', { request });
  if (!answer || answer.status >= 500) await keep({ type: 'later', request }, KEPT_FOR);
}

/** Keeps a wish for a page, and tells it; says whether one took it in that time. Afterwards none can. */
async function keep(wish, within, tab) {
  const taken = new Promise((answer) => {
    const kept = { wish, taken: answer };
    waiting.add(kept);
    setTimeout(() => {
      if (waiting.delete(kept)) answer(false);
    }, within);
  });
  (tab ?? (await openTab()))?.postMessage({ type: 'wish' });
  return taken;
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
  return path === '/' || path === '/schedule' || path.startsWith('/profile') || path.startsWith('/supervisor');
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

/** The answer; none when the server can't be reached. */
async function post(path, body) {
  try {
    return await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWERED_WITHIN),
    });
  } catch {
    // The page shows that already.
    return undefined;
  }
}
