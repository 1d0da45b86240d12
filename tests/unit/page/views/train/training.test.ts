import { describe, expect, it } from 'vitest';
import { plain } from '../../../../../src/page/charts/summary';
import type { PairedResult } from '../../../../../src/domain/comparison';
import {
  failureWords,
  resultFigures,
  resultSentence,
  statusText,
} from '../../../../../src/page/views/train/result';
import { liveCurve } from '../../../../../src/page/views/train/curves';
import {
  formError,
  isUpdate,
  parameterError,
  seedError,
  specOf,
  startForm,
  thresholdError,
} from '../../../../../src/page/views/train/form';
import { objectiveOf } from '../../../../../src/engine/resources/tuning-config';
import { JUDGES, objectiveColumns } from '../../../../../src/page/views/train/objective';
import { updatable } from '../../../../../src/page/views/train/update';
import { learningCurve, recipeDescriptions, solutionVersion } from '../../../../support/fake-data';

const NDCG = 'normalized_discounted_cumulative_gain_at_10';
const form = startForm(42);
const recipe = recipeDescriptions().find(({ name }) => name === form.recipe);

describe('the training form', () => {
  it('sends only what differs from the defaults, as text', () => {
    expect(specOf(form, recipe)).toEqual({
      name: 'user-personalization',
      recipe: 'aws-user-personalization',
      algorithmHyperParameters: {},
      featureTransformationParameters: {},
      seed: 42,
      budget: 'standard',
    });
    const changed = specOf(
      {
        ...form,
        eventsFrom: 'one',
        eventType: 'watch',
        eventValueThreshold: ' 3.5 ',
        excluded: { ITEMS: ['GENRES'], USERS: [] },
        parameters: { bptt: '8', recency_mask: 'true' },
      },
      recipe,
    );
    expect(changed).toMatchObject({
      eventType: 'watch',
      eventValueThreshold: '3.5',
      trainingDataConfig: { excludedDatasetColumns: { ITEMS: ['GENRES'] } },
      algorithmHyperParameters: { bptt: '8' },
    });
    expect(changed.trainingDataConfig?.excludedDatasetColumns).not.toHaveProperty('USERS');
  });
  it('sends an objective to recipes that take one, and a column that can be one', () => {
    const objective = { itemAttribute: 'PRICE', sensitivity: 'LOW' } as const;
    expect(specOf({ ...form, objective }, recipe).optimizationObjective).toEqual({
      itemAttribute: 'PRICE',
      objectiveSensitivity: 'LOW',
    });
    const popularity = { ...form, objective, recipe: 'aws-popularity-count' } as const;
    expect(specOf(popularity, recipe)).not.toHaveProperty('optimizationObjective');
    const fields = [
      { name: 'ITEM_ID', type: 'string' },
      { name: 'PRICE', type: 'float' },
      { name: 'YEAR', type: ['null', 'int'] },
      { name: 'MARGIN', type: 'double' },
    ] as const;
    const schema = { type: 'record', name: 'Items', namespace: 'n', version: '1.0', fields } as const;
    expect(objectiveColumns([{ type: 'ITEMS', schema }], [])).toEqual(['PRICE', 'MARGIN']);
    expect(objectiveColumns([{ type: 'ITEMS', schema }], ['MARGIN'])).toEqual(['PRICE']);
  });
  it('says how trials are judged and how many run at a time, where that is not the default', () => {
    const hpo = { ...form, tune: true, parallel: '4', judgedBy: 'precision_at_5' } as const;
    expect(specOf(hpo, recipe).hpoConfig).toEqual({
      hpoResourceConfig: { maxNumberOfTrainingJobs: '10', maxParallelTrainingJobs: '4' },
      hpoObjective: { metricName: 'precision_at_5', type: 'Maximize' },
    });
    const automl = specOf({ ...hpo, how: 'automl' }, recipe);
    expect(automl.autoMLConfig?.metricName).toBe('precision_at_5');
    expect(automl.hpoConfig).not.toHaveProperty('hpoObjective');
    expect(formError({ ...hpo, parallel: '11' }, recipe)).toBe('a setting above needs another value');
    expect(formError({ ...hpo, parallel: '10' }, recipe)).toBeNull();
    // The engine takes every metric that is offered.
    for (const key of JUDGES) expect(objectiveOf({ metricName: key }).metricName).toBe(key);
  });
  it('updates the newest version in full of a recipe that takes updates', () => {
    const made = (arn: string, creationDateTime: number, change: object = {}) =>
      solutionVersion({ arn, creationDateTime, ...change });
    const versions = [
      made('old', 1),
      made('full', 2),
      made('update', 3, { trainingMode: 'UPDATE' }),
      made('failed', 4, { status: 'CREATE FAILED' }),
    ];
    expect(updatable('aws-user-personalization', versions)?.arn).toBe('full');
    expect(updatable('aws-user-personalization', versions.slice(2))).toBeNull();
    expect(updatable('aws-sims', versions)).toBeNull();
    const broken = { ...form, seed: 'x', trainingMode: 'UPDATE' } as const;
    expect(isUpdate(broken)).toBe(true);
    expect(formError(broken, recipe)).toBeNull();
    expect(isUpdate({ ...broken, recipe: 'aws-sims' })).toBe(false);
  });
  it('weighs event types in place of one type and one threshold', () => {
    const events = { click: { weight: '0.2', threshold: '' }, buy: { weight: '1', threshold: ' 5' } };
    const weighed = {
      ...form,
      eventsFrom: 'weighed',
      eventValueThreshold: '3',
      events: { ...events, view: { weight: '0', threshold: '' } },
    } as const;
    const spec = specOf(weighed, recipe);
    expect(spec.eventsConfig?.eventParametersList).toEqual([
      { eventType: 'click', weight: 0.2 },
      { eventType: 'buy', weight: 1, eventValueThreshold: 5 },
    ]);
    expect(spec).not.toHaveProperty('eventType');
    expect(spec).not.toHaveProperty('eventValueThreshold');
    expect(formError(weighed, recipe)).toBeNull();
    const wrong = { ...weighed, events: { click: { weight: '1.5', threshold: '' } } };
    expect(formError(wrong, recipe)).not.toBeNull();
    expect(formError({ ...weighed, events: { view: events.click, a: events.buy } }, recipe)).toBeNull();
    const none = { view: { weight: '0', threshold: '' } };
    expect(formError({ ...weighed, events: none }, recipe)).not.toBeNull();
  });
  it('asks for a search of the settings, or of the recipe', () => {
    const tuned = specOf({ ...form, tune: true, trials: '4', parameters: { bptt: '8' } }, recipe);
    expect(tuned).toMatchObject({
      recipe: 'aws-user-personalization',
      performHPO: true,
      hpoConfig: { hpoResourceConfig: { maxNumberOfTrainingJobs: '4' } },
      algorithmHyperParameters: { bptt: '8' },
    });
    const automl = specOf({ ...form, how: 'automl', parameters: { bptt: '8' } }, recipe);
    expect(automl).toMatchObject({ name: 'automl', performAutoML: true, algorithmHyperParameters: {} });
    expect(automl.autoMLConfig?.recipeList).toContain('aws-hrnn');
    expect(automl).not.toHaveProperty('recipe');
    for (const trials of ['0', '41', '2.5', ''])
      expect(formError({ ...form, tune: true, trials }, recipe)).not.toBeNull();
    expect(formError({ ...form, trials: '0' }, recipe)).toBeNull();
    expect(formError({ ...form, how: 'automl', candidates: [] }, recipe)).toBe('no recipe to choose from');
    const popularity = recipeDescriptions().find(({ name }) => name === 'aws-popularity-count');
    const plain = { ...form, recipe: 'aws-popularity-count', tune: true } as const;
    expect(specOf(plain, popularity)).not.toHaveProperty('performHPO');
  });
  it('refuses values out of range, of the wrong kind or empty', () => {
    const bptt = recipe?.hyperparameters.find((parameter) => parameter.name === 'bptt');
    if (bptt === undefined) throw new Error('bptt is not offered');
    expect(['2', '32'].map((text) => parameterError(bptt, text))).toEqual([null, null]);
    for (const text of ['1', '33', '2.5', 'x', ''])
      expect(parameterError(bptt, text)).toBe('A whole number, 2 to 32.');
    expect(seedError('4294967295')).toBeNull();
    expect(seedError('4294967296')).not.toBeNull();
    expect(seedError('-1')).not.toBeNull();
    expect(thresholdError('')).toBeNull();
    expect(thresholdError('four')).not.toBeNull();
  });
});

