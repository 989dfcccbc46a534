// A laptop that slept rings within 15 s of waking up, without a click. Asleep is a browser whose
// processes are all stopped: its connections stay open and nobody answers.
import { ana } from '../support/agents';
import { test } from '../support/test';
import { timePasses } from '../support/waiting';

const RINGS_WITHIN = 15_000;

test('a request that rang unheard during a short sleep rings after it', async ({ intake, agentElsewhere }) => {
  test.setTimeout(90_000);
  const workplace = await agentElsewhere(ana);

  workplace.device.sleep();
  await intake.newRequest('Maria Silva');
  await timePasses(25_000); // Longer than a request rings.
  workplace.device.wake();

  await workplace.popups.waitForPopupAbout('Maria Silva', RINGS_WITHIN);
});

test('requests from during and after a long sleep ring after it', async ({ intake, agentElsewhere }) => {
  test.setTimeout(150_000);
  const workplace = await agentElsewhere(ana);

  workplace.device.sleep();
  await intake.newRequest('Maria Silva');
  await timePasses(60_000); // Longer than a device counts as reachable without a sign of life.
  workplace.device.wake();
  await intake.newRequest('Kenji Watanabe');

  await workplace.popups.waitForPopupAbout('Kenji Watanabe', RINGS_WITHIN);
  await workplace.popups.waitForPopupAbout('Maria Silva', RINGS_WITHIN);
});
