import { describe, expect, test } from 'vitest';
import { testVerdict } from '../../../../src/words/copy/simulation';
import type { Standing } from '../../../../src/domain/simulation';

const standing = (low: number, high: number, decided: Standing['decided']): Standing => ({
  people: [200, 210],
  rates: [
    { estimate: 0.31, low: 0.28, high: 0.34 },
    { estimate: 0.25, low: 0.22, high: 0.28 },
  ],
  difference: { estimate: (low + high) / 2, low, high },
  decided,
});
const say = (now: Standing): string => testVerdict(['A', 'B'], now, 1000, false).replaceAll('\u00a0', ' ');

describe('how an A/B test stands, in words', () => {
  test('a decision stands beside an interval that has left zero out', () => {
    expect(say(standing(0.01, 0.11, { better: 0, visit: 300 }))).toBe(
      'People follow *A more often*: 31 % of its lists against 25 %, a difference of +1.0 to +11.0 points. That was shown after 300 visits.',
    );
  });

  test('and does not speak against one that has zero in it again', () => {
    const said = say(standing(-0.11, 0.01, { better: 1, visit: 300 }));
    expect(said).toContain('that was shown after 300 visits. By now it is 25 % of its lists against 31 %');
    expect(said).toContain('a difference of −1.0 to +11.0 points, which alone would show nothing');
  });

  test('nothing is decided before it is', () => {
    expect(say(standing(-0.01, 0.11, null))).toContain('*Not decided yet*');
  });
});
