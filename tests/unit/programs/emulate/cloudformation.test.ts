import { afterAll, beforeAll, expect, it } from 'vitest';
import { Emulator } from '../../../../src/programs/emulate/emulator';
import { elementsIn, textIn } from '../../../../src/programs/emulate/xml';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { avroSchema } from '../../../support/avro-schema';
import { smallInteractions } from '../../../support/scripted-recipe';
import { newFolder, request, signedFor, textOf } from './requests';

const options = { pool: new InProcessPool(), profile: 'relaxed', seed: 42, pace: 'none' } as const;
const folder = newFolder();
let emulator: Emulator;
beforeAll(async () => {
  emulator = new Emulator(folder, options);
  await emulator.ready();
});
afterAll(() => emulator.close());

async function cloudFormation(form: Record<string, string>) {
  const headers = { ...signedFor('cloudformation'), 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams({ Version: '2010-05-15', ...form }).toString();
  const answer = await emulator.handle(request('POST', '/', { headers, body }));
  return { status: answer.statusCode, text: await textOf(answer) };
}

async function personalize(operation: string, input: object): Promise<Record<string, unknown>> {
  const headers = { 'x-amz-target': `AmazonPersonalize.${operation}` };
  const answer = await emulator.handle(request('POST', '/', { headers, body: JSON.stringify(input) }));
  return JSON.parse(await textOf(answer)) as Record<string, unknown>;
}

const schema = JSON.stringify(avroSchema('Interactions', ['USER_ID', 'ITEM_ID', 'EVENT_TYPE', 'TIMESTAMP']));

/** As `cdk synth` writes it: what is needed stands behind what needs it. */
function templateOf(recipe: string, more: object = {}): string {
  const bucket = { 'Fn::Sub': 's3://${Data}/in.csv' };
  return JSON.stringify({
    Parameters: { Stage: { Type: 'String', Default: 'dev' } },
    Resources: {
      CDKMetadata: { Type: 'AWS::CDK::Metadata', Properties: { Analytics: 'x' }, Condition: 'Available' },
      Handler: { Type: 'AWS::Lambda::Function', Properties: { Runtime: 'python3.12' } },
      Solution: {
        Type: 'AWS::Personalize::Solution',
        Properties: {
          Name: { 'Fn::Join': ['-', ['films', { Ref: 'Stage' }]] },
          DatasetGroupArn: { 'Fn::GetAtt': ['Group', 'DatasetGroupArn'] },
          RecipeArn: `arn:aws:personalize:::recipe/${recipe}`,
          PerformHPO: 'false',
          SolutionConfig: { AlgorithmHyperParameters: {} },
        },
      },
      Events: {
        Type: 'AWS::Personalize::Dataset',
        Properties: {
          Name: 'events',
          DatasetType: 'Interactions',
          DatasetGroupArn: { Ref: 'Group' },
          SchemaArn: { 'Fn::GetAtt': 'Schema.SchemaArn' },
          DatasetImportJob: {
            JobName: 'first',
            DataSource: { DataLocation: bucket },
            RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
          },
        },
        DependsOn: ['Parameter'],
      },
      Group: { Type: 'AWS::Personalize::DatasetGroup', Properties: { Name: 'films' } },
      Schema: { Type: 'AWS::Personalize::Schema', Properties: { Name: 'events', Schema: schema } },
      Data: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'films-data' } },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: { RoleName: 'films', AssumeRolePolicyDocument: { Statement: [] } },
      },
      Parameter: {
        Type: 'AWS::SSM::Parameter',
        Properties: { Name: '/films/bucket', Value: { Ref: 'Data' }, Type: 'String' },
      },
      ...more,
    },
    Outputs: {
      Solution: { Value: { Ref: 'Solution' } },
      Where: { Value: { 'Fn::Sub': '${AWS::Region}/${Data}' } },
    },
  });
}

it('makes what a template asks for, tells of it, and takes it away', async () => {
  await emulator.handle(request('PUT', '/films-data'));
  await emulator.handle(request('PUT', '/films-data/in.csv', { body: smallInteractions(40, 60, 30) }));
  const TemplateBody = templateOf('aws-popularity-count');
  expect(await cloudFormation({ Action: 'CreateStack', StackName: 'films', TemplateBody })).toMatchObject({
    status: 200,
  });
  const { text } = await cloudFormation({ Action: 'DescribeStacks', StackName: 'films' });
  expect(textIn(text, 'StackStatus')).toBe('CREATE_COMPLETE');
  expect(textIn(text, 'StackStatusReason')).toMatch(/: AWS::Lambda::Function\.$/);
  const solutionArn = 'arn:aws:personalize:us-east-1:000000000000:solution/films-dev';
  expect(elementsIn(text, 'OutputValue')).toEqual([solutionArn, 'us-east-1/films-data']);
  expect(await personalize('DescribeSolution', { solutionArn })).toMatchObject({
    solution: { name: 'films-dev', performHPO: false },
  });
  await emulator.handle(request('GET', '/_idle'));
  expect(await personalize('ListDatasetImportJobs', {})).toMatchObject({
    datasetImportJobs: [{ jobName: 'first', status: 'ACTIVE' }],
  });
  const resources = await cloudFormation({ Action: 'DescribeStackResources', StackName: 'films' });
  expect(elementsIn(resources.text, 'LogicalResourceId')).toEqual([
    'Group',
    'Solution',
    'Data',
    'Parameter',
    'Schema',
    'Role',
    'Events',
  ]);
  await cloudFormation({ Action: 'DeleteStack', StackName: 'films' });
  expect(await personalize('ListDatasetGroups', {})).toEqual({ datasetGroups: [] });
  expect(await personalize('ListSchemas', {})).toEqual({ schemas: [] });
  // Tools look for these words, with what they have asked for.
  const StackName = 'arn:aws:cloudformation:us-east-1:000000000000:stack/films/0';
  const said = async (Action: string) =>
    textIn((await cloudFormation({ Action, StackName })).text, 'Message');
  expect(await said('DescribeStacks')).toBe(`Stack with id ${StackName} does not exist`);
  expect(await said('DescribeStackEvents')).toBe(`Stack [${StackName}] does not exist`);
  // What holds data stays, as the service would not delete it.
  expect((await emulator.handle(request('HEAD', '/films-data'))).statusCode).toBe(200);
});

