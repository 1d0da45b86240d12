import { BUNDLE_FORMAT, BUNDLE_VERSION, type BundleOverview } from '../../src/domain/bundle';

const group = 'arn:aws:personalize:us-east-1:000000000000:dataset-group/films';
const schema = JSON.stringify({ type: 'record', name: 'Interactions', fields: [] });

/** What the export of a small project would hold, with a little of everything. */
export function bundleOverview(change: Partial<BundleOverview> = {}): BundleOverview {
  return {
    manifest: {
      format: BUNDLE_FORMAT,
      version: BUNDLE_VERSION,
      project: { name: 'films', profile: 'aws', simulated: false, provenance: {} },
      datasets: [
        {
          type: 'INTERACTIONS',
          folder: 'data/interactions/',
          imported: 'data/interactions/interactions.csv',
          schema: 'schemas/films-interactions.avsc',
          rows: 100_836,
        },
      ],
      solutions: { personal: { seed: 42, budget: 'standard' } },
      trackingId: null,
      metricsSince: {},
      put: null,
      putBatches: 0,
      joinedSessions: [],
    },
    requests: [
      {
        kind: 'dataset-group',
        name: 'films',
        operation: 'CreateDatasetGroup',
        input: { name: 'films' },
        arn: group,
        implied: true,
      },
      {
        kind: 'schema',
        name: 'films-interactions',
        operation: 'CreateSchema',
        input: { name: 'films-interactions', schema },
        arn: 'arn:aws:personalize:us-east-1:000000000000:schema/films-interactions',
        implied: true,
      },
      {
        kind: 'filter',
        name: 'seen',
        operation: 'CreateFilter',
        input: {
          name: 'seen',
          datasetGroupArn: group,
          filterExpression: 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("*")',
        },
        arn: 'arn:aws:personalize:us-east-1:000000000000:filter/seen',
        implied: false,
      },
      {
        kind: 'solution',
        name: 'personal',
        operation: 'CreateSolution',
        input: {
          name: 'personal',
          datasetGroupArn: group,
          recipeArn: 'arn:aws:personalize:::recipe/aws-user-personalization',
          performHPO: true,
          performAutoTraining: false,
        },
        tuned: {
          name: 'personal',
          datasetGroupArn: group,
          recipeArn: 'arn:aws:personalize:::recipe/aws-user-personalization',
          performAutoTraining: false,
          solutionConfig: { algorithmHyperParameters: { bptt: '16' } },
        },
        arn: 'arn:aws:personalize:us-east-1:000000000000:solution/personal',
        implied: true,
      },
      {
        kind: 'solution-version',
        name: 'personal',
        operation: 'CreateSolutionVersion',
        input: {
          solutionArn: 'arn:aws:personalize:us-east-1:000000000000:solution/personal',
          trainingMode: 'FULL',
        },
        arn: 'arn:aws:personalize:us-east-1:000000000000:solution/personal/1a2b3c4d',
        implied: false,
      },
    ],
    tables: [{ path: 'data/interactions/interactions.csv', rows: 100_836 }],
    warnings: [
      {
        code: 'FORMULA_CELLS',
        severity: 'note',
        details: { dataset: 'ITEMS', column: 'TITLE', cells: 2, example: '+1 (1987)' },
      },
      { code: 'MODELS_STAY', severity: 'note', details: { models: 2 } },
    ],
    trainingSeconds: 42,
    ...change,
  };
}
