import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  likelyOperation,
  readAnyRequest,
  readPasted,
  withLocalIds,
} from '../../../src/interop/aws/pasted-request';
import { shellWords } from '../../../src/interop/aws/shell-words';
import { asBoto3, asCli } from '../../../src/interop/aws/snippets';
import type { JsonObject } from '../../../src/domain/errors';

describe('a pasted request', () => {
  test('is read from JSON; what only an account has is taken, the rest is named with its place', () => {
    const text = JSON.stringify({
      name: 'seen',
      datasetGroupArn: 'arn:aws:personalize:us-east-1:1:dataset-group/films',
      filterExpression: 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("*")',
      tags: [],
      roleArn: 'arn:aws:iam::1:role/r',
      color: 'red',
    });
    expect(readPasted(` ${text}\n`, ['CreateFilter'])).toEqual({
      operation: 'CreateFilter',
      input: {
        name: 'seen',
        datasetGroupArn: 'arn:aws:personalize:us-east-1:1:dataset-group/films',
        filterExpression: 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("*")',
      },
      ignored: ['roleArn'],
      fieldless: ['tags'],
      unknown: ['color'],
    });
  });

  test('names unknown members inside the configuration, and leaves maps of free names alone', () => {
    const read = readPasted(
      JSON.stringify({
        name: 'x',
        solutionConfig: {
          algorithmHyperParameters: { anything: '1' },
          hpoConfig: { tries: 3 },
          speed: 'high',
        },
      }),
      ['CreateSolution'],
    );
    expect(read).toMatchObject({
      input: { name: 'x', solutionConfig: { algorithmHyperParameters: { anything: '1' }, hpoConfig: {} } },
      unknown: ['solutionConfig.hpoConfig.tries', 'solutionConfig.speed'],
    });
  });

  test('tells what has an effect here and no field from what only an account has', () => {
    const solution = {
      name: 'x',
      performAutoTraining: true,
      performIncrementalUpdate: true,
      solutionConfig: { autoTrainingConfig: { schedulingExpression: 'rate(7 days)' } },
    };
    expect(readPasted(JSON.stringify(solution), ['CreateSolution'])).toMatchObject({
      ignored: ['performIncrementalUpdate'],
      fieldless: ['performAutoTraining', 'solutionConfig.autoTrainingConfig'],
      unknown: [],
    });
    const campaign = { name: 'c', campaignConfig: { syncWithLatestSolutionVersion: true } };
    expect(readPasted(JSON.stringify(campaign), ['CreateCampaign'])).toMatchObject({
      ignored: [],
      fieldless: ['campaignConfig.syncWithLatestSolutionVersion'],
      unknown: [],
    });
  });

  test('is read from a command of the AWS CLI, whose options win over its JSON', () => {
    const command = `aws personalize create-batch-segment-job --region us-east-1 \\
      --cli-input-json '{"jobName":"a","numResults":5,"roleArn":"arn:aws:iam::1:role/r"}' \\
      --job-name "it's b" --num-results=10 --job-input '{"s3DataSource":{"path":"s3://x/y"}}'`;
    expect(readPasted(command, ['CreateBatchInferenceJob', 'CreateBatchSegmentJob'])).toEqual({
      operation: 'CreateBatchSegmentJob',
      input: { jobName: "it's b", numResults: 10, jobInput: { s3DataSource: { path: 's3://x/y' } } },
      ignored: ['roleArn'],
      fieldless: [],
      unknown: [],
    });
    expect(
      readPasted('aws personalize create-solution --name x --perform-hpo --no-perform-auto-ml', [
        'CreateSolution',
      ]),
    ).toMatchObject({ input: { name: 'x', performHPO: true, performAutoML: false } });
    expect(
      readPasted('aws personalize create-campaign --name c --min-provisioned-tps 2', ['CreateCampaign']),
    ).toMatchObject({ input: { name: 'c', minProvisionedTPS: 2 } });
  });

  test('takes ids of digits for texts, and every word of a list', () => {
    const ranking = `aws personalize-runtime get-personalized-ranking --campaign-arn c --user-id 408 \\
      --input-list 1 50 "7 8" --region us-east-1`;
    expect(readAnyRequest(ranking)).toEqual({
      operation: 'GetPersonalizedRanking',
      input: { campaignArn: 'c', userId: '408', inputList: ['1', '50', '7 8'] },
    });
    const list = `aws personalize-runtime get-recommendations --item-id 50 --num-results 10`;
    expect(readAnyRequest(list)).toMatchObject({ input: { itemId: '50', numResults: 10 } });
    expect(
      readAnyRequest(`aws personalize-runtime get-personalized-ranking --input-list '["1"]'`),
    ).toMatchObject({ input: { inputList: ['1'] } });
  });

  test.each(['\n', '\r\n\n', ' && ', '; ', ' | '])('is the first of several commands: %j', (between) => {
    const first = 'aws personalize create-filter --name a --filter-expression "x; y"';
    const second = 'aws personalize create-campaign --name b --solution-version-arn v';
    expect(readAnyRequest(first + between + second)).toEqual({
      operation: 'CreateFilter',
      input: { name: 'a', filterExpression: 'x; y' },
    });
  });

  test('shows by its members what JSON is meant for', () => {
    const call = { datasetArn: 'a', items: [{ itemId: 'N1' }] };
    expect(likelyOperation(JSON.stringify(call))).toBe('PutItems');
    expect(likelyOperation('{"campaignArn":"c","inputList":["1"]}')).toBe('GetPersonalizedRanking');
    expect(likelyOperation('{"name":"x"}')).toBeNull();
    expect(likelyOperation('{"items":')).toBeNull();
  });

  test('means the resources of the same name here, whatever account its ids are of', () => {
    const account = 'arn:aws:personalize:us-east-1:123456789012:';
    const recipeArn = 'arn:aws:personalize:::recipe/aws-sims';
    const roleArn = 'arn:aws:iam::123456789012:role/r';
    const promotions = [{ filterArn: `${account}filter/new` }];
    expect(withLocalIds({ campaignArn: `${account}campaign/home`, promotions, recipeArn, roleArn })).toEqual({
      campaignArn: 'arn:aws:personalize:us-east-1:000000000000:campaign/home',
      promotions: [{ filterArn: 'arn:aws:personalize:us-east-1:000000000000:filter/new' }],
      recipeArn,
      roleArn,
    });
  });

  test('says what it is not', () => {
    const fault = (text: string): unknown => {
      const read = readPasted(text, ['CreateFilter']);
      return 'fault' in read ? [read.fault, read.what] : null;
    };
    expect(fault('  ')).toEqual(['EMPTY', '']);
    expect(fault('{"name": ')).toEqual(['NOT_JSON', expect.any(String)]);
    expect(fault('[1]')).toEqual(['NOT_OBJECT', '']);
    expect(fault('aws personalize create-campaign --name x')).toEqual(['OTHER_OPERATION', 'create-campaign']);
    expect(fault('aws personalize create-filter --cli-input-json file://filter.json')).toEqual([
      'FILE',
      'file://filter.json',
    ]);
  });

  test('comes back from what is copied as a command, whatever its texts hold', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'binary-ascii' }),
        (name, filterExpression) => {
          const input: JsonObject = { name, filterExpression };
          const read = readPasted(asCli('CreateFilter', input), ['CreateFilter']);
          expect(read).toEqual({ operation: 'CreateFilter', input, ignored: [], fieldless: [], unknown: [] });
        },
      ),
    );
  });

  test('is read from a call of boto3 as a program has it', () => {
    const program = `import boto3

personalize = boto3.client('personalize', region_name="us-east-1")
# the first one only
response = personalize.create_solution(
    name = 'it\\'s',
    performHPO=True, eventType=None,   # a remark, with ) in it
    solutionConfig={
        "eventValueThreshold": '3.5',
        'hpoConfig': {'hpoObjective': {'type': 'max',
          'metricName': 'a "b" '
                        "c\\u00e9"}},
        'trainingDataConfig': {"excludedDatasetColumns": {"ITEMS": ["A", "B",],},},
    },
)
print(response['solutionArn'])
personalize.create_solution(name='second')`;
    expect(readPasted(program, ['CreateSolution'])).toEqual({
      operation: 'CreateSolution',
      input: {
        name: "it's",
        performHPO: true,
        eventType: null,
        solutionConfig: {
          eventValueThreshold: '3.5',
          hpoConfig: { hpoObjective: { type: 'max', metricName: 'a "b" cé' } },
          trainingDataConfig: { excludedDatasetColumns: { ITEMS: ['A', 'B'] } },
        },
      },
      ignored: [],
      fieldless: [],
      unknown: [],
    });
  });

  test.each([
    '# client.create_filter(name="off")',
    'print("client.create_filter(name=1)")',
    "group = os.environ.get('GROUP')",
    'logging.basicConfig(level=10)',
    '"""See client.create_filter(...)\nand more."""',
  ])('is no call that is commented out, quoted or not of the API: %s', (before) => {
    const program = `${before}\nclient.create_filter(name="seen")`;
    expect(readAnyRequest(program)).toEqual({ operation: 'CreateFilter', input: { name: 'seen' } });
  });

  test.each([
    ['client.create_campaign(name="x")', 'OTHER_OPERATION', 'create_campaign'],
    ['client.create_filter(datasetGroupArn=group_arn)', 'NOT_LITERAL', 'group_arn'],
    ['client.create_filter(name=f"x{y}")', 'NOT_LITERAL', 'f'],
    ['client.create_filter(**request)', 'NOT_PYTHON', '**request)'],
    ['client.create_filter(name="x', 'NOT_PYTHON', '"x'],
    ['client.create_filter(name="x"', 'NOT_PYTHON', ''],
    [`client.create_filter(name=${'['.repeat(1e5)}`, 'NOT_PYTHON', expect.any(String)],
    ['boto3.client("personalize")', 'NOT_JSON', expect.any(String)],
  ])('says why it cannot read %.60s', (text, fault, what) => {
    expect(readPasted(text, ['CreateFilter'])).toEqual({ fault, what });
  });

  test('comes back from what is copied as a call of boto3, whatever its values', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary-ascii' }),
        fc.jsonValue({ stringUnit: 'grapheme' }),
        (name, filterExpression) => {
          const input = JSON.parse(JSON.stringify({ name, filterExpression })) as JsonObject;
          const read = readPasted(asBoto3('CreateFilter', input), ['CreateFilter']);
          expect(read).toEqual({ operation: 'CreateFilter', input, ignored: [], fieldless: [], unknown: [] });
        },
      ),
    );
  });

  test('never becomes anything but a member, whatever it is called', () => {
    const read = readPasted('{"__proto__":{"polluted":true},"constructor":1,"name":"x"}', ['CreateFilter']);
    expect(read).toMatchObject({ input: { name: 'x' }, unknown: ['__proto__', 'constructor'] });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

test('shell words are cut where a shell cuts them', () => {
  expect(shellWords(`a  'b c'd "e \\" f" g\\ h \\\n i '' "\\n"`)).toEqual([
    'a',
    'b cd',
    'e " f',
    'g h',
    'i',
    '',
    '\\n',
  ]);
});
