import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/domain/errors';
import { monthOf } from '../../../src/domain/usage';
import { Rng } from '../../../src/kernels/rng';
import { importDataset, localAws, roleArn, trainedOn, type LocalAws } from '../../support/local-aws';
import { avroSchema } from '../../support/avro-schema';
import { smallInteractions } from '../../support/scripted-recipe';

const USERS = 60;
const DAY = 86_400;
/** The service counts days from the present. */
const nowSec = Math.floor(Date.now() / 1000);

const ACTIONS = avroSchema('Actions', [
  'ACTION_ID',
  { name: 'KIND', type: 'string', categorical: true },
  { name: 'VALUE', type: ['null', 'long'] },
  { name: 'ACTION_EXPIRATION_TIMESTAMP', type: ['null', 'long'] },
  { name: 'REPEAT_FREQUENCY', type: ['long', 'null'] },
]);
const SCHEMAS = [
  avroSchema('Interactions', ['USER_ID', 'ITEM_ID', 'TIMESTAMP']),
  avroSchema('Users', ['USER_ID', { name: 'TIER', type: 'string', categorical: true }]),
  ACTIONS,
  avroSchema('ActionInteractions', ['USER_ID', 'ACTION_ID', 'EVENT_TYPE', 'TIMESTAMP']),
];
const tierOf = (user: number): 'gold' | 'plain' => (user % 2 === 0 ? 'gold' : 'plain');

/** Gold users upgrade, plain ones rate; anybody reads a letter as often. The offers are weeks old. */
function answers(): string {
  const rng = new Rng(9, 'answers');
  const lines = ['USER_ID,ACTION_ID,EVENT_TYPE,TIMESTAMP'];
  for (let user = 0; user < USERS; user++) {
    for (const [daysAgo, action, gold, plain] of [
      [40, 'upgrade', 0.9, 0.1],
      [39, 'rate', 0.1, 0.9],
      [38, 'letter', 0.5, 0.5],
      [37, 'letter-too', 0.5, 0.5],
    ] as const) {
      const at = nowSec - daysAgo * DAY + user * 600;
      const same = rng.uniform();
      const taken = same < (tierOf(user) === 'gold' ? gold : plain);
      lines.push(
        `u${user},${action},Viewed,${at}`,
        `u${user},${action},${taken ? 'Taken' : 'Not Taken'},${at + 60}`,
      );
    }
  }
  return lines.join('\n') + '\n';
}

const TABLES = {
  Interactions: smallInteractions(USERS, 20, 20),
  Users: `USER_ID,TIER\n${Array.from({ length: USERS }, (_, user) => `u${user},${tierOf(user)}`).join('\n')}\n`,
  Actions: [
    'ACTION_ID,KIND,VALUE,ACTION_EXPIRATION_TIMESTAMP,REPEAT_FREQUENCY',
    'upgrade,money,9,,',
    'rate,voice,2,,7',
    'letter,voice,1,,',
    'letter-too,voice,5,,',
    `gone,money,9,${nowSec - DAY},`,
    'new,money,5,,',
  ].join('\n'),
  ActionInteractions: answers(),
};

interface Club {
  readonly aws: LocalAws;
  readonly datasetGroupArn: string;
  readonly arns: ReadonlyMap<string, string>;
  readonly campaignArn: string;
  readonly solutionVersionArn: string;
  /** By the clock, around the training. */
  readonly trainedInSec: number;
}
let club: Club;

async function madeClub(): Promise<Club> {
  const aws = await localAws('relaxed');
  const { personalize, service } = aws;
  const { datasetGroupArn = '' } = await personalize.createDatasetGroup({ name: 'club' });
  const arns = new Map<string, string>();
  for (const schema of SCHEMAS) {
    const { name } = schema;
    arns.set(name, await importDataset(aws, datasetGroupArn, schema, TABLES[name as keyof typeof TABLES]));
    await service.idle();
  }
  const { datasetImportJobs = [] } = await personalize.listDatasetImportJobs();
  expect(datasetImportJobs.map(({ status }) => status)).toEqual(SCHEMAS.map(() => 'ACTIVE'));
  const begunMs = Date.now();
  const { solutionVersionArn } = await trainedOn(aws, 'aws-next-best-action', {
    name: 'next',
    datasetGroupArn,
    performAutoTraining: false,
    solutionConfig: { featureTransformationParameters: { action_optimization_period: '7' } },
  });
  const trainedInSec = (Date.now() - begunMs) / 1000;
  const { campaignArn = '' } = await personalize.createCampaign({ name: 'next', solutionVersionArn });
  return { aws, datasetGroupArn, arns, campaignArn, solutionVersionArn, trainedInSec };
}

