import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../../src/domain/errors';
import type { FilterResource } from '../../../../../src/domain/service';
import { jobOf } from '../../../../../src/page/views/batch/pasted-job';
import { campaignOf } from '../../../../../src/page/views/campaigns/pasted-campaign';
import { resourceOf } from '../../../../../src/page/views/paste/resource-of';
import { formError, specOf, startForm } from '../../../../../src/page/views/train/form';
import { solutionForm } from '../../../../../src/page/views/train/pasted-solution';
import { recipeDescriptions, solutionVersion } from '../../../../support/fake-data';

const LOCAL = 'arn:aws:personalize:us-east-1:000000000000:';
const versions = ['a/1', 'b/1', 'a/2'].map((id) => solutionVersion({ arn: `${LOCAL}solution/${id}` }));
const recipes = recipeDescriptions();

describe('an id from elsewhere', () => {
  test('means the same id, else the newest of its name and kind', () => {
    expect(resourceOf(versions, `${LOCAL}solution/a/1`)?.arn).toBe(`${LOCAL}solution/a/1`);
    expect(resourceOf(versions, 'arn:aws:personalize:us-east-1:1:solution/a/ffff')?.arn).toBe(
      `${LOCAL}solution/a/2`,
    );
    expect(resourceOf(versions, 'arn:aws:personalize:us-east-1:1:filter/a')).toBeNull();
    expect(resourceOf(versions, 5)).toBeNull();
    expect(resourceOf(versions, 'a')).toBeNull();
  });
});

describe('a pasted campaign', () => {
  test('fills name, version and how it serves, and names what has no field', () => {
    expect(
      campaignOf(
        {
          name: 'front',
          solutionVersionArn: 'arn:aws:personalize:us-east-1:1:solution/b/x',
          minProvisionedTPS: 3,
          campaignConfig: {
            itemExplorationConfig: { explorationWeight: '0.1', explorationItemAgeCutOff: '9' },
            rankingInfluence: { FRESHNESS: 0.5 },
            syncWithLatestSolutionVersion: true,
          },
        },
        versions,
      ),
    ).toEqual({
      name: 'front',
      solutionVersionArn: `${LOCAL}solution/b/1`,
      settings: {
        minProvisionedTPS: '3',
        explorationWeight: '0.1',
        explorationItemAgeCutOff: '9',
        FRESHNESS: '0.5',
      },
      left: ['syncWithLatestSolutionVersion'],
    });
    expect(campaignOf({ solutionVersionArn: `${LOCAL}solution/z/1` }, versions)).toMatchObject({
      solutionVersionArn: null,
      left: ['solutionVersionArn'],
    });
  });
});

test('a pasted batch job fills what the form has; files are chosen by hand', () => {
  const dated = { creationDateTime: 0, lastUpdatedDateTime: 0 };
  const filters: readonly FilterResource[] = [
    { arn: `${LOCAL}filter/seen`, name: 'seen', status: 'ACTIVE', filterExpression: '', ...dated },
  ];
  const input = {
    jobName: 'night',
    solutionVersionArn: `${LOCAL}solution/a/1`,
    filterArn: 'arn:aws:personalize:eu-west-1:1:filter/seen',
    numResults: 50,
    jobInput: { s3DataSource: { path: 's3://x/in' } },
    themeGenerationConfig: { fieldsForThemeGeneration: { itemName: 'TITLE' } },
  };
  expect(jobOf(input, versions, filters)).toEqual({
    jobName: 'night',
    solutionVersionArn: `${LOCAL}solution/a/1`,
    numResults: 50,
    filterArn: `${LOCAL}filter/seen`,
    itemName: 'TITLE',
    left: ['jobInput'],
  });
  expect(jobOf({ filterArn: 'arn:x:y::filter/none' }, versions, filters).left).toEqual(['filterArn']);
});

