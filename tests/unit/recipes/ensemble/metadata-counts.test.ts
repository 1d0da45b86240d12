import { beforeAll, expect, it } from 'vitest';
import { filmClubSeed, simulateFilmClub } from '../../../../src/data/samples/film-club';
import type { Column } from '../../../../src/domain/columns';
import type { PairedResult } from '../../../../src/domain/comparison';
import type { TrainingData, UserQuery } from '../../../../src/domain/histories';
import { inspect } from '../../../../src/import/propose/inspect';
import { importTables } from '../../../../src/import/store/import-tables';
import { buildTrainingData } from '../../../../src/engine/training/training-data';
import { Rng } from '../../../../src/kernels/rng';
import { tiedRank } from '../../../../src/kernels/tied-rank';
import { discount } from '../../../../src/kernels/metrics/ndcg';
import { pairedTest } from '../../../../src/kernels/metrics/paired-test';
import { having } from '../../../../src/recipes/capabilities';
import type { Model } from '../../../../src/recipes/recipe';
import { userPersonalization } from '../../../../src/recipes/user-personalization';
import { trainingDataOf } from '../../../support/checkerboard';
import { full } from '../../../support/full';
import { trainFully, uncancelled } from '../../../support/recipe-contract';
import { textFile } from '../../../support/studio-in-node';

/** Targets a person, so that one chance hit says little. */
const TARGETS = 10;
/** What is hidden of every second person; films that nobody cut short are among it, known and hardly known ones. */
const NEWEST = 10;

interface Asked {
  readonly query: UserQuery;
  readonly targets: readonly number[];
}

/** More films than people can see, with every second person new (0, 1 or 2 events). */
const asked: { users: Asked[]; films: Asked[]; others: Asked[] } = { users: [], films: [], others: [] };
const answers = new Map<Model, Map<UserQuery, Float64Array>>();
let described: Model;
let plain: Model;

beforeAll(async () => {
  const club = full ? await filmClub() : smallWorld();
  const kept = new Uint8Array(club.items.length).fill(1);
  for (let u = 0; u < club.nUsers; u += 2) {
    const cut = club.userPtr[u] + ((u / 2) % 3);
    kept.fill(0, cut, club.userPtr[u + 1]);
    const query = queryOf(club, u, kept, cut);
    const next = [...new Set(club.items.subarray(cut, club.userPtr[u + 1]))];
    const targets = next.filter((item) => !query.items.includes(item)).slice(0, TARGETS);
    asked.users.push({ query, targets });
  }
  for (let u = 1; u < club.nUsers; u += 2) {
    const [from, to] = [club.userPtr[u], club.userPtr[u + 1]];
    kept.fill(0, Math.max(from, to - NEWEST), to);
  }
  const train = keepRows(club, kept);
  const counts = new Int32Array(club.nItems);
  for (const item of train.items) counts[item]++;
  for (let u = 1; u < club.nUsers; u += 2) {
    const to = club.userPtr[u + 1];
    const query = queryOf(club, u, kept, to);
    const next = [...new Set(club.items.subarray(to - NEWEST, to))];
    const targets = next.filter((item) => !query.items.includes(item));
    const [thin, others] = [targets.filter((i) => counts[i] < 5), targets.filter((i) => counts[i] >= 5)];
    if (thin.length > 0) asked.films.push({ query, targets: thin });
    if (others.length > 0) asked.others.push({ query, targets: others });
  }
  described = await trainFully(userPersonalization, train);
  plain = await trainFully(userPersonalization, { ...train, itemColumns: [], userColumns: [] });
});

it('serves people with up to two events better with the metadata than without', async () => {
  const found = await compare(asked.users);
  expect(found, said(found)).toMatchObject({ better: 'first' });
  // To these only what is known of themselves can tell anything.
  const without = await compare(asked.users.filter(({ query }) => query.items.length === 0));
  expect(without, said(without)).toMatchObject({ better: 'first' });
});

it('serves films with fewer than five rows better with the metadata than without', async () => {
  const found = await compare(asked.films);
  expect(found, said(found)).toMatchObject({ better: 'first' });
});

it('serves all others as well as before', async () => {
  const found = await compare(asked.others);
  // On fewer people a difference of a ten-thousandth already counts as one.
  if (full) expect(found.better, said(found)).not.toBe('second');
  expect(found.difference, said(found)).toBeGreaterThan(-0.002);
});

it('adds what the metadata say to the explanation, which sums up, and keeps it in store', () => {
  const loaded = userPersonalization.load(structuredClone(described.store()));
  const logits = new Float64Array(loaded.nItems);
  const cases = [
    ...asked.users.slice(0, 3).map(({ query, targets }) => ({ query, item: targets[0] })),
    { query: asked.films[0].query, item: asked.films[0].targets[0] },
  ];
  for (const { query, item } of cases) {
    loaded.scoreUser(query, logits);
    const again = new Float64Array(loaded.nItems);
    described.scoreUser(query, again);
    expect(logits).toEqual(again);
    const shares = having(loaded, 'explains').explain(query, item);
    expect(shares.map(({ part }) => part)).toContain('metadata');
    const sum = shares.reduce((total, { value }) => total + value, 0);
    expect(Math.abs(sum - logits[item])).toBeLessThan(1e-9);
  }
});

