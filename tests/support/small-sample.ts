import { afterAll, beforeAll } from 'vitest';
import { defaultFilmClub, type FilmClubOptions } from '../../src/data/samples/film-club';
import { full } from './full';

/**
 * Trains in a tenth of the time of the whole sample, and what is true of its people is as strong. Of few people several
 * rows each are held out, up to a fifth of what they have: more events each take longer.
 */
const SMALL: FilmClubOptions = { people: 80, films: 200, events: 3000 };

/**
 * The sample is a small one while this file runs; in the full run it is whole.
 *
 * @param size what of it is to be larger.
 */
export function useSmallSample(size: Partial<FilmClubOptions> = {}): void {
  if (full) return;
  const whole = { ...defaultFilmClub };
  beforeAll(() => void Object.assign(defaultFilmClub, SMALL, size));
  afterAll(() => void Object.assign(defaultFilmClub, whole));
}
