import * as control from '@aws-sdk/client-personalize';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/domain/errors';
import { Emulator } from '../../../../src/programs/emulate/emulator';
import type { GroupProject } from '../../../../src/programs/emulate/group-project';
import { Groups } from '../../../../src/programs/emulate/groups';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import type { AvroSchema } from '../../../../src/domain/schema';
import { page } from '../../../../src/engine/service/answers';
import { importRows, openAccount } from '../../../support/emulate/account-clients';
import { projectState } from '../../../support/fake-data';
import { smallInteractions } from '../../../support/scripted-recipe';
import { newFolder, request, textOf } from './requests';
import { avroSchema } from '../../../support/avro-schema';
import { roleArn } from '../../../support/local-aws';

type Opened = Awaited<ReturnType<typeof openAccount>>;

const schemaOf = (name: AvroSchema['name'], ...texts: readonly string[]): string =>
  JSON.stringify(avroSchema(name, [...texts, 'TIMESTAMP']));
const schema = schemaOf('Interactions', 'USER_ID', 'ITEM_ID', 'EVENT_TYPE');
const answersSchema = schemaOf('ActionInteractions', 'USER_ID', 'ACTION_ID', 'EVENT_TYPE');

/** A group that recommends, under a schema of the account. */
async function makeGroup(at: Opened, name: string, schemaArn: string | undefined, users: number) {
  const { personalize, account } = at;
  const { datasetGroupArn } = await personalize.createDatasetGroup({ name });
  const { datasetArn } = await personalize.createDataset({
    name,
    datasetGroupArn,
    datasetType: 'Interactions',
    schemaArn,
  });
  await importRows(at, name, datasetArn, smallInteractions(users, 60, 30));
  const { solutionArn } = await personalize.createSolution({
    name,
    datasetGroupArn,
    recipeArn: 'arn:aws:personalize:::recipe/aws-popularity-count',
  });
  const { solutionVersionArn } = await personalize.createSolutionVersion({ solutionArn });
  await account.idle();
  const { campaignArn } = await personalize.createCampaign({ name, solutionVersionArn });
  const { trackingId, eventTrackerArn } = await personalize.createEventTracker({ name, datasetGroupArn });
  return { datasetGroupArn, datasetArn, solutionArn, campaignArn, trackingId, eventTrackerArn };
}

