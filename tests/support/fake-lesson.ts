import type { PairedResult } from '../../src/domain/comparison';
import type { LessonFact } from '../../src/domain/lesson-facts';

export const item = (title: string) => ({ itemId: title, title, year: null });
/** An effect that is there. */
export const SHOWN: PairedResult = {
  n: 40,
  difference: 0.1,
  low: 0.05,
  high: 0.15,
  pValue: 0.001,
  first: 9,
  second: 3,
  equal: 28,
  better: 'first',
};
/** What a lesson asks of the next item: four to choose from, the second is right. */
export const NEXT: LessonFact = {
  kind: 'next-item',
  userId: 'Ana Novak',
  past: [{ item: item('Heat'), timestampSec: 1_700_000_000 }],
  times: [1_700_000_000, 1_700_100_000],
  seen: 1,
  choices: [
    { item: item('Fargo'), alike: 0.1, popular: 0.4 },
    { item: item('Seven'), alike: 0.6, popular: 0.1 },
    { item: item('Alien'), alike: 0.2, popular: 0.3 },
    { item: item('Big'), alike: 0.1, popular: 0.2 },
  ],
  answer: 1,
  found: { people: 40, alike: 9, popular: 3, alone: 5, more: SHOWN },
};
