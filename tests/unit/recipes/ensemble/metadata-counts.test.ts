import { beforeAll, expect, it } from 'vitest';
import { filmClubSeed, simulateFilmClub } from '../../../../src/data/samples/film-club';
import type { PairedResult } from '../../../../src/domain/comparison';
import type { TrainingData, UserQuery } from '../../../../src/domain/histories';
import { importTables, inspect } from '../../../../src/engine/datasets/import';
import { splitLeaveOneOut } from '../../../../src/engine/measuring/split';
import { buildTrainingData } from '../../../../src/engine/training/training-data';
import { tiedRank } from '../../../../src/kernels/tied-rank';
import { discount } from '../../../../src/metrics/ndcg';
import { pairedTest } from '../../../../src/metrics/paired-test';
import { having } from '../../../../src/recipes/capabilities';
import type { Model } from '../../../../src/recipes/recipe';
import { userPersonalization } from '../../../../src/recipes/user-personalization';
import { full } from '../../../support/full';
import { trainFully, uncancelled } from '../../../support/recipe-contract';
import { textFile } from '../../../support/studio-in-node';

/** Targets a person, so that one chance hit says little. */
const TARGETS = 10;
/** One film in so many is new, and up to four of its oldest rows are left. */
const ONE_IN = 8;

interface Asked {
  readonly query: UserQuery;
  readonly targets: readonly number[];
}

/** The bundled sample, or a smaller one in the short run, with every second person new (0, 1 or 2 events) and one film in eight (0 to 4 rows). */
const asked: { users: Asked[]; films: Asked[]; others: Asked[] } = { users: [], films: [], others: [] };
let described: Model;
let plain: Model;

beforeAll(async () => {
  const club = await filmClub();
  const kept = new Uint8Array(club.items.length).fill(1);
  for (let u = 0; u < club.nUsers; u += 2) {
    const cut = club.userPtr[u] + ((u / 2) % 3);
    kept.fill(0, cut, club.userPtr[u + 1]);
    const query = queryOf(club, u, kept, cut);
    const next = [...new Set(club.items.subarray(cut, club.userPtr[u + 1]))];
    const targets = next.filter((item) => !query.items.includes(item)).slice(0, TARGETS);
    asked.users.push({ query, targets });
  }
  cutFilms(club, kept);
  for (let u = 1; u < club.nUsers; u += 2) {
    const to = club.userPtr[u + 1];
    const gone = club.items.subarray(club.userPtr[u], to).filter((_, k) => kept[club.userPtr[u] + k] === 0);
    const query = queryOf(club, u, kept, to);
    const targets = [...new Set(gone)].filter((item) => !query.items.includes(item));
    if (targets.length > 0) asked.films.push({ query, targets });
  }
  const { train, tests } = splitLeaveOneOut(keepRows(club, kept));
  for (const { query, relevant } of tests) {
    const targets = [...relevant].filter((item) => !query.items.includes(item));
    if (query.userIdx % 2 === 1 && targets.length > 0) asked.others.push({ query, targets });
  }
  described = await trainFully(userPersonalization, train);
  plain = await trainFully(userPersonalization, { ...train, itemColumns: [], userColumns: [] });
});

it('serves people with up to two events better with the metadata than without', async () => {
  const found = await compare(asked.users);
  expect(found, said(found)).toMatchObject({ better: 'first' });
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
  const known = (item: number): boolean => item % ONE_IN > 0;
  const cases = [
    ...asked.users.slice(0, 3).map(({ query, targets }) => ({ query, item: targets.find(known) ?? -1 })),
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
  const logits = new Float64Array(model.nItems);
  model.scoreUser(query, logits);
  const own = new Uint8Array(model.nItems);
  for (const item of query.items) own[item] = 1;
  const gains = targets.map((target) => discount(tiedRank(logits, target, own)));
  return gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
}

function said({ n, difference, pValue }: PairedResult): string {
  return `${n} people, difference ${difference.toFixed(4)}, p ${pValue.toFixed(4)}`;
}

async function filmClub(): Promise<TrainingData> {
  const club = await simulateFilmClub(filmClubSeed, full ? {} : { people: 300, films: 600, events: 28_000 });
  const files = [
    textFile('interactions.csv', club.interactionsCsv),
    textFile('items.csv', club.itemsCsv),
    textFile('users.csv', club.usersCsv),
  ];
  const { proposal, sources } = await inspect(files, 'aws', uncancelled);
  const { tables } = await importTables(sources, proposal.plan, null, uncancelled);
  return buildTrainingData(tables, {}, 'aws');
}

/** Takes out all but the oldest rows of the new films. */
function cutFilms(club: TrainingData, kept: Uint8Array): void {
  const rows = Array.from(club.items.keys()).filter((p) => club.items[p] % ONE_IN === 0);
  rows.sort((a, b) => club.timestampSec[a] - club.timestampSec[b] || a - b);
  const left = Int32Array.from({ length: club.nItems }, (_, item) => (item / ONE_IN) % 5);
  for (const p of rows) if (kept[p] === 1 && left[club.items[p]]-- <= 0) kept[p] = 0;
}

/** The rows that are left of one person up to a place. */
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
