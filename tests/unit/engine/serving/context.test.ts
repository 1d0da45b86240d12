import type * as control from '@aws-sdk/client-personalize';
import { beforeAll, expect, test } from 'vitest';
import { explainRecommendation } from '../../../../src/engine/serving/explain';
import { rank, recommend } from '../../../../src/engine/serving/lists';
import { DEVICE_ITEMS, onDevices } from '../../../support/devices';
import { importDataset, localAws, roleArn, trainedOn, type LocalAws } from '../../../support/local-aws';
import { avroSchema } from '../../../support/avro-schema';

const SCHEMA = avroSchema('Interactions', [
  'USER_ID',
  'ITEM_ID',
  'TIMESTAMP',
  { name: 'DEVICE', type: ['null', 'string'], categorical: true },
]);
const RECIPES = ['aws-user-personalization', 'aws-personalized-ranking'];
const ALL = Array.from({ length: DEVICE_ITEMS }, (_, i) => `i${i}`);
let aws: LocalAws;
const versions = new Map<string, string>();

function interactionsCsv(): string {
  const { items, userPtr, nUsers, eventColumns } = onDevices(60);
  const column = eventColumns?.[0];
  if (column?.kind !== 'code') throw new Error('no column');
  const rows: string[] = [];
  for (let u = 0; u < nUsers; u++)
    for (let p = userPtr[u]; p < userPtr[u + 1]; p++)
      rows.push(`u${u},i${items[p]},${1_700_000_000 + 60 * p},${column.vocabulary[column.codes[p]]}`);
  return ['USER_ID,ITEM_ID,TIMESTAMP,DEVICE', ...rows].join('\n');
}

const campaignOf = (recipe: string): string =>
  `arn:aws:personalize:us-east-1:000000000000:campaign/${recipe}`;

/** What is new has no place by itself here: contexts alone are to move lists. */
const unexplored = (recipe: string): control.CampaignConfig | undefined =>
  recipe === RECIPES[0] ? { itemExplorationConfig: { explorationWeight: '0' } } : undefined;

async function train(
  name: string,
  recipe: string,
  solutionConfig: control.SolutionConfig = {},
): Promise<void> {
  const { personalize } = aws;
  const { datasetGroups = [] } = await personalize.listDatasetGroups();
  const [{ datasetGroupArn }] = datasetGroups;
  const { solutionVersionArn } = await trainedOn(aws, recipe, { name, datasetGroupArn, solutionConfig });
  versions.set(name, solutionVersionArn);
  const campaignConfig = unexplored(recipe);
  await personalize.createCampaign({ name, solutionVersionArn, campaignConfig });
}

beforeAll(async () => {
  aws = await localAws();
  const { datasetGroupArn = '' } = await aws.personalize.createDatasetGroup({ name: 'tv' });
  await importDataset(aws, datasetGroupArn, SCHEMA, interactionsCsv());
  await aws.service.idle();
  for (const recipe of RECIPES) await train(recipe, recipe);
  await train('blind', RECIPES[0], {
    trainingDataConfig: { excludedDatasetColumns: { INTERACTIONS: ['DEVICE'] } },
  });
});

interface Listed {
  readonly ids: readonly string[];
  readonly scores: readonly (number | undefined)[];
}
const listed = (items: readonly { itemId?: string; score?: number }[] = []): Listed => ({
  ids: items.map(({ itemId = '' }) => itemId),
  scores: items.map(({ score }) => score),
});

async function recommended(
  userId: string,
  context?: Record<string, string>,
  campaign = RECIPES[0],
): Promise<Listed> {
  const campaignArn = campaignOf(campaign);
  const input = { campaignArn, userId, numResults: 10, ...(context && { context }) };
  return listed((await aws.runtime.getRecommendations(input)).itemList);
}

async function ranked(userId: string, context?: Record<string, string>): Promise<Listed> {
  const input = { campaignArn: campaignOf(RECIPES[1]), userId, inputList: ALL, ...(context && { context }) };
  return listed((await aws.runtime.getPersonalizedRanking(input)).personalizedRanking);
}

/** How many of the first ten are taken on a television. */
const onTv = ({ ids }: Listed): number => ids.slice(0, 10).filter((id) => Number(id.slice(1)) >= 30).length;

