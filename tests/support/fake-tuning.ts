import type { RecipeName } from '../../src/domain/recipe-catalogue';
import type { SolutionSpec } from '../../src/domain/resources';
import type { Trial, TuningRecord } from '../../src/domain/tuning';

const objective = {
  metricName: 'normalized_discounted_cumulative_gain_at_25',
  type: 'Maximize',
} as const;
/** The third is the best, and shown to be; the fourth was hopeless, the fifth cannot be trained. */
const VALUES = [0.152, 0.149, 0.171, 0.041, null] as const;

function trial(recipe: RecipeName, number: number, of: readonly (number | null)[]): Trial {
  const value = of[number - 1];
  const lead = (value ?? 0) - (of[0] ?? 0);
  const status = value === null ? 'FAILED' : value < 0.05 ? 'STOPPED' : 'COMPLETED';
  return {
    number,
    recipe,
    algorithmHyperParameters:
      recipe === 'aws-popularity-count'
        ? {}
        : {
            hidden_dimension: String([149, 64, 201, 33, 149][number - 1]),
            bptt: String([32, 32, 12, 2, 32][number - 1]),
            recency_mask: number === 4 ? 'false' : 'true',
          },
    status,
    epochs: { done: status === 'STOPPED' ? 1 : 4, total: 4 },
    value,
    firstEpochValue: value,
    metrics: value === null ? null : { n: 549, values: { [objective.metricName]: value } },
    versusDefaults:
      number === 1 || status !== 'COMPLETED'
        ? null
        : {
            n: 549,
            difference: lead,
            low: lead - 0.012,
            high: lead + 0.012,
            pValue: lead > 0.01 ? 0.004 : 0.6,
            first: 120,
            second: 80,
            equal: 349,
            better: lead > 0.01 ? 'first' : 'none',
          },
    seconds: 3.4 + number / 10,
    failure: value === null ? { code: 'MODEL_DIVERGED', details: {} } : null,
  };
}

/** The leaderboard before its first trial and after each one. */
export function tuningSteps(spec: SolutionSpec): readonly TuningRecord[] {
  const values = spec.performAutoML === true ? [0.152, 0.149, 0.171] : VALUES;
  const others =
    spec.performAutoML === true
      ? [
          {
            recipe: 'aws-popularity-count' as const,
            planned: 1,
            trials: [trial('aws-popularity-count', 1, [0.062])],
            defaultRanks: '(',
            chosen: 1,
          },
          {
            recipe: 'aws-hrnn-metadata' as const,
            planned: 0,
            trials: [],
            defaultRanks: null,
            chosen: null,
            skipped: { code: 'NOT_FOUND', details: { what: 'recipe', id: 'aws-hrnn-metadata' } } as const,
          },
        ]
      : [];
  return Array.from({ length: values.length + 1 }, (_, done) => ({
    objective,
    searches: [
      {
        recipe: spec.recipe,
        planned: values.length,
        trials: Array.from({ length: done }, (__, at) => trial(spec.recipe, at + 1, values)),
        defaultRanks: done === 0 ? null : '(',
        chosen: null,
      },
      ...others,
    ],
  }));
}

/** The record with its choice: the best of what is shown to be better than the defaults. */
export function chosenOf(record: TuningRecord | undefined): TuningRecord | undefined {
  if (record === undefined) return undefined;
  const [own, ...others] = record.searches;
  const shown = own.trials.filter(
    ({ number, versusDefaults }) => number === 1 || versusDefaults?.better === 'first',
  );
  return { ...record, searches: [{ ...own, chosen: shown.at(-1)?.number ?? null }, ...others] };
}
