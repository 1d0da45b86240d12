import { describe, expect, test } from 'vitest';
import type { RecipeName } from '../../../../../src/domain/recipe-catalogue';
import type { SolutionVersion } from '../../../../../src/domain/resources';
import { comparedRows } from '../../../../../src/page/views/train/compared';
import { solutionVersion } from '../../../../support/fake-data';

const version = (arn: string, change: Partial<SolutionVersion['spec']> = {}, dataVersion = 1) =>
  solutionVersion({ arn, dataVersion, spec: { ...solutionVersion().spec, ...change } });
const names = ['aws-user-personalization', 'aws-hrnn'] as const;
const at = { dataVersion: 1, seed: 42 };
const idle = { now: null, waiting: [] };

describe('recipes compared', () => {
  test('only versions of the same data, seed and rows stand side by side', () => {
    const found = (versions: readonly SolutionVersion[]) =>
      comparedRows(names, versions, at, idle)[0].version?.arn;
    expect(found([version('clicks', { eventType: 'click' }), version('all')])).toBe('all');
    expect(found([version('seed', { seed: 7 }), version('old', {}, 0)])).toBeUndefined();
    const weighed = { eventsConfig: { eventParametersList: [{ eventType: 'click', weight: 1 }] } };
    expect(found([version('weighed', weighed)])).toBeUndefined();
  });
  test('the best of two or more is marked, and one alone is not', () => {
    const scored = (arn: string, recipe: RecipeName, value: number) => {
      const made = version(arn, { recipe });
      const values = { ...made.metrics?.values, normalized_discounted_cumulative_gain_at_10: value };
      return { ...made, metrics: { n: 20, values } };
    };
    const one = scored('a', 'aws-user-personalization', 0.2);
    const best = (versions: readonly SolutionVersion[]) =>
      comparedRows(names, versions, at, idle).flatMap((row) => (row.best ? [row.recipe] : []));
    expect(best([one])).toEqual([]);
    expect(best([one, scored('b', 'aws-hrnn', 0.3)])).toEqual(['aws-hrnn']);
    expect(best([one, scored('b', 'aws-hrnn', 0.1)])).toEqual(['aws-user-personalization']);
  });
  test('says what runs, what waits and what is missing', () => {
    const rows = comparedRows(names, [version('all')], at, { now: 'aws-hrnn', waiting: [] });
    expect(rows.map(({ state }) => state)).toEqual(['trained', 'learning']);
    expect(rows[1].values).toEqual(['–', '–', '–', '–', '–', '–']);
    expect(rows[0].values.some((value) => value !== '–')).toBe(true);
    const waits = comparedRows(names, [], at, { now: null, waiting: ['aws-hrnn'] });
    expect(waits.map(({ state }) => state)).toEqual(['untrained', 'waiting']);
  });
});
