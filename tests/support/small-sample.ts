import { afterAll, beforeAll } from 'vitest';
import { defaultFilmClub, type FilmClubOptions } from '../../src/data/samples/film-club';
import { full } from './full';

/** Trains in a fifth of the time of the whole sample, and what is true of its people is as strong. */
const SMALL: FilmClubOptions = { people: 150, films: 400, events: 15_000 };

/** The sample is a small one while this file runs; in the full run it is whole. */
export function useSmallSample(): void {
  if (full) return;
  const whole = { ...defaultFilmClub };
  beforeAll(() => void Object.assign(defaultFilmClub, SMALL));
  afterAll(() => void Object.assign(defaultFilmClub, whole));
}
