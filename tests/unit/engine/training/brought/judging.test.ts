import { beforeAll, describe, expect, test } from 'vitest';
import type { ProjectState, SolutionVersion } from '../../../../../src/domain/resources';
import { appError } from '../../../../support/app-error';
import {
  importFiles,
  nodeJob,
  nodeStudio,
  specOf,
  textFile,
  type NodeStudio,
} from '../../../../support/studio-in-node';
import { fileOf, open } from '../../project/file/project-files';
import { bring, csvOf, hiddenPeople, NDCG, PEOPLE } from './others';

const GROUPS = 4;
const OF_GROUP = 10;

/** People of four tastes, who choose among ten things each, the first of them most; and a thing of everybody's, now and then. */
const things = (user: number): string[] =>
  Array.from({ length: 12 }, (_, k) => {
    const own = ((user * 7 + k * k * 3) % 13) % OF_GROUP;
    return k % 5 === 4 ? 'i0' : `i${(user % GROUPS) * OF_GROUP + own}`;
  });
const FILE = textFile(
  'shop.csv',
  `USER_ID,ITEM_ID,TIMESTAMP\n${Array.from({ length: PEOPLE }, (_, user) =>
    things(user)
      .map((item, k) => `u${user},${item},${1_700_000_000 + k * 1000 + user}`)
      .join('\n'),
  ).join('\n')}\n`,
);
const hidden = (user: number): string => things(user)[11];
const everybody = Array.from({ length: PEOPLE }, (_, user) => user);
/** A list for some people, each from what it is made of. */
const lists = (of: (user: number) => readonly string[], people = everybody): Map<string, readonly string[]> =>
  new Map(people.map((user) => [`u${user}`, of(user)]));
/** The ten things of their group, as anybody could list them. */
const fair = (user: number): string[] =>
  Array.from({ length: OF_GROUP }, (_, i) => `i${(user % GROUPS) * OF_GROUP + ((i + user) % OF_GROUP)}`);

