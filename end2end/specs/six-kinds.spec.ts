// Each of the six kinds, as the desktop's notification service gets it: the exact title and the exact
// body, on two devices of one agent that speak English and Spanish, and whose clocks hang in another zone
// than the server's.
//
// What the levels of privacy leave out: the chat in privacy.spec.ts, all kinds in the table of
// app/src/alert/popup_text/tests/table.rs; here the two kinds that are said in words of their own.
import { ana } from '../support/agents';
import { clock, clockThere } from '../support/clock';
import type { CustomerRequest, Intake, Kind, Wish } from '../support/intake';
import { speak } from '../support/language';
import type { Popup } from '../support/notifications';
import { expect, test } from '../support/test';
import { until } from '../support/waiting';
import type { Workplace } from '../support/workplace';

/** Three quarters of an hour beside the full hour, so that no other zone looks the same. */
const zone = 'Asia/Kathmandu';
const phone = '+34600123456';
const maria = { name: 'Maria Silva', phone };
const long = 'Does the offer of last week still hold for the two of us, or did it end with the month of May?';
const excerpt = 'Does the offer of last week still hold for the two of us, or did it end with the…';

/** Title and body, with `{at}`, `{there}` and `{asked}` for times of day and `{waiting}` for a few seconds. */
type Said = [title: string, body: string];

interface Case {
  what: string;
  kind: Kind;
  wish: Wish;
  english: Said;
  spanish: Said;
}

const kinds: Case[] = [
  {
    what: 'a new request',
    kind: 'new_request',
    wish: { customer: maria },
    english: ['New request', 'Maria Silva · Sales · waiting {waiting}'],
    spanish: ['Solicitud nueva', 'Maria Silva · Sales · esperando {waiting}'],
  },
  {
    what: 'a new request of somebody who gave a number and no name',
    kind: 'new_request',
    wish: { customer: { phone } },
    english: ['New request', `${phone} · Sales · waiting {waiting}`],
    spanish: ['Solicitud nueva', `${phone} · Sales · esperando {waiting}`],
  },
  {
    what: 'an inbound call',
    kind: 'inbound_call',
    wish: { customer: maria },
    english: ['Inbound call', 'Maria Silva is calling Sales'],
    spanish: ['Llamada entrante', 'Maria Silva está llamando a Sales'],
  },
  {
    what: 'a chat',
    kind: 'inbound_chat',
    wish: { customer: maria, message: 'Is the 2 TB plan back?' },
    english: ['New chat', 'Maria Silva: "Is the 2 TB plan back?"'],
    spanish: ['Chat nuevo', 'Maria Silva: «Is the 2 TB plan back?»'],
  },
  {
    what: 'a chat that begins at length',
    kind: 'inbound_chat',
    wish: { customer: maria, message: long },
    english: ['New chat', `Maria Silva: "${excerpt}"`],
    spanish: ['Chat nuevo', `Maria Silva: «${excerpt}»`],
  },
  {
    what: 'a call that the agent planned',
    kind: 'scheduled_by_agent',
    wish: { customer: { ...maria, time_zone: 'America/New_York' }, owner: ana.email },
    english: ['Scheduled call, now', 'You planned a call with Maria Silva for {at} ({there} in New York)'],
    spanish: [
      'Llamada programada, ahora',
      'Tenías programada una llamada con Maria Silva a las {at} ({there} en Nueva York)',
    ],
  },
  {
    what: 'a call that the agent planned, with a number in no known zone',
    kind: 'scheduled_by_agent',
    wish: { customer: { phone }, owner: ana.email },
    english: ['Scheduled call, now', `You planned a call with ${phone} for {at}`],
    spanish: ['Llamada programada, ahora', `Tenías programada una llamada con ${phone} a las {at}`],
  },
  {
    what: 'a call that a customer asked for',
    kind: 'scheduled_by_customer',
    wish: { customer: maria },
    english: ['Scheduled call, now', 'Maria Silva asked to be called at {at}'],
    spanish: ['Llamada programada, ahora', 'Maria Silva pidió que le llamaran a las {at}'],
  },
  {
    what: 'a call back',
    kind: 'call_me_back',
    wish: { customer: maria },
    english: ['Call back, now', 'Maria Silva · attempt 1 of 3 · first asked at {asked}'],
    spanish: ['Devolver llamada, ahora', 'Maria Silva · intento 1 de 3 · lo pidió a las {asked}'],
  },
];