/** The mean discount of the targets' ranks, a number a person; with the metadata minus without. */
async function compare(asks: readonly Asked[]): Promise<PairedResult> {
  const differences = asks.map((ask) => gainOf(described, ask) - gainOf(plain, ask));
  return pairedTest(differences, 1, async () => undefined);
}

/** What a person had is taken out of the list. */
function gainOf(model: Model, { query, targets }: Asked): number {
  const logits = answerOf(model, query);
  const own = new Uint8Array(model.nItems);
  for (const item of query.items) own[item] = 1;
  const gains = targets.map((target) => discount(tiedRank(logits, target, own)));
  return gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
}

/** Asked once, though a person may have had films of both kinds. */
function answerOf(model: Model, query: UserQuery): Float64Array {
  const known = answers.get(model) ?? new Map<UserQuery, Float64Array>();
  answers.set(model, known);
  const logits = known.get(query) ?? new Float64Array(model.nItems);
  if (!known.has(query)) model.scoreUser(query, logits);
  known.set(query, logits);
  return logits;
}

function said({ n, difference, pValue }: PairedResult): string {
  return `${n} people, difference ${difference.toFixed(4)}, p ${pValue.toFixed(4)}`;
}

/** Of genres, and of regions. */
const KINDS = 8;
const SMALL = { people: 160, films: 600, events: 24, hits: 6 };
/** All of the first five tell it. */
const SEED = 1;

/**
 * A world where a person's region tells which hits they have, and their taste of which genre their other films are, most of
 * them hardly known: metadata bring five times what they bring in the club.
 */
function smallWorld(): TrainingData {
  const { people, films, events, hits } = SMALL;
  const rng = new Rng(SEED, 'small-world');
  const [regions, tastes] = [0, 1].map(() => Int32Array.from({ length: people }, () => rng.below(KINDS)));
  const histories = Array.from({ length: people }, (_, u) =>
    Array.from({ length: events }, () => {
      if (rng.uniform() < 0.35) return hits * regions[u] + rng.below(hits);
      const genre = rng.uniform() < 0.9 ? tastes[u] : rng.below(KINDS);
      // The first films of a genre are had more often than the last.
      return KINDS * Math.floor((films / KINDS) * rng.uniform() ** 2) + genre;
    }),
  );
  const genres = Int32Array.from({ length: films }, (_, i) => i % KINDS);
  return {
    ...trainingDataOf(histories, films),
    itemColumns: [kindsOf('GENRE', genres)],
    userColumns: [kindsOf('REGION', regions)],
  };
}

function kindsOf(name: string, codes: Int32Array<ArrayBuffer>): Column {
  const vocabulary = Array.from({ length: KINDS }, (_, k) => `${name} ${k}`);
  return { kind: 'code', name, categorical: true, vocabulary, codes };
}

/** The sample with more films than its people can see, as it is imported. */
async function filmClub(): Promise<TrainingData> {
  const club = await simulateFilmClub(filmClubSeed, { people: 900, films: 6000, events: 60_000 });
  const files = [
    textFile('interactions.csv', club.interactionsCsv),
    textFile('items.csv', club.itemsCsv),
    textFile('users.csv', club.usersCsv),
  ];
  const { proposal, sources } = await inspect(files, 'aws', uncancelled);
  const { tables } = await importTables(sources, proposal.plan, null, uncancelled);
  return buildTrainingData(tables, {}, 'aws');
}

function queryOf(club: TrainingData, userIdx: number, kept: Uint8Array, to: number): UserQuery {
  const rows = Array.from({ length: to - club.userPtr[userIdx] }, (_, k) => club.userPtr[userIdx] + k);
  const own = rows.filter((p) => kept[p] === 1);
  return {
    userIdx,
    items: Int32Array.from(own, (p) => club.items[p]),
    timestampSec: Float64Array.from(own, (p) => club.timestampSec[p]),
  };
}

function keepRows(club: TrainingData, kept: Uint8Array): TrainingData {
  const userPtr = new Int32Array(club.nUsers + 1);
  for (let u = 0; u < club.nUsers; u++) {
    userPtr[u + 1] = userPtr[u];
    for (let p = club.userPtr[u]; p < club.userPtr[u + 1]; p++) userPtr[u + 1] += kept[p];
  }
  const isKept = (_: number, p: number): boolean => kept[p] === 1;
  return {
    ...club,
    userPtr,
    items: club.items.filter(isKept),
    timestampSec: club.timestampSec.filter(isKept),
    eventType: club.eventType.filter(isKept),
  };
}