test.each(['u4', 'nobody'])('two contexts give %s two lists', async (userId) => {
  for (const ask of [recommended, ranked]) {
    const [tv, mobile] = [await ask(userId, { DEVICE: 'tv' }), await ask(userId, { DEVICE: 'mobile' })];
    expect(onTv(tv)).toBeGreaterThan(onTv(mobile) + 1);
    const plain = await ask(userId);
    expect(await ask(userId, { DEVICE: 'radio' })).toEqual(plain);
    expect(await ask(userId, {})).toEqual(plain);
  }
});

test('a column that training leaves out changes no list', async () => {
  const plain = await recommended('u4', undefined, 'blind');
  expect(await recommended('u4', { DEVICE: 'tv' }, 'blind')).toEqual(plain);
  expect(plain).toEqual(await recommended('u4'));
});

test('a line of a batch job with a context is answered as a request with it', async () => {
  const { personalize, files, service } = aws;
  const contexts: Record<string, string>[] = [
    { DEVICE: 'tv' },
    { DEVICE: 'mobile' },
    { DEVICE: 'radio' },
    {},
  ];
  const line = (context: object, more: object = {}): string =>
    JSON.stringify({ userId: 'u4', context, ...more });
  for (const recipe of RECIPES) {
    const more = recipe === RECIPES[1] ? { itemList: ALL } : {};
    files.put(`s3://in/${recipe}.jsonl`, new Blob([contexts.map((one) => line(one, more)).join('\n')]));
    await personalize.createBatchInferenceJob({
      jobName: recipe,
      batchInferenceJobConfig: unexplored(recipe),
      solutionVersionArn: versions.get(recipe),
      numResults: 10,
      jobInput: { s3DataSource: { path: `s3://in/${recipe}.jsonl` } },
      jobOutput: { s3DataDestination: { path: `s3://out/${recipe}/` } },
      roleArn,
    });
    await service.idle();
    const output = await new Response(
      await service.readFile(`s3://out/${recipe}/${recipe}.jsonl.out`),
    ).text();
    const lines = output
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text).output);
    for (const [k, context] of contexts.entries()) {
      const asked = await (recipe === RECIPES[1] ? ranked : recommended)('u4', context);
      expect(lines[k].recommendedItems).toEqual(asked.ids);
      asked.scores.forEach((score, at) => expect(lines[k].scores[at]).toBeCloseTo(score ?? NaN, 6));
    }
  }
});

test.each(['u4', 'nobody'])(
  'the place that a context gives an item of %s is explained, and adds up',
  async (userId) => {
    const { project } = aws;
    const context = { device: 'tv' };
    const { ids, scores } = await recommended(userId, context);
    for (const campaign of RECIPES) {
      const question = { campaignArn: campaignOf(campaign), userId, context, about: ids[1] };
      const { score, rank } = await explainRecommendation(project, question, () => 0);
      const shares = score?.shares ?? [];
      expect(shares.filter(({ part }) => part === 'context')).toMatchObject([
        { context: { field: 'DEVICE', value: 'tv' } },
      ]);
      const sum = shares.reduce((total, { value }) => total + value, 0);
      expect(Math.abs(sum - (score?.logit ?? NaN))).toBeLessThan(1e-9);
      if (campaign === RECIPES[0]) {
        expect(rank).toBe(2);
        // What is answered is rounded to seven decimals.
        expect(Number(score?.score?.toFixed(7))).toBe(scores[1]);
      }
      const wrong = { ...question, context: { COLOUR: 'red' } };
      await expect(explainRecommendation(project, wrong, () => 0)).rejects.toMatchObject({ code: 'I05' });
    }
  },
);

test('the list on the page of a person goes by the context too', async () => {
  const { project } = aws;
  const context = { DEVICE: 'tv' };
  const asked = { userId: 'u4', context };
  const solutionVersionArn = versions.get(RECIPES[0]) ?? '';
  const personal = { ...asked, solutionVersionArn, numResults: 10 };
  const list = await recommend(project, personal, 'id', () => 0);
  expect(list.items.map(({ itemId }) => itemId)).toEqual((await recommended('u4', context)).ids);
  const given = { ...asked, solutionVersionArn: versions.get(RECIPES[1]) ?? '', inputList: ALL };
  const order = await rank(project, given, 'id', () => 0);
  expect(order.items.map(({ itemId }) => itemId)).toEqual((await ranked('u4', context)).ids);
  const wrong = { ...given, context: { COLOUR: 'red' } };
  await expect(rank(project, wrong, 'id', () => 0)).rejects.toMatchObject({ code: 'I05' });
});
