import { expect, it } from 'vitest';
import { filmClubSeed, simulateFilmClub } from '../../src/data/samples/film-club';
import { filmClubHashes, hashesOf } from '../support/film-club-hashes';

it('simulates the sample to the same bytes in Chromium as in Node', async () => {
  expect(hashesOf(await simulateFilmClub(filmClubSeed))).toEqual(filmClubHashes);
});