describe('the live curve', () => {
  it('is there as soon as popularity is measured', () => {
    const base = { phase: 'fit', done: 0, total: 20, elapsedMs: 1 };
    expect(liveCurve('x', null, 1)).toBeNull();
    expect(liveCurve('x', base, 1)).toBeNull();
    expect(liveCurve('x', { ...base, baselineNdcgAt10: 0.02 }, 1)?.baseline).toBe(0.02);
    // Measuring counts in thousandths; the steps stay those that learning told.
    expect(liveCurve('x', { ...base, total: 1000, curve: learningCurve(3) }, 5)?.total).toBe(5);
  });
  it('does not take popularity, trained first, for a step of the recipe', () => {
    const point = { ...learningCurve(1)[0], label: 'popularity' };
    const progress = { phase: 'fit', done: 1, total: 1, elapsedMs: 1, curve: [point] };
    expect(liveCurve('user-personalization', progress, 1)?.points).toEqual([]);
    expect(liveCurve('popularity-count', progress, 1)?.points).toHaveLength(1);
  });
});

describe('the result', () => {
  const with_ = (own: number, base: number, n = 610, beside: PairedResult | null = null) =>
    plain(
      resultSentence(
        solutionVersion({
          metrics: { n, values: { [NDCG]: own } },
          baseline: { n, values: { [NDCG]: base } },
        }),
        beside,
      ),
    );
  it('compares with popularity in words that fit the size of the gap', () => {
    expect(with_(0.2, 0.1)).toMatch(/2\.0 times popularity’s nDCG@10/);
    expect(with_(0.12, 0.1)).toMatch(/20\u00a0% better/);
    expect(with_(0.101, 0.1)).toMatch(/no better/);
    expect(with_(0.08, 0.1)).toMatch(/20\u00a0% worse/);
    expect(with_(0.08, 0)).toMatch(/where popularity reaches 0/);
  });
  it('says of 20 % more that nothing shows it, where luck would show as much', () => {
    const people = { n: 41, first: 16, second: 8, equal: 17 };
    const luck = {
      ...people,
      difference: 0.02,
      low: -0.01,
      high: 0.05,
      pValue: 0.07,
      better: 'none' as const,
    };
    expect(with_(0.12, 0.1, 41, luck)).toMatch(/^No difference that these 41\u00a0people could show/);
    const shown = { ...luck, low: 0.01, pValue: 0.01, better: 'first' as const };
    expect(with_(0.12, 0.1, 41, shown)).toBe('user-personalization is better for 16 of 41\u00a0people.');
    // A better mean of fewer people is not said in people.
    expect(with_(0.12, 0.1, 41, { ...shown, second: 17 })).toMatch(
      /^user-personalization is better, by more/,
    );
    const version = solutionVersion({
      metrics: { n: 41, values: { [NDCG]: 0.12 } },
      baseline: { n: 41, values: { [NDCG]: 0.1 } },
    });
    expect(resultFigures(version, shown)).toMatch(/20\u00a0% better.*for 16, popularity for 8.*Luck alone/);
    expect(resultFigures(version, luck)).toMatch(/^No difference that these 41.*Luck alone/);
    expect(resultFigures(version, null)).toBe('');
  });
  it('warns where few users were measured', () => {
    expect(with_(0.2, 0.1, 12)).toMatch(/luck/);
    expect(with_(0.2, 0.1, 610)).not.toMatch(/luck/);
  });
  it('says that choices are measured where a recipe reads nothing but texts', () => {
    const { spec } = solutionVersion();
    const of = (recipe: typeof spec.recipe) =>
      plain(
        resultSentence(
          solutionVersion({
            spec: { ...spec, recipe },
            metrics: { n: 610, values: { [NDCG]: 0.01 } },
            baseline: { n: 610, values: { [NDCG]: 0.1 } },
          }),
          null,
        ),
      );
    expect(of('aws-semantic-similarity')).toMatch(/90\u00a0% worse.*only names and descriptions/s);
    expect(of('aws-similar-items')).not.toMatch(/only names/);
  });
  it('says why a version failed, never the raw reason', () => {
    const reason = (failureReason: string) => failureWords(solutionVersion({ failureReason }))?.what;
    expect(failureWords(solutionVersion())).toBeNull();
    expect(reason('interrupted')).toMatch(/page was closed or gave way to another tab/);
    expect(reason('MODEL_DIVERGED {"recipe":"aws-hrnn"}')).toBe(
      'The numbers grew without limit while learning.',
    );
  });
  it('says how far a kept training got', () => {
    expect(statusText(solutionVersion({ epochs: { done: 7, total: 20 } }))).toBe('ACTIVE (7 of 20 steps)');
    expect(statusText(solutionVersion({ epochs: { done: 4, total: 4 } }))).toBe('ACTIVE');
  });
});
