import { count } from '../domain/numbers';
import * as say from '../words/chart';

const ENDS = { one: 'one', two: 'two', few: 'few', many: 'other', zero: 'other', other: 'other' } as const;
const english = new Intl.PluralRules('en', { type: 'ordinal' });

/** A place in an order: `1st`, `9,724th`, `3위`. */
export function placeWords(rank: number): string {
  return say.rank({ rank: count(rank), ends: ENDS[english.select(rank)] });
}
