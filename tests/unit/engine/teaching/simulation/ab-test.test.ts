import { beforeAll, describe, expect, test } from 'vitest';
import { filmClubSeed, filmClubTruth, type FilmClubTruth } from '../../../../../src/data/samples/film-club';
import {
  AbTest,
  armOf,
  type TestSubjects,
  type Visit,
} from '../../../../../src/engine/teaching/simulation/ab-test';
import { follow, type Mind } from '../../../../../src/engine/teaching/simulation/visitor';
import { Rng } from '../../../../../src/kernels/rng';

const LAST_QUARTER = 7;
const LENGTH = 10;

describe('an A/B test among people whose taste is known', () => {
  let truth: FilmClubTruth;
  let minds: Map<string, Mind>;
  /** The films each person would enjoy most, those that all would enjoy most, and films drawn by lot. */
  let oracle: Map<string, readonly string[]>;
  let popular: readonly string[];
  let random: Map<string, readonly string[]>;

  beforeAll(async () => {
    truth = await filmClubTruth(filmClubSeed);
    const itemIdx = new Map(truth.itemIds.map((id, item) => [id, item]));
    minds = new Map(
      truth.userIds.map((id, user) => [
        id,
        {
          likingOf: (itemId) => truth.likingOf(user, itemIdx.get(itemId) ?? 0, LAST_QUARTER),
          knows: () => false,
        },
      ]),
    );
    const { favourites, nFavourites, itemIds } = truth;
    oracle = new Map(
      truth.userIds.map((id, user) => [
        id,
        Array.from(
          favourites.subarray(user * nFavourites, user * nFavourites + LENGTH),
          (item) => itemIds[item],
        ),
      ]),
    );
    const liked = itemIds.map((id, item) => {
      let sum = 0;
      for (let user = 0; user < truth.userIds.length; user++) sum += truth.likingOf(user, item, LAST_QUARTER);
      return { id, sum };
    });
    popular = liked
      .sort((a, b) => b.sum - a.sum)
      .slice(0, LENGTH)
      .map(({ id }) => id);
    random = new Map(
      truth.userIds.map((id) => [id, new Rng(1, `random|${id}`).shuffle([...itemIds]).slice(0, LENGTH)]),
    );
  });

  type Lists = (userId: string) => readonly string[];
  function subjects(a: Lists, b: Lists, change: Partial<TestSubjects> = {}): TestSubjects {
    return {
      userIds: truth.userIds,
      mindOf: (userId) => minds.get(userId) as Mind,
      ask: async (arm, userId) => (arm === 0 ? a : b)(userId),
      onFollow: async () => undefined,
      ...change,
    };
  }
  async function run(seed: number, of: TestSubjects): Promise<Visit[]> {
    const abTest = new AbTest(seed, of);
    const visits: Visit[] = [];
    while (!abTest.isOver) visits.push(await abTest.next());
    return visits;
  }
  const byOracle: Lists = (userId) => oracle.get(userId) ?? [];
  const byPopularity: Lists = () => popular;
  const byLot: Lists = (userId) => random.get(userId) ?? [];

  test('shows a campaign that knows everybody’s taste to be better, on whichever side it stands', async () => {
    for (const seed of [1, 2, 3]) {
      const first = (await run(seed, subjects(byOracle, byPopularity))).at(-1)?.standing;
      expect(first?.decided?.better).toBe(0);
      expect(first?.difference.low).toBeGreaterThan(0);
      const second = (await run(seed, subjects(byPopularity, byOracle))).at(-1)?.standing;
      expect(second?.decided?.better).toBe(1);
      expect(second?.difference.high).toBeLessThan(0);
    }
  });

  test('is wrong about two campaigns that are alike in at most 5 of 100 tests, however often one looks', async () => {
    let called = 0;
    for (let seed = 0; seed < 100; seed++) {
      const visits = await run(seed, subjects(byPopularity, byPopularity));
      if (visits.at(-1)?.standing.decided !== null) called++;
    }
    expect(called).toBeLessThanOrEqual(5);
  });

  test('holds the true difference at every moment in at least 95 of 100 tests', async () => {
    // Everybody in turn with either list, many times over: what the shares come to in the long run.
    const share = async (lists: Lists): Promise<number> => {
      let sum = 0;
      for (let seed = 1000; seed < 1020; seed++) {
        const visits = await run(seed, subjects(lists, lists));
        for (const { followed } of visits) sum += followed.filter((place) => place >= 0).length / 3;
      }
      return sum / (20 * truth.userIds.length);
    };
    const difference = (await share(byPopularity)) - (await share(byLot));
    let missed = 0;
    for (let seed = 0; seed < 100; seed++) {
      const visits = await run(seed, subjects(byPopularity, byLot));
      const outside = visits.some(({ standing }) => {
        const { low, high } = standing.difference;
        return Math.min(...standing.people) >= 25 && (difference < low || difference > high);
      });
      if (outside) missed++;
    }
    expect(missed).toBeLessThanOrEqual(5);
  });

  test('is the same again with the same seed, and another with another', async () => {
    const [once, again, other] = await Promise.all([
      run(5, subjects(byOracle, byPopularity)),
      run(5, subjects(byOracle, byPopularity)),
      run(6, subjects(byOracle, byPopularity)),
    ]);
    expect(again).toEqual(once);
    expect(other.map(({ userId }) => userId)).not.toEqual(once.map(({ userId }) => userId));
    expect(new Set(once.map(({ userId }) => userId)).size).toBe(truth.userIds.length);
  });

  test('gives people to either campaign by lot, and always to the same', async () => {
    const visits = await run(9, subjects(byPopularity, byPopularity));
    const first = visits.filter(({ arm }) => arm === 0).length;
    expect(first).toBeGreaterThan(400);
    expect(first).toBeLessThan(500);
    for (const { userId, arm } of visits) expect(armOf(9, userId)).toBe(arm);
  });

  test('tells of what was followed before it asks for the next list', async () => {
    const told: string[] = [];
    const asked: number[] = [];
    const abTest = new AbTest(
      4,
      subjects(byOracle, byOracle, {
        ask: async (_arm, userId) => {
          asked.push(told.length);
          return byOracle(userId);
        },
        onFollow: async ({ itemId, list }) => void told.push(`${list} ${itemId}`),
      }),
    );
    const { followed, lists } = await abTest.next();
    const expected = followed.flatMap((place, k) => (place < 0 ? [] : [`${k + 1} ${lists[k][place]}`]));
    expect(told).toEqual(expected);
    expect(asked[1]).toBe(followed[0] >= 0 ? 1 : 0);
  });
});

