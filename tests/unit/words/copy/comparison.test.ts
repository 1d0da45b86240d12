import { describe, expect, test } from 'vitest';
import {
  activityName,
  bucketLabel,
  popularityName,
  popularitySentence,
} from '../../../../src/words/copy/buckets';
import { comparisonCounts, comparisonPlain, comparisonSentence } from '../../../../src/words/copy/comparison';
import { comparison } from '../../../support/fake-data';

const say = (change: Parameters<typeof comparison>[0] = {}): string =>
  comparisonSentence('A', 'B', 'nDCG@10', comparison(change)).replaceAll('\u00a0', ' ');

describe('the verdict in words', () => {
  test('names the better one, by how much and on how many', () => {
    expect(say()).toBe('*A is better* than B: +0.066 nDCG@10, 95 % between +0.021 and +0.114, on 61 people.');
    const turned = { better: 'second', difference: -0.066, low: -0.114, high: -0.021 } as const;
    expect(say(turned)).toBe(
      '*B is better* than A: +0.066 nDCG@10, 95 % between +0.021 and +0.114, on 61 people.',
    );
  });

  test('claims nothing that the people cannot show', () => {
    const none = { better: 'none', difference: 0.004, low: -0.01, high: 0.018 } as const;
    expect(say(none)).toBe(
      '*No difference that these 61 people could show* between A and B: +0.004 nDCG@10, 95 % between −0.01 and +0.018.',
    );
    expect(say({ ...none, first: 3, second: 1 })).toContain('only 4 of 61 people');
    expect(say({ ...none, first: 0, second: 0, difference: 0 })).toContain(
      '*exactly the same* for all 61 people',
    );
  });

  test('says of a difference that the interval alone would show that luck is not ruled out', () => {
    const almost = {
      better: 'none',
      difference: 1.3,
      low: 0.3,
      high: 2.3,
      n: 10,
      first: 6,
      second: 1,
    } as const;
    expect(say(almost)).toBe(
      '*A looks better* than B: +1.3 nDCG@10, 95 % between +0.3 and +2.3, but 10 people are too few to rule out luck.',
    );
    const turned = { ...almost, difference: -1.3, low: -2.3, high: -0.3, first: 1, second: 6 };
    expect(say(turned)).toContain('*B looks better* than A: +1.3 nDCG@10, 95 % between +0.3 and +2.3,');
    expect(comparisonPlain('A', 'B', comparison(turned))).toBe(
      '*B looks better*, but 10\u00a0people are too few to rule out luck.',
    );
    // An interval that ends at nothing leaves nothing out.
    expect(say({ ...almost, low: 0 })).toContain('*No difference');
  });

  test('says how often luck would do as much', () => {
    expect(comparisonCounts('A', 'B', comparison())).toContain('in 0.40\u00a0% of such');
    expect(comparisonCounts('A', 'B', comparison({ pValue: 0.0002 }))).toContain('less than 0.1\u00a0%');
  });

  test('says how many people would show a difference that these do not', () => {
    const none = { n: 100, better: 'none', difference: 0.1, low: -0.1, high: 0.3 } as const;
    // 100 × 2.04 × (0.2 ÷ 0.1)²
    expect(comparisonCounts('A', 'B', comparison(none))).toContain('about 820 held-out people would show it');
    expect(comparisonCounts('A', 'B', comparison({ ...none, difference: 0 }))).not.toContain(
      'held-out people',
    );
    expect(comparisonCounts('A', 'B', comparison({ ...none, difference: 0.001 }))).not.toContain(
      'held-out people',
    );
    expect(comparisonCounts('A', 'B', comparison())).not.toContain('held-out people');
  });
});

describe('groups in words', () => {
  const bucket = { from: 3, to: 5, n: 40, value: 0.1, baseline: 0.05 };
  const many = { from: 1001, to: null, n: 100, value: 0.2, baseline: 0.05 };

  test('have names', () => {
    expect([bucketLabel(bucket), bucketLabel(many)]).toEqual(['3–5', 'over 1,000']);
  });

  test('are called cold, new, tail and head', () => {
    const at = (from: number, to: number | null) => ({ ...bucket, from, to });
    expect([at(1, 2), at(3, 5), at(6, 10), many].map(activityName)).toEqual([
      'cold users',
      'cold users',
      null,
      null,
    ]);
    const items = [at(0, 0), at(11, 20), at(21, 50), at(51, 100)];
    expect(items.map((one) => popularityName(one, items))).toEqual(['new items', 'tail', null, 'head']);
  });

  test('say how much of the rare is found', () => {
    const words = popularitySentence({ activity: [], popularity: [bucket, many] }).replaceAll('\u00a0', ' ');
    expect(words).toContain('29 % of what people chose next had been chosen by 20 people or fewer');
    expect(words).toContain('*10 %* is in the lists');
    expect(popularitySentence({ activity: [], popularity: [many] })).toContain('more than 20 people');
    const few = popularitySentence({ activity: [], popularity: [{ ...bucket, n: 3 }, many] });
    expect(few).toMatch(/too little to say/);
    expect(few).not.toContain('lists of 25');
  });
});
