// The pages before signing in, which need no other script: of whoever was signed in before, no popup stays, no badge,
// and nothing that was pressed on a popup is done for the next one.

/** Younger, a popup can't be closed (app/src/alert/settling.rs). */
const SETTLES = 400;
/** A page that shows popups is done by then (public/sw.js). */
const TURN_WITHIN = 10_000;

async function listed(registration) {
  const list = () => registration.getNotifications();
  if (!navigator.locks) return list();
  try {
    return await navigator.locks.request('deskbell:popups', { signal: AbortSignal.timeout(TURN_WITHIN) }, list);
  } catch {
    return list();
  }
}

/** How long to wait before it can be closed. A clock that was set keeps none. */
function wait({ timestamp }) {
  const left = timestamp + SETTLES - Date.now();
  return left > 0 && left <= SETTLES ? left : 0;
}

async function close(registration) {
  const popups = (await listed(registration)).filter(({ tag }) => tag !== 'test');
  const longest = Math.max(0, ...popups.map(wait));
  for (const popup of popups) if (!wait(popup)) popup.close();
  if (!longest) return;
  await new Promise((then) => setTimeout(then, longest));
  await close(registration);
}

async function tidyUp() {
  const registration = await navigator.serviceWorker?.getRegistration();
  registration?.active?.postMessage({ type: 'forget' });
  if (registration) await close(registration);
}

// Each by itself: a browser may refuse one and not the other, and there is nothing else to be done.
tidyUp().catch(() => {});
navigator.clearAppBadge?.().catch(() => {});
