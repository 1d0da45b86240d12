import { afterEach, describe, expect, test } from 'vitest';
import { readLanguageFrom } from '../../../../../src/domain/language';
import type { FilterStep } from '../../../../../src/domain/recommendations';
import { listSteps } from '../../../../../src/page/views/user/list-steps';

const FILMS = { thing: 'film', item: 'film', items: 'films' } as Parameters<typeof listSteps>[1];
const filter = (expression: string): FilterStep => ({ kind: 'filter', expression, remaining: 306 });
const words = (expression: string) =>
  listSteps({ steps: [filter(expression)], rankedBy: null }, FILMS, true)[0];

afterEach(() => readLanguageFrom(() => 'en'));

describe('the steps from the catalogue to the list', () => {
  test('say in Korean what no request says', () => {
    readLanguageFrom(() => 'ko');
    const steps: readonly FilterStep[] = [{ kind: 'catalogue', expression: null, remaining: 116 }];
    expect(listSteps({ steps, rankedBy: null }, FILMS, true)[0].code).toBe('카탈로그');
  });

  test('say what the recipe knows, what passes, and what is shown', () => {
    const steps: readonly FilterStep[] = [
      { kind: 'catalogue', expression: null, remaining: 3650 },
      filter('EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("*")'),
      { kind: 'numResults', expression: null, remaining: 25 },
    ];
    expect(listSteps({ steps, rankedBy: null }, FILMS, true)).toEqual([
      { long: 'films the recipe knows', short: 'known', code: 'catalogue' },
      { long: 'not watched yet', short: 'not watched', code: 'EXCLUDE … EVENT_TYPE IN ("*")' },
      { long: 'highest scores shown', short: 'shown', code: 'numResults 25' },
    ]);
    expect(listSteps({ steps, rankedBy: 'likeness' }, FILMS, false).map(({ short }) => short)).toEqual([
      'similar',
      'not watched',
      'shown',
    ]);
  });

  test('begin with a list that was given, and put it in order', () => {
    const steps: readonly FilterStep[] = [
      { kind: 'inputList', expression: null, remaining: 9 },
      { kind: 'numResults', expression: null, remaining: 9 },
    ];
    expect(listSteps({ steps, rankedBy: null }, FILMS, true).map(({ code }) => code)).toEqual([
      'inputList',
      'personalizedRanking',
    ]);
  });

  test('read the quick filters however they are written, and no other filter as one', () => {
    expect(words('exclude itemid where interactions.event_type in ("click")').long).toBe('not watched yet');
    expect(words('INCLUDE ItemID WHERE Items.GENRES IN ("Sci-\\"Fi\\"")').long).toBe('Sci-"Fi"');
    for (const other of [
      'INCLUDE ItemID WHERE Items.GENRES IN ("Drama", "Comedy")',
      'INCLUDE ItemID WHERE Items.GENRES NOT IN ("Drama")',
      'INCLUDE ItemID WHERE Items.GENRES IN ($GENRE)',
      'EXCLUDE ItemID WHERE Items.GENRES IN ("Drama")',
      'INCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("click")',
      'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("click") AND Interactions.DEVICE IN ("phone")',
      'INCLUDE ItemID WHERE Items.YEAR > 1990',
    ])
      expect(words(other).long).toBe('pass the filter');
  });

  test('show a filter as it is written, without what most begin with', () => {
    expect(words('INCLUDE ItemID WHERE Items.YEAR > 1990 AND Items.GENRES IN ("Drama")').code).toBe(
      'INCLUDE … YEAR > 1990 AND Items.GENRES IN ("Drama")',
    );
  });
});
