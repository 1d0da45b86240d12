import { beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/domain/errors';
import type { AvroSchema } from '../../../src/domain/schema';
import { schemaRequest } from '../../../src/engine/service/schemas';
import { localAws, roleArn, type LocalAws, agedBy, runSchedule } from '../../support/local-aws';
import { importFiles, nodeJob, nodeStudio, specOf, textFile } from '../../support/studio-in-node';
import { UnzippedBundle } from '../../support/unzipped-bundle';
import { askOnWire } from '../../support/wire';
import { avroSchema } from '../../support/avro-schema';

const recipeArn = 'arn:aws:personalize:::recipe/aws-semantic-similarity';
const HALF_HOUR = 1800;

/** Twenty things for a tent and twenty for a stove; the later, the newer. */
const things = Array.from({ length: 40 }, (_, i) => ({
  id: `i${i}`,
  name: i % 2 === 0 ? `Tent peg ${i}` : `Stove pot ${i}`,
  about: i % 2 === 0 ? 'Holds canvas in wind' : 'Boils water on gas',
  created: 1_700_000_000 + i * 1000,
}));
const itemsCsv = [
  'ITEM_ID,NAME,ABOUT,CREATION_TIMESTAMP',
  ...things.map(({ id, name, about, created }) => `${id},${name},"${about}",${created}`),
].join('\n');
const schema = JSON.stringify(
  avroSchema('Items', [
    'ITEM_ID',
    { name: 'NAME', type: 'string', itemName: true },
    { name: 'ABOUT', type: ['null', 'string'], textual: true },
    { name: 'CREATION_TIMESTAMP', type: 'long' },
  ]),
);

describe('a group of items that are alike by their texts', () => {
  let aws: LocalAws;
  const arns: { [name: string]: string } = {};
  const call = async (operation: string, input: JsonObject): Promise<JsonObject> => {
    const { body, error } = await askOnWire(aws.requestHandler, operation, input);
    expect([error, body.message]).toEqual([undefined, undefined]);
    for (const [name, value] of Object.entries(body)) if (typeof value === 'string') arns[name] = value;
    return body;
  };
  const version = () => aws.project.state.solutionVersions.find(({ arn }) => arn === arns.solutionVersionArn);
  const alike = async (itemId: string): Promise<string[]> => {
    const { itemList } = await call('GetRecommendations', { campaignArn: arns.campaignArn, itemId });
    return (itemList as { itemId: string }[]).map((item) => item.itemId);
  };
  const put = (itemId: string, name: string, about: string): Promise<JsonObject> =>
    call('PutItems', {
      datasetArn: arns.datasetArn,
      items: [{ itemId, properties: JSON.stringify({ name, about, creationTimestamp: 1_800_000_000 }) }],
    });
  const later = (seconds: number) => aws.project.update((state) => agedBy(state, seconds));
  const run = async () => (await runSchedule(aws)).started;

  beforeAll(async () => {
    aws = await localAws();
    await call('CreateDatasetGroup', { name: 'camp' });
    await call('CreateSchema', { name: 'items', schema });
    const { datasetGroupArn, schemaArn } = arns;
    await call('CreateDataset', { name: 'items', datasetGroupArn, datasetType: 'Items', schemaArn });
    aws.files.put('s3://camp/items.csv', new Blob([itemsCsv]));
    await call('CreateDatasetImportJob', {
      jobName: 'items',
      datasetArn: arns.datasetArn,
      dataSource: { dataLocation: 's3://camp/items.csv' },
      roleArn,
    });
    await aws.service.idle();
    await call('CreateSolution', { name: 'alike', datasetGroupArn, recipeArn, performAutoTraining: false });
    await call('CreateSolutionVersion', { solutionArn: arns.solutionArn });
    await aws.service.idle();
    await call('CreateCampaign', { name: 'home', solutionVersionArn: arns.solutionVersionArn });
  });

  test('is trained without events, and then has nothing to be measured on', async () => {
    expect(version()).toMatchObject({ status: 'ACTIVE', metrics: null, baseline: null });
    const list = await alike('i0');
    expect(list.slice(0, 19).every((id) => Number(id.slice(1)) % 2 === 0)).toBe(true);
    // An item that nobody knows gets what is popular: here all are equally so.
    expect(await alike('nobody-knows')).toHaveLength(25);
  });

  test('answers batch lines, the newest first where that is asked for, but makes no themes', async () => {
    const { solutionVersionArn } = arns;
    aws.files.put('s3://camp/asked.json', new Blob(['{"itemId": "i0"}\n']));
    const job = (jobName: string, more: JsonObject): JsonObject => ({
      jobName,
      solutionVersionArn,
      numResults: 3,
      jobInput: { s3DataSource: { path: 's3://camp/asked.json' } },
      jobOutput: { s3DataDestination: { path: `s3://camp/${jobName}/` } },
      roleArn,
      ...more,
    });
    const listOf = async (jobName: string): Promise<string[]> => {
      const file = await aws.service.readFile(`s3://camp/${jobName}/asked.json.out`);
      const { output } = JSON.parse((await file?.text()) ?? '') as { output: { recommendedItems: string[] } };
      return output.recommendedItems;
    };
    const config = { rankingInfluence: { FRESHNESS: 1 } };
    await call('CreateBatchInferenceJob', job('plain', {}));
    await call('CreateBatchInferenceJob', job('fresh', { batchInferenceJobConfig: config }));
    await aws.service.idle();
    const { batchInferenceJob } = await call('DescribeBatchInferenceJob', {
      batchInferenceJobArn: arns.batchInferenceJobArn,
    });
    expect(batchInferenceJob).toMatchObject({ status: 'ACTIVE', batchInferenceJobConfig: config });
    const numberOf = (ids: readonly string[]): number => Number(ids[0].slice(1));
    expect(numberOf(await listOf('fresh'))).toBeGreaterThan(numberOf(await listOf('plain')));
    const themed = { batchInferenceJobMode: 'THEME_GENERATION', themeGenerationConfig: {} };
    const { error } = await askOnWire(aws.requestHandler, 'CreateBatchInferenceJob', job('themed', themed));
    expect(error).toBe('InvalidInputException');
  });

  test('takes new texts in every half hour, and not when somebody asks', async () => {
    const { solutionArn } = arns;
    await put('new', 'Tent rope', 'Holds canvas in wind');
    expect(await run()).toEqual([]);
    await later(HALF_HOUR);
    expect(await run()).toEqual([arns.solutionVersionArn]);
    expect(await alike('i0')).toContain('new');
    expect((await alike('new')).slice(0, 15).every((id) => Number(id.slice(1)) % 2 === 0)).toBe(true);
    const asked = { solutionArn, trainingMode: 'UPDATE' };
    expect((await askOnWire(aws.requestHandler, 'CreateSolutionVersion', asked)).error).toBe(
      'InvalidInputException',
    );
    await call('UpdateSolution', { solutionArn, performIncrementalUpdate: false });
    await put('newer', 'Tent bag', 'Holds canvas');
    await later(2 * HALF_HOUR);
    expect(await run()).toEqual([]);
  });

  test('is exported as it is', async () => {
    const bundle = await UnzippedBundle.of(aws.project);
    const requests = bundle.manifest.requests.map(({ path }) => bundle.json(path));
    expect(requests).toContainEqual(expect.objectContaining({ recipeArn, performIncrementalUpdate: false }));
    const { schemas = [] } = (await call('ListSchemas', {})) as { schemas?: unknown[] };
    expect(schemas).toHaveLength(1);
  });
});

describe('files without a schema', () => {
  // Of six people: too few for any recipe that learns from events.
  const events = Array.from({ length: 1000 }, (_, i) => `u${i % 6},i${i % 40},${1_700_000_000 + i}`);
  const about = (i: number): string => `${things[i].about}, and something of its own in thing number ${i}`;
  const itemsOf = (header: string): string =>
    [header, ...things.map(({ id, name }, i) => `${id},${name},"${about(i)}"`)].join('\n');

  test('have their title read as the name, and export it as one', async () => {
    const node = nodeStudio();
    const { studio } = node;
    await importFiles(node, [
      textFile('events.csv', ['USER_ID,ITEM_ID,TIMESTAMP', ...events].join('\n')),
      textFile('items.csv', itemsOf('ITEM_ID,TITLE,DESCRIPTION')),
    ]);
    const { lacking } =
      (await studio.listRecipes()).find(({ name }) => name === 'aws-semantic-similarity') ?? {};
    expect(lacking).toBeNull();
    const { arn } = await studio.train(nodeJob(), specOf('aws-semantic-similarity'));
    const list = await studio.getRecommendations({ solutionVersionArn: arn, userId: '', itemId: 'i1' });
    expect(Number(list.items[0].itemId.slice(1)) % 2).toBe(1);
    const told = await studio.explainRecommendation({
      solutionVersionArn: arn,
      itemId: 'i1',
      about: list.items[0].itemId,
    });
    expect(told.reason).toMatchObject({ kind: 'texts', weighed: false });
    const state = node.events.flatMap((event) => (event.kind === 'state' ? [event.state] : [])).at(-1);
    const items = state?.datasets.find(({ type }) => type === 'ITEMS');
    if (state === undefined || state === null || items === undefined) throw new RangeError('there are items');
    expect(items.schema.fields.some(({ itemName }) => itemName)).toBe(false);
    const { input } = schemaRequest(state, items);
    const exported = JSON.parse(String(input.schema)) as AvroSchema;
    expect(exported.fields.find(({ itemName }) => itemName)?.name).toBe('TITLE');
  });
});