describe('a pasted solution', () => {
  const read = (input: JsonObject) =>
    solutionForm(input, startForm(7), {
      recipes,
      objectives: (excluded) => ['PRICE', 'RATING'].filter((name) => !excluded.includes(name)),
      canUpdate: (recipe) => recipe === 'aws-user-personalization',
    });

  test('fills the training form, which can be sent as it is', () => {
    const { form, left } = read({
      name: 'mine',
      recipeArn: 'arn:aws:personalize:::recipe/aws-user-personalization',
      performHPO: true,
      solutionConfig: {
        eventValueThreshold: '3',
        hpoConfig: {
          hpoResourceConfig: { maxNumberOfTrainingJobs: '4', maxParallelTrainingJobs: '3' },
          hpoObjective: { metricName: 'precision_at_10', type: 'Maximize' },
          algorithmHyperParameterRanges: {},
        },
        algorithmHyperParameters: { bptt: '16', unheard_of: '1' },
        trainingDataConfig: { excludedDatasetColumns: { items: ['YEAR'] } },
        eventsConfig: {
          eventParametersList: [
            { eventType: 'view', weight: 0.5 },
            { eventType: 'buy', weight: 1, eventValueThreshold: 2 },
          ],
        },
        optimizationObjective: { itemAttribute: 'PRICE', objectiveSensitivity: 'HIGH' },
      },
    });
    expect(left).toEqual(['name', 'hpoConfig.algorithmHyperParameterRanges', 'unheard_of']);
    const recipe = recipes.find(({ name }) => name === 'aws-user-personalization');
    expect(formError(form, recipe)).toBeNull();
    expect(specOf(form, recipe)).toMatchObject({
      recipe: 'aws-user-personalization',
      seed: 7,
      algorithmHyperParameters: { bptt: '16' },
      performHPO: true,
      hpoConfig: {
        hpoResourceConfig: { maxNumberOfTrainingJobs: '4', maxParallelTrainingJobs: '3' },
        hpoObjective: { metricName: 'precision_at_10', type: 'Maximize' },
      },
      optimizationObjective: { itemAttribute: 'PRICE', objectiveSensitivity: 'HIGH' },
      trainingDataConfig: { excludedDatasetColumns: { ITEMS: ['YEAR'] } },
      eventsConfig: {
        eventParametersList: [
          { eventType: 'view', weight: 0.5 },
          { eventType: 'buy', weight: 1, eventValueThreshold: 2 },
        ],
      },
    });
  });

  test('asks for an update where a version can be updated, and leaves the objective off unless it says more', () => {
    const recipeArn = 'arn:aws:personalize:::recipe/aws-user-personalization';
    const { form, left } = read({
      recipeArn,
      trainingMode: 'UPDATE',
      solutionConfig: { optimizationObjective: { itemAttribute: 'RATING' } },
    });
    expect(left).toEqual([]);
    expect(form).toMatchObject({
      trainingMode: 'UPDATE',
      objective: { itemAttribute: 'RATING', sensitivity: 'OFF' },
    });
    expect(read({ recipeArn, trainingMode: 'FULL' }).left).toEqual([]);
    const sims = { recipeArn: 'arn:aws:personalize:::recipe/aws-sims', trainingMode: 'UPDATE' };
    expect(read(sims)).toMatchObject({ form: { trainingMode: 'FULL' }, left: ['trainingMode'] });
  });

  test.each<[string, JsonObject, string[]]>([
    [
      'a column that no objective can be',
      { optimizationObjective: { itemAttribute: 'TITLE' } },
      ['optimizationObjective'],
    ],
    [
      'a column that does not train',
      {
        optimizationObjective: { itemAttribute: 'PRICE' },
        trainingDataConfig: { excludedDatasetColumns: { ITEMS: ['PRICE'] } },
      },
      ['optimizationObjective'],
    ],
    [
      'a metric that trials are not judged by here',
      { hpoConfig: { hpoObjective: { metricName: 'coverage', type: 'Minimize', metricRegex: '.*' } } },
      ['metricName', 'type', 'metricRegex'].map((member) => `hpoConfig.hpoObjective.${member}`),
    ],
  ])('names %s', (_, solutionConfig, left) => {
    const read7 = read({
      recipeArn: 'arn:aws:personalize:::recipe/aws-user-personalization',
      solutionConfig,
    });
    expect(read7.left).toEqual(left);
    expect(read7.form).toMatchObject({ judgedBy: startForm(7).judgedBy, objective: startForm(7).objective });
  });

  test('chooses the recipe by AutoML where it says so, and names a recipe that is not here', () => {
    const automl = read({
      performAutoML: true,
      solutionConfig: {
        autoMLConfig: {
          metricName: 'precision_at_5',
          recipeList: [
            'arn:aws:personalize:::recipe/aws-popularity-count',
            'arn:aws:personalize:::recipe/aws-unheard-of',
          ],
        },
      },
    });
    expect(automl.form).toMatchObject({
      how: 'automl',
      judgedBy: 'precision_at_5',
      candidates: ['aws-popularity-count'],
    });
    expect(automl.left).toEqual(['autoMLConfig.recipeList']);
    const unknown = read({ recipeArn: 'arn:aws:personalize:::recipe/aws-unheard-of', eventType: 'view' });
    expect(unknown.left).toEqual(['recipeArn']);
    expect(unknown.form).toMatchObject({ recipe: startForm(7).recipe, eventsFrom: 'one', eventType: 'view' });
  });
});
