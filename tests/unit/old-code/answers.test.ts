import { expect, test } from 'vitest';
import { askShop, describeShop } from '../../support/old-code/ask-shop';
import { differences, keptLines, oldShop } from '../../support/old-code/kept';

test('models of the old code give the same lists, rankings and reasons', async () => {
  const at = await oldShop();
  await askShop(at);
  expect(differences(keptLines('asked'), at.lines)).toEqual([]);
  expect(at.lines.length).toBeGreaterThan(300);
});

test('what the old code has stored is described, listed and counted as before', async () => {
  const at = await oldShop();
  await describeShop(at);
  expect(differences(keptLines('described'), at.lines)).toEqual([]);
  expect(at.lines.length).toBeGreaterThan(150);
});
