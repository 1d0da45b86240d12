import type { Rng } from '../../kernels/rng';
import type { Person } from './people';
import { DAY_SEC } from '../../domain/epoch';

/** Relative frequency of starting a session in each hour of the day: evenings, a little at noon, hardly at night. */
const byHour = [3, 1, 1, 0, 0, 0, 1, 2, 3, 4, 4, 5, 6, 6, 6, 6, 7, 9, 13, 18, 21, 18, 12, 6];
const hours: number[] = byHour.flatMap((weight, hour) => Array.from({ length: weight }, () => hour));

export interface Session {
  readonly startSec: number;
  readonly nEvents: number;
}

/** Cuts a person's events into sessions and places these between joining and leaving, in order of time. */
export function makeSessions(rng: Rng, person: Person): Session[] {
  const lengths: number[] = [];
  let left = person.nEvents;
  while (left > 0) {
    let length = 1;
    // Geometric with mean about 2.7, cut at eight films.
    while (length < 8 && length < left && rng.uniform() < 0.64) length++;
    lengths.push(length);
    left -= length;
  }
  const firstDay = Math.floor(person.joinedSec / DAY_SEC);
  const days = Math.max(1, Math.floor(person.leftSec / DAY_SEC) - firstDay);
  const starts = Float64Array.from(lengths, () => {
    let day = firstDay + rng.below(days);
    // Day 0 of the epoch was a Thursday: weekdays other than Friday, Saturday and Sunday are redrawn half the time.
    if ((day + 4) % 7 >= 1 && (day + 4) % 7 <= 4 && rng.uniform() < 0.5) day = firstDay + rng.below(days);
    return day * DAY_SEC + hours[rng.below(hours.length)] * 3600 + rng.below(3600);
  }).sort();
  return lengths.map((nEvents, i) => ({ startSec: starts[i], nEvents }));
}
