import { expect, test } from 'vitest';
import { differences, keptLines, oldClub } from '../../support/old-code/kept';
import { askClub } from '../../support/old-code/video-club';

test('recommenders of the old code answer, stop, start and train as before', async () => {
  const at = await oldClub();
  await askClub(at);
  expect(differences(keptLines('club'), at.lines)).toEqual([]);
  expect(at.lines.length).toBeGreaterThan(50);
});
