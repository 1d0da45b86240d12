import { expect, test } from 'vitest';
import { changeShop } from '../../support/old-code/change-shop';
import { differences, keptLines, oldShop } from '../../support/old-code/kept';

test('a project of the old code goes on as before: batch lines, puts, updates, jobs, deletions', async () => {
  const at = await oldShop();
  await changeShop(at);
  expect(differences(keptLines('changed'), at.lines)).toEqual([]);
  expect(at.lines.length).toBeGreaterThan(80);
});
