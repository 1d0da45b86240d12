import { describe, expect, it } from 'vitest';
import { leaderboardRows, trialCounts } from '../../../../../src/page/views/train/leaderboard';
import { estimateWords, largeWords } from '../../../../../src/page/views/train/estimate';
import { startForm } from '../../../../../src/page/views/train/form';
import { recipeDescriptions, solutionVersion } from '../../../../support/fake-data';
import { tuningSteps } from '../../../../support/fake-tuning';
import { specOf } from '../../../../support/trained-version';

const spec = specOf('aws-user-personalization');
const steps = tuningSteps(spec);

describe('the leaderboard', () => {
  it('names the trial that runs, and of trials side by side the one that is missing', () => {
    const states = (done: number): string[] =>
      leaderboardRows(steps[done], true).map(({ number, state }) => `${number} ${state}`);
    expect(states(0)).toEqual(['1 running']);
    expect(states(2)).toEqual(['1 done', '2 done', '3 running']);
    expect(states(5)).toEqual(['1 done', '2 done', '3 done', '4 stopped', '5 failed']);
    const [search] = steps[3].searches;
    const [first, , third] = search.trials;
    const record = { ...steps[3], searches: [{ ...search, trials: [first, third] }] };
    const rows = leaderboardRows(record, true).map(({ number, state }) => `${number} ${state}`);
    expect(rows).toEqual(['1 done', '3 done', '2 running']);
  });

  it('marks the best only by what is shown, and the choice once it is made', () => {
    const marks = (done: number): (string | null)[] =>
      leaderboardRows(steps[done], true).map(({ mark }) => mark);
    expect(marks(2)).toEqual(['best', null, null]);
    expect(marks(4)).toEqual([null, null, 'best', null, null]);
    const [search] = steps[5].searches;
    // A lead that may be luck is no lead, whatever its value.
    const lucky = search.trials.map((trial) =>
      trial.versusDefaults === null
        ? trial
        : { ...trial, versusDefaults: { ...trial.versusDefaults, better: 'none' as const } },
    );
    const record = { ...steps[5], searches: [{ ...search, trials: lucky, chosen: 1 }] };
    expect(leaderboardRows(record, false)[0].mark).toBe('taken');
    expect(leaderboardRows(record, false)[2].mark).toBeNull();
  });

  it('runs one recipe of AutoML at a time: all once, then those that are tuned', () => {
    const automl = tuningSteps({ ...spec, performAutoML: true });
    const at = (done: number): string[] =>
      leaderboardRows(automl[done], true)
        .filter(({ state }) => state === 'running')
        .map(({ recipe, number }) => `${recipe} ${number}`);
    expect(at(0)).toEqual(['user-personalization 1']);
    expect(at(1)).toEqual(['user-personalization 2']);
    expect(trialCounts(automl[1])).toEqual({ done: 2, planned: 4 });
    const skipped = leaderboardRows(automl[1], true).find(({ state }) => state === 'skipped');
    expect(skipped).toMatchObject({ recipe: 'hrnn-metadata', number: null });
    expect(skipped?.reason).not.toBe('');
  });
});

describe('the estimate', () => {
  const recipes = recipeDescriptions();
  const form = startForm(42);
  const words = (change: Partial<typeof form>, seconds?: number, cores = 1): string | null => {
    const version = solutionVersion({
      spec: { ...spec, budget: 'standard' },
      dataVersion: 1,
      trainingSeconds: seconds ?? 0,
      epochs: { done: 4, total: 4 },
    });
    return (
      estimateWords(
        { ...form, ...change },
        recipes,
        seconds === undefined ? [] : [version],
        1,
        cores,
      )?.replaceAll('\u00a0', ' ') ?? null
    );
  };
  it('counts the models that are trained, by work or by what the same took before', () => {
    expect(words({})).toBe('Takes about 2 s here.');
    expect(words({}, undefined, 2)).toBe('Takes about 1 s here.');
    expect(words({}, undefined, 8)).toBe('Takes about 1 s here.');
    expect(words({}, 40)).toBe('Takes about 40 s here.');
    expect(words({}, 40, 8)).toBe('Takes about 40 s here.');
    expect(words({ budget: 'instant' }, 40)).toBe('Takes about 1 s here.');
    expect(words({ tune: true, trials: '4' }, 40)).toBe(
      'Takes about 2 min: 4 trials of 20 s each, and the training.',
    );
    expect(words({ tune: true, trials: 'many' })).toBeNull();
  });
  it('says beforehand what data take that are much for a browser, and nothing of others', () => {
    expect(largeWords({ interactions: 1_000_000, items: 10_000 })).toBeNull();
    expect(largeWords({ interactions: 10_000_000, items: 1_000_000 })?.replaceAll('\u00a0', ' ')).toMatch(
      /^10,000,000 events of 1,000,000 items are much for a browser: .* up to about 2\.0 GB of memory/,
    );
  });
  it('is a most for AutoML, and counts one trial of what cannot be tuned', () => {
    expect(words({ how: 'automl', trials: '10' })).toBe(
      'Takes at most about 33 s: recipes that fall far behind are not tuned.',
    );
    expect(words({ how: 'automl', candidates: [] })).toBeNull();
  });
});
