import { expect, it } from 'vitest';
import { filmClubSeed, simulateFilmClub } from '../../src/data/samples/film-club';
import { filmClubHashes, hashesOf } from '../support/film-club-hashes';

it('simulates the sample to the same bytes in Chromium as in Node', async () => {
  const started = performance.now();
  const club = await simulateFilmClub(filmClubSeed);
  const elapsedMs = performance.now() - started;
  expect(hashesOf(club)).toEqual(filmClubHashes);
  // Two seconds are meant; a busy machine gets three times that.
  expect(elapsedMs).toBeLessThan(6000);
  console.info(`film club in ${Math.round(elapsedMs)} ms`);
});