test('within a visit people remember what they have followed', async () => {
  const loved: Mind = { likingOf: () => 5, knows: () => false };
  const abTest = new AbTest(1, {
    userIds: Array.from({ length: 200 }, (_, n) => `u${n}`),
    mindOf: () => loved,
    ask: async () => ['the only one'],
    onFollow: async () => undefined,
  });
  let first = 0;
  let later = 0;
  while (!abTest.isOver) {
    const { followed } = await abTest.next();
    if (followed[0] === 0) first++;
    if (followed[0] === 0 && followed[1] === 0) later++;
  }
  // σ(1.35 · 5 − 4) = 0.94 follow it, and one in twenty of those would again.
  expect(first).toBeGreaterThan(170);
  expect(later).toBeLessThan(25);
});

describe('a visitor', () => {
  const mind = (liking: number, known = false): Mind => ({ likingOf: () => liking, knows: () => known });
  const rate = (list: readonly string[], of: Mind): number[] => {
    const counts = new Array<number>(list.length).fill(0);
    for (let n = 0; n < 4000; n++) {
      const place = follow(list, of, new Rng(n, 'visitor'));
      if (place >= 0) counts[place]++;
    }
    return counts.map((count) => count / 4000);
  };

  test('follows what they like more often, and what stands higher', () => {
    const [indifferent] = rate(['x'], mind(0));
    const [fond] = rate(['x'], mind(3));
    // σ(−4) and σ(1.35 · 3 − 4); four standard errors of 4,000 draws on either side.
    expect(Math.abs(indifferent - 0.018)).toBeLessThan(0.0085);
    expect(Math.abs(fond - 0.5125)).toBeLessThan(0.032);
    const places = rate(['a', 'b', 'c', 'd'], mind(1));
    // Of four places each is looked at half as often at the end, and only when nothing above was followed.
    expect(places[3] / places[0]).toBeGreaterThan(0.3);
    expect(places[3] / places[0]).toBeLessThan(0.7);
  });

  test('seldom goes back to what they know, and never follows what nobody knows anything of', () => {
    expect(rate(['x'], mind(3, true))[0]).toBeLessThan(0.06);
    const stranger: Mind = { likingOf: () => null, knows: () => false };
    expect(rate(['x', 'y'], stranger)).toEqual([0, 0]);
  });
});