describe('lists beside versions that were trained here', () => {
  let node: NodeStudio;
  let personal: SolutionVersion;
  let brought: SolutionVersion;
  const some = everybody.filter((user) => user % 3 !== 0);
  const asked = hiddenPeople().filter((user) => user % 3 !== 0);

  beforeAll(async () => {
    node = nodeStudio();
    await importFiles(node, [FILE]);
    personal = await node.studio.train(nodeJob(), specOf('aws-user-personalization'));
    brought = await bring(node, [csvOf(lists(fair, some))], { name: 'Our rules' });
  });
  const popularity = (): SolutionVersion => {
    const found = stateOf(node).solutionVersions.find(({ spec }) => spec.recipe === 'aws-popularity-count');
    if (found === undefined) throw new Error('no popularity');
    return found;
  };

  test('are compared on the people whom they are for, from either side', async () => {
    const compare = (one: SolutionVersion, other: SolutionVersion) =>
      node.studio.compareVersions(nodeJob(), [one.arn, other.arn], NDCG);
    const result = await compare(brought, personal);
    expect(result.n).toBe(asked.length);
    const gain = (user: number): number => {
      const place = fair(user).indexOf(hidden(user));
      return place < 0 ? 0 : 1 / Math.log2(place + 2);
    };
    const mean = asked.reduce((sum, user) => sum + gain(user), 0) / asked.length;
    expect(result.values[0]).toBeCloseTo(mean, 12);
    const turned = await compare(personal, brought);
    expect([turned.first, turned.second, turned.values[1]]).toEqual([
      result.second,
      result.first,
      result.values[0],
    ]);
    const judged = await node.studio.judgeLists(nodeJob(), brought.arn);
    expect(judged).toMatchObject({ people: asked.length, ofPeople: 20, tell: null });
    expect(judged.beside.map(({ arn }) => arn).toSorted()).toEqual(
      [personal.arn, popularity().arn].toSorted(),
    );
    const beside = judged.beside.find(({ arn }) => arn === personal.arn);
    expect(beside?.values[NDCG]).toBeCloseTo(result.values[1], 12);
  });

  test('that have seen the hidden rows stand out, and so do those that leave out what people have', async () => {
    const seen = await bring(node, [csvOf(lists((user) => [hidden(user), ...fair(user)]))]);
    expect((await node.studio.judgeLists(nodeJob(), seen.arn)).tell).toBe('seen');
    const without = await bring(node, [
      csvOf(lists((user) => fair(user).filter((item) => item !== hidden(user)))),
    ]);
    expect((await node.studio.judgeLists(nodeJob(), without.arn)).tell).toBe('left-out');
  });

  test('are judged on the rows of the version that they are held against', async () => {
    const other = await node.studio.train(
      nodeJob(),
      specOf('aws-popularity-count', { name: 'other', seed: 7 }),
    );
    const same = await bring(node, [csvOf(lists(fair))], { beside: other.arn });
    expect(same.spec.seed).toBe(7);
    expect((await node.studio.compareVersions(nodeJob(), [same.arn, other.arn], NDCG)).n).toBe(20);
    await expect(node.studio.compareVersions(nodeJob(), [same.arn, personal.arn], NDCG)).rejects.toThrow(
      appError('NOT_COMPARABLE', { reason: 'split' }),
    );
    await node.studio.deleteSolutionVersion(other.arn, stateOf(node).project.id);
  });

  test('answer on screen for the people whom they are for, in their order, and for nobody else', async () => {
    const answer = async (userId: string, filterExpression?: string) =>
      node.studio.getRecommendations({
        solutionVersionArn: brought.arn,
        userId,
        numResults: 25,
        filterExpression,
      });
    const own = await answer('u4');
    expect(own.items.map(({ itemId }) => itemId)).toEqual(fair(4));
    expect(own.rankedBy).toBe('place');
    expect((await answer('u3')).items).toEqual([]);
    expect((await answer('nobody')).items).toEqual([]);
  });

  test('refuse what needs a model, and say why', async () => {
    const refused = (what: string) => appError('BROUGHT_ALONG', { what });
    const about = { solutionVersionArn: brought.arn, userId: 'u4', about: 'i1' };
    await expect(node.studio.explainRecommendation(about)).rejects.toThrow(refused('why'));
    const campaign = { name: 'c', solutionVersionArn: brought.arn, minProvisionedTPS: 1 };
    await expect(node.studio.invoke('CreateCampaign', campaign)).rejects.toThrow(refused('requests'));
    const batch = {
      jobName: 'b',
      solutionVersionArn: brought.arn,
      roleArn: 'arn:aws:iam::123456789012:role/r',
      jobInput: { s3DataSource: { path: 's3://b/in.json' } },
      jobOutput: { s3DataDestination: { path: 's3://b/out/' } },
    };
    await expect(node.studio.invoke('CreateBatchInferenceJob', batch)).rejects.toThrow(refused('batch'));
    await expect(node.studio.updateSolution(nodeJob(), brought.solution)).rejects.toThrow(
      refused('training'),
    );
    // The service has no such thing, and a bundle for it takes nothing of the kind along.
    const listed = JSON.stringify([
      await node.studio.invoke('ListSolutionVersions', {}),
      await node.studio.invoke('ListSolutions', {}),
    ]);
    expect(listed).not.toContain(brought.solution);
    expect(JSON.stringify((await node.studio.describeExport([], 'left-out')).requests)).not.toContain('Our');
  });

  test('are called as whoever brings them calls them, and cost nothing', async () => {
    const again = await bring(node, [csvOf(lists(fair))], { name: ' Our rules ' });
    expect(again.spec.name).toBe('Our rules');
    expect(again.solution).toBe(brought.solution);
    const named = await bring(node, [csvOf(lists(fair))], { name: 'user-personalization' });
    expect(named.solution).toBe('user-personalization-2');
    await expect(bring(node, [csvOf(lists(fair))], { name: ' ' })).rejects.toThrow(
      appError('INVALID_INPUT', { field: 'name' }),
    );
    const trainings = stateOf(node).meter?.months.reduce((sum, month) => sum + month.trainings, 0);
    const trained = stateOf(node).solutionVersions.filter((version) => version.brought === undefined);
    expect(trainings).toBeGreaterThanOrEqual(trained.length);
    expect(trainings).toBeLessThan(stateOf(node).solutionVersions.length);
  });

  test('go along in a project file, and answer there as here', async () => {
    const device = nodeStudio();
    const state = await open(device, await fileOf(node, stateOf(node)));
    const there = state.solutionVersions.find(({ arn }) => arn === brought.arn);
    expect(there?.brought).toEqual(brought.brought);
    const request = { solutionVersionArn: brought.arn, userId: 'u4', numResults: 10 };
    const { items } = await device.studio.getRecommendations(request);
    expect(items.map(({ itemId }) => itemId)).toEqual(fair(4));
    const judged = await device.studio.judgeLists(nodeJob(), brought.arn);
    expect(judged).toEqual(await node.studio.judgeLists(nodeJob(), brought.arn));
  });
});

function stateOf(node: NodeStudio): ProjectState {
  const event = node.events.findLast((one) => one.kind === 'state');
  if (event?.kind !== 'state' || event.state === null) throw new Error('no state was told');
  return event.state;
}