async function listFor(userId: string, more: object = {}) {
  const { actionList = [], recommendationId } = await club.aws.runtime.getActionRecommendations({
    campaignArn: club.campaignArn,
    userId,
    numResults: 10,
    ...more,
  });
  expect(recommendationId).toBeTruthy();
  return actionList;
}
const idsFor = async (userId: string, more: object = {}) =>
  (await listFor(userId, more)).map(({ actionId }) => actionId);

async function trackingId(): Promise<string | undefined> {
  const datasetArn = club.arns.get('ActionInteractions');
  const { dataset } = await club.aws.personalize.describeDataset({ datasetArn });
  expect(dataset).toMatchObject({ datasetType: 'ACTION_INTERACTIONS' });
  return dataset?.trackingId;
}

describe('next best action', () => {
  beforeAll(async () => {
    club = await madeClub();
  });

  it('asks each person first for what people like them do', async () => {
    const gold = await listFor('u0');
    const plain = await listFor('u1');
    expect(gold[0].actionId).toBe('upgrade');
    expect(plain[0].actionId).toBe('rate');
    for (const list of [gold, plain]) {
      const scores = list.map(({ score = NaN }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
      expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
      // Not asked of anybody yet, so that it can only be tried out.
      expect(list.at(-1)).toEqual({ actionId: 'new', score: 0 });
      expect(list.map(({ actionId }) => actionId)).not.toContain('gone');
    }
  });

  it('is billed by the seconds that its training took, and by requests in the month in which they were answered', async () => {
    const { aws, campaignArn, trainedInSec } = club;
    const used = async (): Promise<JsonObject> => {
      const { usage } = await aws.service.invoke('DescribeUsage', { month: monthOf(Date.now() / 1000) });
      return usage as JsonObject;
    };
    const before = await used();
    expect(before.trainings).toBe(1);
    expect(before.trainingSeconds).toBeGreaterThan(0);
    expect(before.trainingSeconds).toBeLessThanOrEqual(trainedInSec);
    const requestsIn = ({ campaigns }: JsonObject): number =>
      Number((campaigns as JsonObject[]).find((one) => one.campaignArn === campaignArn)?.requests);
    await listFor('u0');
    await listFor('u1');
    expect(requestsIn(await used())).toBe(requestsIn(before) + 2);
  });

  it('gives 5 actions where no number is asked for, and tries out as many as the campaign says', async () => {
    const five = await listFor('u3', { numResults: undefined });
    expect(five).toHaveLength(5);
    await club.aws.personalize.updateCampaign({
      campaignArn: club.campaignArn,
      campaignConfig: { itemExplorationConfig: { explorationWeight: '0' } },
    });
    expect(await idsFor('u3')).not.toContain('new');
    await club.aws.personalize.updateCampaign({
      campaignArn: club.campaignArn,
      campaignConfig: { itemExplorationConfig: { explorationWeight: '0.5' } },
    });
    expect((await idsFor('u3', { numResults: 2 }))[1]).toBe('new');
  });

  it('measures how well takers are told from others', async () => {
    const { metrics } = await club.aws.personalize.getSolutionMetrics({
      solutionVersionArn: club.solutionVersionArn,
    });
    expect(metrics?.area_under_curve).toBeGreaterThan(0.6);
    expect(metrics?.coverage).toBeGreaterThan(0);
  });

  it('filters by what actions are, and by what the user did about them', async () => {
    const made = async (name: string, filterExpression: string): Promise<string | undefined> => {
      const { datasetGroupArn } = club;
      const { filterArn } = await club.aws.personalize.createFilter({
        name,
        datasetGroupArn,
        filterExpression,
      });
      return filterArn;
    };
    const voice = await made('kind', 'INCLUDE ActionID WHERE Actions.KIND IN ($KIND)');
    expect(new Set(await idsFor('u0', { filterArn: voice, filterValues: { KIND: '"voice"' } }))).toEqual(
      new Set(['rate', 'letter', 'letter-too']),
    );
    const untouched = await made('fresh', 'EXCLUDE ActionID WHERE Action_Interactions.EVENT_TYPE IN ("*")');
    expect(await idsFor('u0', { filterArn: untouched })).toEqual(['new']);
    const gold = await made(
      'gold',
      'EXCLUDE ActionID WHERE Actions.VALUE < 3 IF CurrentUser.TIER IN ("gold")',
    );
    expect(await idsFor('u0', { filterArn: gold })).not.toContain('rate');
    expect(await idsFor('u1', { filterArn: gold })).toContain('rate');
    const items = await made('items', 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("*")');
    await expect(listFor('u0', { filterArn: items })).rejects.toMatchObject({
      name: 'InvalidInputException',
    });
  });

  it('waits out the repeat frequency of what somebody was told of, and changes with what they answer', async () => {
    const before = await listFor('u5');
    const ofRate = before.find(({ actionId }) => actionId === 'rate');
    expect(ofRate?.score).toBeGreaterThan(0.5);
    const put = async (actionId: string, eventType: string, atSec: number): Promise<void> => {
      await club.aws.events.putActionInteractions({
        trackingId: await trackingId(),
        actionInteractions: [
          { actionId, userId: 'u5', sessionId: 's', eventType, timestamp: new Date(atSec * 1000) },
        ],
      });
    };
    await put('rate', 'Viewed', nowSec - 6 * DAY);
    expect(await idsFor('u5')).not.toContain('rate');
    // It has no repeat frequency, so that it stays; what they said of it counts at once.
    const scoreOf = async (actionId: string) =>
      (await listFor('u5')).find((action) => action.actionId === actionId)?.score;
    const letter = await scoreOf('letter');
    await put('letter', 'Not Taken', nowSec - 60);
    expect(await scoreOf('letter')).not.toBe(letter);
    await expect(put('letter', 'Clicked', nowSec)).rejects.toMatchObject({ name: 'InvalidInputException' });
  });

  it('lists an action that was put, and one no more that has expired', async () => {
    const datasetArn = club.arns.get('Actions');
    const put = async (actionId: string, properties: object): Promise<void> => {
      await club.aws.events.putActions({
        datasetArn,
        actions: [{ actionId, properties: JSON.stringify(properties) }],
      });
    };
    await put('contest', { kind: 'voice', value: 3 });
    expect(await idsFor('u7')).toContain('contest');
    await put('contest', { kind: 'voice', value: 3, actionExpirationTimestamp: nowSec - 1 });
    expect(await idsFor('u7')).not.toContain('contest');
  });

  it('answers with actions alone, and only of a recipe that knows them', async () => {
    const { aws, campaignArn } = club;
    await expect(aws.runtime.getRecommendations({ campaignArn, userId: 'u1' })).rejects.toMatchObject({
      name: 'InvalidInputException',
    });
    await expect(listFor('u1', { numResults: 101 })).rejects.toMatchObject({ name: 'InvalidInputException' });
    await expect(listFor('')).rejects.toBeTruthy();
  });

  it('exports what was imported and put', async () => {
    const { personalize, files, service } = club.aws;
    await personalize.createDatasetExportJob({
      jobName: 'out',
      datasetArn: club.arns.get('Actions'),
      ingestionMode: 'ALL',
      roleArn,
      jobOutput: { s3DataDestination: { path: 's3://club/out/' } },
    });
    await service.idle();
    const text = await files.get('s3://club/out/out.csv')?.text();
    expect(text?.split('\n')[0]).toBe('ACTION_ID,KIND,VALUE,ACTION_EXPIRATION_TIMESTAMP,REPEAT_FREQUENCY');
    expect(text).toContain('rate,voice,2,,7');
    expect(text).toContain('contest,voice,3');
  });

  it('forgets a dataset that is deleted', async () => {
    const { personalize } = club.aws;
    const datasetArn = club.arns.get('ActionInteractions');
    await personalize.deleteDataset({ datasetArn });
    const { datasets } = await personalize.listDatasets({ datasetGroupArn: club.datasetGroupArn });
    expect(datasets?.map(({ datasetType }) => datasetType)).toEqual(['INTERACTIONS', 'USERS', 'ACTIONS']);
    expect(club.aws.project.state.datasets).toHaveLength(3);
  });
});

it('has no datasets of actions in a domain group', async () => {
  const aws = await localAws('relaxed');
  const { datasetGroupArn } = await aws.personalize.createDatasetGroup({ name: 'shop', domain: 'ECOMMERCE' });
  const { schemaArn } = await aws.personalize.createSchema({ name: 'a', schema: JSON.stringify(ACTIONS) });
  await expect(
    aws.personalize.createDataset({ name: 'a', schemaArn, datasetGroupArn, datasetType: 'Actions' }),
  ).rejects.toMatchObject({ name: 'InvalidInputException' });
});
