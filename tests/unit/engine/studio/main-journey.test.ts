import { beforeAll, describe, expect, test } from 'vitest';
import type { ProjectState, SolutionVersion } from '../../../../src/domain/resources';
import type { RecommendationList } from '../../../../src/domain/recommendations';
import {
  nodeJob,
  nodeStudio,
  openRealData,
  recordedJob,
  specOf,
  type NodeStudio,
} from '../../../support/studio-in-node';
import { useSmallSample } from '../../../support/small-sample';

useSmallSample();

const NOT_HAD = 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("*")';
const COMEDY = 'INCLUDE ItemID WHERE Items.GENRES IN ("Comedy")';
const NDCG = 'normalized_discounted_cumulative_gain_at_10';

describe('from files to a personal list', () => {
  let node: NodeStudio;
  let state: ProjectState;
  let real: boolean;
  let version: SolutionVersion;
  let user: string;
  const { job, reports } = recordedJob();

  const ask = (filterExpression?: string, numResults = 25, userId = user): Promise<RecommendationList> =>
    node.studio.getRecommendations({
      solutionVersionArn: version.arn,
      userId,
      numResults,
      ...(filterExpression === undefined ? {} : { filterExpression }),
    });
  const popularity = (): SolutionVersion => {
    const found = stateNow().solutionVersions.find(({ spec }) => spec.recipe === 'aws-popularity-count');
    if (found === undefined) throw new Error('no popularity version');
    return found;
  };
  const stateNow = (): ProjectState => {
    const last = node.events.findLast((event) => event.kind === 'state');
    if (last?.kind !== 'state' || last.state === null) throw new Error('no state was told');
    return last.state;
  };

  beforeAll(async () => {
    node = nodeStudio();
    ({ state, real } = await openRealData(node));
    version = await node.studio.train(job, specOf('aws-user-personalization'));
    user = await node.studio.typicalUser();
  });

  test('the import is told, listed and described', async () => {
    expect(state.datasets.map(({ type, status }) => [type, status])).toContainEqual([
      'INTERACTIONS',
      'ACTIVE',
    ]);
    expect(state.importJobs.map(({ status }) => status)).toEqual(['ACTIVE']);
    const [project] = await node.studio.listProjects();
    const card = await node.studio.describeData();
    expect(project.interactions).toBe(card.interactions);
    expect(project.sizeBytes).toBeGreaterThan(0);
    if (real) expect([card.interactions, card.users, project.items]).toEqual([100_836, 610, 9_742]);
  });

  test('both versions walked their statuses, popularity first', () => {
    const walked = ['CREATE PENDING', 'CREATE IN_PROGRESS', 'ACTIVE'];
    expect(node.statusesOf(version.arn)).toEqual(walked);
    expect(node.statusesOf(popularity().arn)).toEqual(walked);
    const activeAt = (arn: string): number =>
      node.events.findIndex(
        (event) =>
          event.kind === 'state' &&
          event.state?.solutionVersions.some((other) => other.arn === arn && other.status === 'ACTIVE'),
      );
    expect(activeAt(popularity().arn)).toBeLessThan(activeAt(version.arn));
    expect(version.arn).toMatch(
      /^arn:aws:personalize:us-east-1:000000000000:solution\/user-personalization\/[0-9a-f]{8}$/,
    );
  });

  test('the version keeps metrics, the line to beat and a curve', () => {
    expect(Object.keys(version.metrics?.values ?? {})).toContain('coverage');
    expect(version.metrics?.values[NDCG]).toBeGreaterThan(version.baseline?.values[NDCG] ?? 1);
    expect(version.baseline).toEqual(popularity().metrics);
    expect(version.epochs.done).toBe(version.epochs.total);
    expect(version.curve).toHaveLength(version.epochs.total);
    expect(version.curve.at(-1)?.ndcgAt10).toBe(version.metrics?.values[NDCG]);
    expect(version.counts.interactions).toBe(state.project.interactions);
    expect(version.modelBytes).toBeGreaterThan(1000);
  });

  test('progress carried the popularity line before any point, and the points as they came', () => {
    const line = reports.filter((report) => report.baselineNdcgAt10 !== undefined);
    expect(line.map((report) => report.curve?.length)).toContain(0);
    expect(line.at(-1)?.curve?.length).toBe(version.curve.length);
  });

  test('scores of the whole catalogue sum to one and fall from place to place', async () => {
    const list = await ask();
    const { distribution, catalogueSize } = list;
    expect(list.items).toHaveLength(25);
    expect(list.personal).toBe(true);
    expect(list.recommendationId).toMatch(
      /^RID-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(distribution?.counts.reduce((sum, count) => sum + count, 0)).toBe(catalogueSize);
    expect(distribution?.passing).toEqual(distribution?.counts);
    const scores = list.items.map((item) => item.score ?? NaN);
    expect([...scores].sort((a, b) => b - a)).toEqual(scores);
    expect(distribution?.cut).toBeCloseTo(scores[24] * catalogueSize, 9);
    expect(distribution?.shownShare).toBeCloseTo(
      scores.reduce((sum, score) => sum + score, 0),
      9,
    );
    const wide = await ask(undefined, 500);
    expect(wide.distribution?.shownShare).toBeLessThanOrEqual(1 + 1e-9);
    expect(list.items.every((item) => item.title !== null && item.title !== '')).toBe(true);
    expect(list.items.every((item) => item.categories.length > 0)).toBe(true);
    expect(list.items.some((item) => (item.year ?? 0) > 1900)).toBe(true);
  });

  test('the filter takes away exactly what it says, and counts it', async () => {
    const had = new Set(
      (await node.studio.getUserHistory(user, 100_000)).events.map((event) => event.itemId),
    );
    const plain = await ask(undefined, 500);
    const list = await ask(`${NOT_HAD} | ${COMEDY}`, 500);
    // A recipe may well rank these last by itself; popularity does not know whom it answers.
    const popular = { solutionVersionArn: popularity().arn, userId: user, numResults: 500 };
    const unfiltered = await node.studio.getRecommendations(popular);
    const filtered = await node.studio.getRecommendations({ ...popular, filterExpression: NOT_HAD });
    expect(unfiltered.items.some((item) => had.has(item.itemId))).toBe(true);
    expect(filtered.items.filter((item) => had.has(item.itemId))).toEqual([]);
    expect(list.items.filter((item) => had.has(item.itemId))).toEqual([]);
    expect(list.items.every((item) => item.categories.includes('Comedy'))).toBe(true);
    const [catalogue, notHad, comedy, shown] = list.steps;
    expect(catalogue).toEqual({ kind: 'catalogue', expression: null, remaining: plain.catalogueSize });
    expect(notHad).toEqual({
      kind: 'filter',
      expression: NOT_HAD,
      remaining: plain.catalogueSize - had.size,
    });
    expect(comedy.expression).toBe(COMEDY);
    expect(comedy.remaining).toBe(list.distribution?.passing.reduce((sum, count) => sum + count, 0));
    expect(shown).toEqual({ kind: 'numResults', expression: null, remaining: list.items.length });
    // Scores are those of the whole catalogue: the filter changes none.
    const before = new Map(plain.items.map((item) => [item.itemId, item.score]));
    for (const item of list.items.filter(({ itemId }) => before.has(itemId))) {
      expect(item.score).toBe(before.get(item.itemId));
    }
  });

  test('popularity lists the same for everybody, by distinct users and without scores', async () => {
    const request = { solutionVersionArn: popularity().arn, numResults: 10 };
    const list = await node.studio.getRecommendations({ ...request, userId: user });
    const other = await node.studio.getRecommendations({ ...request, userId: 'nobody-here' });
    expect(other.items).toEqual(list.items);
    expect(list.distribution).toBeNull();
    expect(list.items.every((item) => item.score === undefined && (item.count ?? 0) > 0)).toBe(true);
    if (real) expect([list.items[0].title, list.items[0].count]).toEqual(['Forrest Gump (1994)', 329]);
  });

  test('an unknown user gets what is popular', async () => {
    const list = await ask(undefined, 10, 'nobody-here');
    const popular = await node.studio.getRecommendations({
      solutionVersionArn: popularity().arn,
      userId: user,
      numResults: 10,
    });
    expect(list.personal).toBe(false);
    expect(list.items.map((item) => item.itemId)).toEqual(popular.items.map((item) => item.itemId));
  });

  test('requests out of bounds are refused with their codes', async () => {
    await expect(ask(undefined, 501)).rejects.toMatchObject({ code: 'I03' });
    await expect(ask(undefined, 2.5)).rejects.toMatchObject({ code: 'I03' });
    await expect(ask(undefined, 25, '')).rejects.toMatchObject({ code: 'I02' });
    await expect(ask('INCLUDE ItemID WHERE Items.NOPE IN ("x")')).rejects.toMatchObject({ code: 'F04' });
    const unknown = node.studio.getRecommendations({ solutionVersionArn: 'arn:nothing', userId: user });
    await expect(unknown).rejects.toMatchObject({ code: 'I01' });
    expect((await ask(undefined, 0)).items).toHaveLength(25);
  });

  test('after opening again the same list is there', async () => {
    const before = await ask();
    const later = nodeStudio({ catalogue: node.catalogue, seed: 2 });
    await later.studio.openProject(state.project.id);
    const again = await later.studio.getRecommendations({ solutionVersionArn: version.arn, userId: user });
    expect(again.items).toEqual(before.items);
  });

  test('popularity is not trained a second time beside another recipe', async () => {
    await node.studio.train(nodeJob(), specOf('aws-sims'));
    const store = await node.catalogue.open(state.project.id);
    const recipes = (await store.readState()).solutionVersions.map(({ spec }) => spec.recipe);
    expect(recipes.filter((recipe) => recipe === 'aws-popularity-count')).toHaveLength(1);
  });
});