describe('several dataset groups', () => {
  const folder = newFolder();
  let at: Opened;
  let schemaArn: string | undefined;
  const groups: Awaited<ReturnType<typeof makeGroup>>[] = [];

  beforeAll(async () => {
    at = await openAccount(folder);
    ({ schemaArn } = await at.personalize.createSchema({ name: 'rows', schema }));
    for (const [name, users] of [
      ['film', 40],
      ['shop', 50],
      ['news', 30],
    ] as const)
      groups.push(await makeGroup(at, name, schemaArn, users));
  });
  afterAll(() => at.account.close());

  it('stand side by side, each with what is its own, and outlive the process', async () => {
    await at.account.close();
    at = await openAccount(folder);
    const { personalize, runtime } = at;
    const { datasetGroups = [] } = await personalize.listDatasetGroups();
    expect(datasetGroups.map(({ name }) => name)).toEqual(['film', 'shop', 'news']);
    for (const { datasetGroupArn, solutionArn, campaignArn, datasetArn } of groups) {
      const own = { datasetGroupArn };
      const { solutions } = await personalize.listSolutions(own);
      expect(solutions?.map((one) => one.solutionArn)).toEqual([solutionArn]);
      const { campaigns } = await personalize.listCampaigns({ solutionArn });
      expect(campaigns?.map((one) => one.campaignArn)).toEqual([campaignArn]);
      const { dataset } = await personalize.describeDataset({ datasetArn });
      expect(dataset).toMatchObject({ datasetGroupArn, schemaArn });
      const { itemList } = await runtime.getRecommendations({ campaignArn });
      expect(itemList).toHaveLength(25);
    }
  });

  it('are listed together, page by page, where a list names none', async () => {
    const names: (string | undefined)[] = [];
    for await (const { campaigns } of control.paginateListCampaigns(
      { client: at.personalize, pageSize: 2 },
      {},
    ))
      names.push(...(campaigns ?? []).map(({ name }) => name));
    expect(names).toEqual(['film', 'shop', 'news']);
    await expect(at.personalize.listCampaigns({ nextToken: '9' })).rejects.toMatchObject({
      name: 'InvalidNextTokenException',
    });
    const { schemas } = await at.personalize.listSchemas();
    expect(schemas).toHaveLength(1);
  });

  it('get the events of their own trackers', async () => {
    const [, shop] = groups;
    const eventList = [{ eventType: 'click', itemId: 'i1', sentAt: new Date(1.7e12) }];
    await at.events.putEvents({ trackingId: shop.trackingId, userId: 'u', sessionId: 's', eventList });
    const { project } = at.account.groups.all[1];
    expect(await project.data.putBatches()).toHaveLength(1);
    expect(await at.account.groups.all[0].project.data.putBatches()).toHaveLength(0);
    await expect(
      at.events.putEvents({ trackingId: 'none', userId: 'u', sessionId: 's', eventList }),
    ).rejects.toMatchObject({ name: 'InvalidInputException' });
  });

  it('get what people made of their actions, too', async () => {
    const { personalize, events, account } = at;
    const { datasetGroupArn } = groups[2];
    const made = await personalize.createSchema({ name: 'answers', schema: answersSchema });
    const { datasetArn } = await personalize.createDataset({
      name: 'answers',
      datasetGroupArn,
      datasetType: 'Action_Interactions',
      schemaArn: made.schemaArn,
    });
    const { dataset } = await personalize.describeDataset({ datasetArn });
    const timestamp = new Date(1.7e12);
    const actionInteractions = [
      { actionId: 'a', sessionId: 's', timestamp, eventType: 'TAKEN', userId: 'u' },
    ];
    const put = (trackingId: string | undefined) =>
      events.putActionInteractions({ trackingId, actionInteractions });
    await put(dataset?.trackingId);
    expect(await account.groups.all[2].project.data.putBatches()).toHaveLength(1);
    await expect(put('none')).rejects.toMatchObject({ name: 'InvalidInputException' });
    await personalize.deleteDataset({ datasetArn });
    await personalize.deleteSchema({ schemaArn: made.schemaArn });
  });

  it('have nothing of what a group that is not there would have', async () => {
    const datasetGroupArn = 'arn:aws:personalize:us-east-1:000000000000:dataset-group/none';
    const { datasets } = await at.personalize.listDatasets({ datasetGroupArn });
    expect(datasets).toEqual([]);
  });

  it('share the names of the account', async () => {
    const [film, shop] = groups;
    const again = { name: 'film', recipeArn: 'arn:aws:personalize:::recipe/aws-popularity-count' };
    const taken = { name: 'ResourceAlreadyExistsException' };
    const { personalize } = at;
    await expect(
      personalize.createSolution({ ...again, datasetGroupArn: shop.datasetGroupArn }),
    ).rejects.toMatchObject(taken);
    await expect(personalize.createDatasetGroup({ name: 'shop' })).rejects.toMatchObject(taken);
    await expect(
      personalize.createEventTracker({ name: 'second', datasetGroupArn: film.datasetGroupArn }),
    ).rejects.toMatchObject(taken);
    await expect(
      personalize.describeSolution({ solutionArn: `${shop.solutionArn}-not` }),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('keep a schema as long as a dataset of any of them has it, and go one by one', async () => {
    const { personalize } = at;
    const deleteSchema = () => personalize.deleteSchema({ schemaArn });
    for (const group of [groups[1], groups[0], groups[2]]) {
      await expect(deleteSchema()).rejects.toMatchObject({ name: 'ResourceInUseException' });
      const { datasetGroupArn, datasetArn, solutionArn, campaignArn, eventTrackerArn } = group;
      await expect(personalize.deleteDatasetGroup({ datasetGroupArn })).rejects.toMatchObject({
        name: 'ResourceInUseException',
      });
      await personalize.deleteEventTracker({ eventTrackerArn });
      await personalize.deleteCampaign({ campaignArn });
      await personalize.deleteSolution({ solutionArn });
      await personalize.deleteDataset({ datasetArn });
      await personalize.deleteDatasetGroup({ datasetGroupArn });
    }
    await deleteSchema();
    expect((await personalize.listDatasetGroups()).datasetGroups).toEqual([]);
    const { datasetGroupArn } = await personalize.createDatasetGroup({ name: 'shop' });
    expect(datasetGroupArn).toBe(groups[1].datasetGroupArn);
    expect(at.account.groups.all).toHaveLength(1);
  });
});

it('what was deleted can be set up again under the same names, its import jobs too', async () => {
  const at = await openAccount(newFolder());
  const { personalize } = at;
  const { schemaArn } = await personalize.send(new control.CreateSchemaCommand({ name: 'rows', schema }));
  const made: unknown[] = [];
  for (let n = 0; n < 2; n++) {
    const group = await makeGroup(at, 'again', schemaArn, 30);
    const { datasetGroupArn, datasetArn, solutionArn, campaignArn, eventTrackerArn } = group;
    const listJobs = async () => {
      const listed = await personalize.send(new control.ListDatasetImportJobsCommand({ datasetArn }));
      return listed.datasetImportJobs?.length;
    };
    expect(await listJobs()).toBe(1);
    await personalize.send(new control.DeleteEventTrackerCommand({ eventTrackerArn }));
    await personalize.send(new control.DeleteCampaignCommand({ campaignArn }));
    await personalize.send(new control.DeleteSolutionCommand({ solutionArn }));
    await personalize.send(new control.DeleteDatasetCommand({ datasetArn }));
    expect(await listJobs()).toBe(0);
    await personalize.send(new control.DeleteDatasetGroupCommand({ datasetGroupArn }));
    made.push({ datasetGroupArn, datasetArn, solutionArn, campaignArn });
  }
  expect(made[1]).toEqual(made[0]);
  await at.account.close();
});

it('five groups are the quota under the service’s own limits, and a name against the rule leaves none', async () => {
  const folder = newFolder();
  const at = await openAccount(folder, 'aws');
  const create = (name: string) => at.personalize.createDatasetGroup({ name, roleArn, kmsKeyArn: undefined });
  for (let n = 1; n <= 5; n++) await create(`group-${n}`);
  await expect(create('group-6')).rejects.toMatchObject({ name: 'LimitExceededException' });
  await at.account.close();
  const again = await openAccount(folder, 'aws');
  const { datasetGroups } = await again.personalize.listDatasetGroups();
  expect(datasetGroups).toHaveLength(5);
  await again.account.close();
});

it('a reset forgets all groups, and the same calls give the same ids again', async () => {
  const emulator = new Emulator(newFolder(), {
    pool: new InProcessPool(),
    profile: 'aws',
    seed: 42,
    pace: 'none',
  });
  const ask = async (operation: string, input: object): Promise<string> => {
    const headers = { 'x-amz-target': `AmazonPersonalize.${operation}` };
    return textOf(await emulator.handle(request('POST', '/', { headers, body: JSON.stringify(input) })));
  };
  const make = async (name: string): Promise<string> => {
    const datasetGroupArn = `arn:aws:personalize:us-east-1:000000000000:dataset-group/${name}`;
    const made = await ask('CreateDatasetGroup', { name });
    const { schemaArn } = JSON.parse(await ask('CreateSchema', { name, schema })) as { schemaArn: string };
    await ask('CreateDataset', { name, datasetGroupArn, schemaArn, datasetType: 'Interactions' });
    return made + (await ask('CreateEventTracker', { name, datasetGroupArn }));
  };
  const before = [await make('one'), await make('two')];
  expect(new Set(before.map((said) => /"trackingId":"([^"]+)/.exec(said)?.[1])).size).toBe(2);
  await emulator.handle(request('POST', '/_reset', { headers: { 'x-foretaste': 'reset' } }));
  expect(JSON.parse(await ask('ListDatasetGroups', {}))).toEqual({ datasetGroups: [] });
  expect([await make('one'), await make('two')]).toEqual(before);
  await emulator.close();
});

describe('a list of all groups', () => {
  /** Groups that have so many solutions each, and give them by the hundred as the service does. */
  const groupsOf = (...sizes: readonly number[]): Groups => {
    const projects = sizes.map((size, g) => {
      const solutions = Array.from({ length: size }, (_, k) => ({ name: `s${g}-${k}` }));
      return {
        folder: '',
        project: { state: projectState() },
        service: {
          invoke: async (_operation: string, input: JsonObject) => page(input, 'solutions', solutions),
        },
      } as unknown as GroupProject;
    });
    const noStorage = {
      create: () => Promise.reject(new Error()),
      remove: () => Promise.reject(new Error()),
    };
    return new Groups(projects, noStorage, 'aws');
  };

  it('has what stands on later pages of each, and is given in pages itself', async () => {
    const groups = groupsOf(230, 0, 100, 7);
    const names: string[] = [];
    const lengths: number[] = [];
    let nextToken: string | undefined;
    do {
      const asked = { ...(nextToken !== undefined && { nextToken }) };
      const answer = (await groups.invoke('ListSolutions', asked)) as {
        solutions: { name: string }[];
        nextToken?: string;
      };
      names.push(...answer.solutions.map(({ name }) => name));
      lengths.push(answer.solutions.length);
      ({ nextToken } = answer);
    } while (nextToken !== undefined);
    expect(lengths).toEqual([100, 100, 100, 37]);
    expect(new Set(names).size).toBe(337);
    expect([names[0], names[229], names[230], names.at(-1)]).toEqual(['s0-0', 's0-229', 's2-0', 's3-6']);
  });

  it('gives as many as are asked for, and takes no token that it has not given', async () => {
    const groups = groupsOf(3, 2);
    expect(await groups.invoke('ListSolutions', { maxResults: 5 })).not.toHaveProperty('nextToken');
    const first = await groups.invoke('ListSolutions', { maxResults: 4 });
    expect(await groups.invoke('ListSolutions', { maxResults: 4, nextToken: first.nextToken })).toEqual({
      solutions: [{ name: 's1-1' }],
    });
    for (const nextToken of ['5', '6', '-1', 'x'])
      await expect(groups.invoke('ListSolutions', { nextToken })).rejects.toMatchObject({
        code: 'INVALID_NEXT_TOKEN',
      });
  });
});
