// What a customer wanted before, and what was noted then, is there when they are back.
import { ana, ben } from '../support/agents';
import { Desktop } from '../support/desktop';
import { SignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

test('a note is read by whoever has the customer next', async ({ server, intake, openPage }) => {
  const first = await openPage();
  await new SignIn(first).as(ana, server.origin);
  const anas = new Desktop(first, ana);
  await anas.topBar.expectLive();
  const request = await intake.newRequest('Maria Silva');
  await anas.connect('Maria Silva');
  await expect(first.getByRole('list', { name: 'History' })).toHaveCount(0);
  await anas.answered.click();
  await anas.end.click();
  await anas.outcome.selectOption('sale');
  await anas.note.fill('Wants two.\nCall after six.');
  await anas.finish.click();
  await expect(anas.session).toHaveCount(0);
  expect(await intake.read(request)).toMatchObject({ outcome: 'sale', note: 'Wants two.\nCall after six.' });

  const page = await openPage();
  await new SignIn(page).as(ben, server.origin);
  const bens = new Desktop(page, ben);
  await bens.topBar.expectLive();
  await intake.newRequest('Maria Silva');
  await bens.connect('Maria Silva');

  const history = page.getByRole('list', { name: 'History' });
  await expect(history.getByRole('listitem')).toHaveCount(1);
  await expect(history).toContainText('Sale · New request');
  await expect(history).toContainText('Call after six.');
  await expect(history).toContainText('Ana Torres');
});
