import { describe, expect, it } from 'vitest';
import { reasonWords } from '../../../../src/words/copy/explanations';
import type { Explanation, Reason } from '../../../../src/domain/explanations';

const heat = { itemId: '6', title: 'Heat', year: 1995, sharedCategories: ['Crime'] };
const name = ({ title, itemId }: { title: string | null; itemId: string }): string => title ?? itemId;

function words(reason: Reason | null, asked?: Explanation['asked']): string {
  const runs = reasonWords({ reason, ...(asked === undefined ? {} : { asked }) }, name);
  return runs
    .map(({ text, marked }) => (marked ? `*${text}*` : text))
    .join('')
    .replaceAll('\u00a0', ' ');
}

describe('why a recipe without scores lists an item', () => {
  it('popularity: how many people', () => {
    const reason = { kind: 'popularity', value: 583, users: 583, weighed: false } as const;
    expect(words(reason)).toBe('The same for everybody: *583 people* chose it.');
    expect(words({ ...reason, users: 1 }, heat)).toBe(
      'Nothing is known to go with Heat, so popular ones are listed instead: *1 person* chose it.',
    );
  });

  it('trending: the growth per hour, out of the counts of both intervals', () => {
    const reason = { kind: 'trending', value: 6, last: 12, before: 6, rising: true, weighed: false } as const;
    const of = (intervalSec: number): string => words({ ...reason, intervalSec });
    expect(of(10_800)).toBe('12 events in the newest 3 hours, 6 in the 3 hours before: *2 more per hour*.');
    expect(of(3600)).toBe('12 events in the newest hour, 6 in the hour before: *6 more per hour*.');
    expect(of(1800)).toBe(
      '12 events in the newest 30 minutes, 6 in the 30 minutes before: *12 more per hour*.',
    );
    expect(of(86_400)).toBe('12 events in the newest day, 6 in the day before: *0.25 more per hour*.');
    expect(words({ ...reason, intervalSec: 3600, rising: false })).toBe(
      'Nothing grew lately, so the newest come first: *12 events in the newest hour.*',
    );
  });

  it('sims: how many of those with the one have the other', () => {
    const reason = {
      kind: 'co-occurrence',
      value: 37 / Math.sqrt(240),
      shared: 37,
      users: 120,
      itemUsers: 240,
      discount: 0.5,
      weighed: false,
    } as const;
    expect(words(reason, heat)).toBe(
      '*37 of 120 people* who chose Heat also chose this. 240 chose it in all; 37 ÷ 240 to the power 0.5 is 2.39, and that ranks.',
    );
    expect(words({ ...reason, weighed: true }, heat)).toContain('Each counts as much as its event weighs.');
  });

  it('similar-items: people and what is known', () => {
    const reason = {
      kind: 'similarity',
      value: 0.5,
      shared: 3,
      users: 4,
      people: 0.4,
      metadata: 0.1,
      weighed: false,
    } as const;
    expect(words(reason, heat)).toBe(
      '*3 of 4 people* who chose Heat also chose this. Both are Crime. Likeness 0.5: 0.4 from people, 0.1 from what is known about both.',
    );
  });

  it('says so where an item is not listed at all', () => {
    expect(words(null)).toBe('This recipe does not list it.');
  });
});