const guarded: (Case & { level: string })[] = [
  {
    level: 'Only the name',
    what: 'a call that the agent planned, without the zone that tells where the customer is',
    kind: 'scheduled_by_agent',
    wish: { customer: { ...maria, time_zone: 'America/New_York' }, owner: ana.email },
    english: ['Scheduled call, now', 'You planned a call with Maria Silva for {at}'],
    spanish: ['Llamada programada, ahora', 'Tenías programada una llamada con Maria Silva a las {at}'],
  },
  {
    level: 'Nothing about the customer',
    what: 'a call back of somebody',
    kind: 'call_me_back',
    wish: { customer: maria },
    english: ['Call back, now', 'A customer'],
    spanish: ['Devolver llamada, ahora', 'Un cliente'],
  },
];

test('each kind says in its popup what it is and who it is', async ({ intake, agentElsewhere }) => {
  const english = await agentElsewhere(ana, { timeZone: zone });
  const spanish = await agentElsewhere(ana, { timeZone: zone });
  await speak(spanish, 'Español');

  for (const kind of kinds) {
    await test.step(kind.what, async () => {
      const { request, times } = await begin(intake, kind);
      for (const [workplace, said] of [
        [english, kind.english],
        [spanish, kind.spanish],
      ] as const) {
        expectSays(await onlyPopup(workplace), said, times);
      }
      await intake.cancel(request);
      for (const { popups } of [english, spanish]) await until('an empty screen', () => popups.open().length === 0);
    });
  }
});

test('popups say less where others may read them', async ({ intake, agentElsewhere }) => {
  const english = await agentElsewhere(ana, { timeZone: zone });
  const spanish = await agentElsewhere(ana, { timeZone: zone });
  await speak(spanish, 'Español');

  for (const { level, ...kind } of guarded) {
    await english.device.lookAt(english.desktop.page);
    await english.changeSettings(async (settings) => {
      await settings.privacy(level).check();
      await settings.save.click();
      await expect(settings.message('Saved')).toBeVisible();
    });
    await english.device.lookAway();
    const { request, times } = await begin(intake, kind);
    expectSays(await onlyPopup(english), kind.english, times);
    expectSays(await onlyPopup(spanish), kind.spanish, times);
    await intake.cancel(request);
    for (const { popups } of [english, spanish]) await until('an empty screen', () => popups.open().length === 0);
  }
});

test('a call back says which attempt it is', async ({ server, intake, agentElsewhere }) => {
  test.setTimeout(120_000);
  server.operate('team', 'rule', '--team', 'Sales', '--catch-all', '--first-delay', '1', 'broadcast');
  const english = await agentElsewhere(ana, { timeZone: zone });
  const spanish = await agentElsewhere(ana, { timeZone: zone });
  await speak(spanish, 'Español');
  const request = await intake.create('call_me_back', 'Maria Silva');
  await english.desktop.expectRinging('Maria Silva');
  await english.desktop.connect('Maria Silva');
  await english.device.lookAt(english.desktop.page);
  await english.desktop.noAnswer.click();
  await english.device.lookAway();

  // A minute is the shortest time after which a desk calls back.
  await english.popups.waitForNotify(({ body }) => body.includes('attempt 2'), 75_000);

  const times = { due: new Date(), asked: new Date(request.created_at) };
  expectSays(
    await onlyPopup(english),
    ['Call back, now', 'Maria Silva · attempt 2 of 3 · first asked at {asked}'],
    times,
  );
  expectSays(
    await onlyPopup(spanish),
    ['Devolver llamada, ahora', 'Maria Silva · intento 2 de 3 · lo pidió a las {asked}'],
    times,
  );
});

interface Times {
  due: Date;
  asked: Date;
}

/** Asks for what begins at once, and plans for very soon what is planned. */
async function begin(
  intake: Intake,
  { kind, wish }: Case,
): Promise<{ request: CustomerRequest; times: Times }> {
  const due = new Date(Date.now() + 1_500);
  const planned = kind === 'scheduled_by_agent' || kind === 'scheduled_by_customer';
  const request = await intake.ask(kind, planned ? { ...wish, scheduledAt: due } : wish);
  return { request, times: { due, asked: new Date(request.created_at) } };
}

/** The one popup on the screen. */
async function onlyPopup({ popups }: Workplace): Promise<Popup> {
  const popup = await until('the popup', () => popups.open()[0]);
  expect(popups.open()).toEqual([popup]);
  return popup;
}

/** The whole title and the whole body. Only the seconds of waiting are not known beforehand. */
function expectSays(popup: Popup, [title, body]: Said, { due, asked }: Times): void {
  const locale = body.includes(' en Nueva York') ? 'es-ES' : 'en-GB';
  const exact = body
    .replace('{at}', clock(due, zone))
    .replace('{there}', clockThere(due, 'America/New_York', zone, locale))
    .replace('{asked}', clock(asked, zone))
    .replace('{waiting}', /0:0\d$/.exec(popup.body)?.[0] ?? '0:00');
  expect([popup.title, popup.body]).toEqual([title, exact]);
}