it.each([
  ['a recipe that is not there', templateOf('aws-nothing'), /recipe does not exist/],
  ['a value that the API refuses', templateOf('x'.repeat(300)), /recipeArn/],
  [
    'a circle',
    templateOf('aws-sims', {
      Group: { Type: 'AWS::Personalize::DatasetGroup', Properties: { Name: { Ref: 'Group' } } },
    }),
    /Circular/,
  ],
  [
    'a need of something that is left out',
    templateOf('aws-sims', {
      Group: { Type: 'AWS::Personalize::DatasetGroup', Properties: { Name: { Ref: 'Handler' } } },
    }),
    /Handler/,
  ],
  [
    'a need of something that is nowhere',
    templateOf('aws-sims', {
      Group: { Type: 'AWS::Personalize::DatasetGroup', Properties: { Name: { Ref: 'Nothing' } } },
    }),
    /no resource Nothing/,
  ],
  [
    'a function that is not carried out',
    templateOf('aws-sims', {
      Group: { Type: 'AWS::Personalize::DatasetGroup', Properties: { Name: { 'Fn::Base64': 'x' } } },
    }),
    /Fn::Base64/,
  ],
])('%s leaves nothing and says why', async (_what, TemplateBody, reason) => {
  await cloudFormation({ Action: 'CreateStack', StackName: 'wrong', TemplateBody });
  const { text } = await cloudFormation({ Action: 'DescribeStacks', StackName: 'wrong' });
  expect(textIn(text, 'StackStatus')).toBe('ROLLBACK_COMPLETE');
  expect(textIn(text, 'StackStatusReason')).toMatch(reason);
  expect(await personalize('ListDatasetGroups', {})).toEqual({ datasetGroups: [] });
  expect(await personalize('ListSchemas', {})).toEqual({ schemas: [] });
  await cloudFormation({ Action: 'DeleteStack', StackName: 'wrong' });
});

it.each([
  'not JSON',
  '{}',
  '{"Resources":{},"Parameters":{"P":{}}}',
  '{"Resources":{"B":{"Type":"AWS::S3::Bucket","Condition":"C"}}}',
])('%s is no template', async (TemplateBody) => {
  const answer = await cloudFormation({ Action: 'CreateStack', StackName: 'none', TemplateBody });
  expect([answer.status, textIn(answer.text, 'Code')]).toEqual([400, 'ValidationError']);
});

it('a stack waits for no pace, as CloudFormation waits for what it makes', async () => {
  const slow = new Emulator(newFolder(), { ...options, pace: 'real' });
  await slow.deploy('films', templateOf('aws-sims'));
  await slow.close();
});

it('a change set makes a stack, out of S3 too, and what a template has in addition, once', async () => {
  const first = templateOf('aws-sims');
  await emulator.handle(request('PUT', '/assets'));
  await emulator.handle(request('PUT', '/assets/a.json', { body: first }));
  const set = { StackName: 'films', ChangeSetName: 'one' };
  const TemplateURL = 'https://assets.s3.us-east-1.amazonaws.com/a.json';
  await cloudFormation({ Action: 'CreateChangeSet', ...set, TemplateURL });
  const described = await cloudFormation({ Action: 'DescribeChangeSet', ...set });
  expect(textIn(described.text, 'ExecutionStatus')).toBe('AVAILABLE');
  await cloudFormation({ Action: 'ExecuteChangeSet', ...set });
  await cloudFormation({ Action: 'CreateChangeSet', ...set, TemplateBody: first });
  expect(textIn((await cloudFormation({ Action: 'DescribeChangeSet', ...set })).text, 'Status')).toBe(
    'FAILED',
  );
  const more = { Other: { Type: 'AWS::Personalize::DatasetGroup', Properties: { Name: 'more' } } };
  await emulator.deploy('films', templateOf('aws-sims', more));
  const { text } = await cloudFormation({ Action: 'DescribeStacks' });
  expect(elementsIn(text, 'StackStatus')).toEqual(['UPDATE_COMPLETE']);
  expect((await personalize('ListDatasetGroups', {})).datasetGroups).toHaveLength(2);
  await expect(emulator.deploy('other', templateOf('aws-nothing'))).rejects.toThrow('already exists');
});
