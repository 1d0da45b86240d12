import type { PairedResult } from '../../../domain/comparison';
import type { LackingFact, NextItemFact } from '../../../domain/lesson-facts';
import type { Job } from '../../../domain/ports';
import { fnv1a } from '../../../kernels/fnv1a';
import { Rng } from '../../../kernels/rng';
import { topK } from '../../../kernels/top-k';
import { shown } from './asked-lists';
import { alikeOf } from './alike';
import type { HalfSeen } from './half-seen';
import { MadeOnce } from './made-once';

/** Items that are shown before the hidden one. */
const SHOWN = 6;
const FIRST = 10;
const CHOICES = 4;
/** People asked about for `found`, at most. */
const ASKED = 400;
const LEAST_KNOWN = 12;
/** A history that tells something and that a room can take in. */
const TELLING = { least: 20, most: 80 };

interface Tried {
  readonly user: number;
  readonly hidden: number;
  /** Within the first ten of the votes; of what is popular. */
  readonly alike: boolean;
  readonly popular: boolean;
  /** Among the four people alike guess it, and popularity does not. */
  readonly alone: boolean;
}

interface AllTried {
  readonly of: readonly Tried[];
  readonly more: PairedResult;
}

/** What a person took next and four to choose from: the hidden one, and what three ways of guessing would say. */
export async function nextItem(
  data: HalfSeen,
  userId: string | null,
  person: number,
  job: Job,
): Promise<NextItemFact | LackingFact> {
  const all = await tried.of(data, job);
  const user = userId === null ? subjectAmong(all.of, data, person) : data.index.userIdx(userId);
  const hidden = user < 0 ? undefined : hiddenOf(data, user);
  if (hidden === undefined) return { kind: 'lacking', reason: 'people' };
  const { itemIdx, timestampSec } = data.index.tables.interactions;
  const rows = data.index.rowsOf(user);
  const seen = rows.findIndex((row, k) => k >= data.seenRows[user] && itemIdx[row] === hidden);
  const votes = (await alikeOf.of(data, job)).votes(user);
  const choices = choicesFor(data, user, hidden, votes);
  const share = (value: (item: number) => number, item: number): number => {
    const total = choices.reduce((sum, other) => sum + value(other), 0);
    return total === 0 ? 1 / choices.length : value(item) / total;
  };
  return {
    kind: 'next-item',
    userId: data.index.tables.userIds[user],
    past: Array.from(rows.slice(Math.max(0, seen - SHOWN), seen), (row) => ({
      item: data.named(itemIdx[row]),
      timestampSec: timestampSec[row],
    })),
    times: Array.from(rows, (row) => timestampSec[row]),
    seen,
    choices: choices.map((item) => ({
      item: data.named(item),
      alike: share((other) => votes[other], item),
      popular: share((other) => data.users[other], item),
    })),
    answer: choices.indexOf(hidden),
    found: {
      people: all.of.length,
      alike: all.of.filter(({ alike }) => alike).length,
      popular: all.of.filter(({ popular }) => popular).length,
      alone: all.of.filter(({ alone }) => alone).length,
      more: all.more,
    },
  };
}

/** `tryAll`, done once for the data. */
const tried = new MadeOnce<HalfSeen, AllTried>((data, job) => tryAll(data, job));

/** Whom a lesson is about where nobody is named; −1: nobody. @param person which of them, the fittest first. */
export async function defaultSubject(data: HalfSeen, person: number, job: Job): Promise<number> {
  return subjectAmong((await tried.of(data, job)).of, data, person);
}

/** Those whose next item was hidden. */
export async function askedPeople(data: HalfSeen, job: Job): Promise<readonly number[]> {
  return (await tried.of(data, job)).of.map(({ user }) => user);
}

/** Everybody, or a fixed draw of many, with what each way of guessing finds of their next item. */
async function tryAll(data: HalfSeen, job: Job): Promise<AllTried> {
  const { userIds } = data.index.tables;
  const people = Array.from({ length: data.nUsers }, (_, user) => user)
    .filter((user) => data.known[user].length >= LEAST_KNOWN && hiddenOf(data, user) !== undefined)
    .map((user) => ({ user, order: fnv1a(userIds[user]) }))
    .sort((a, b) => a.order - b.order || a.user - b.user)
    .slice(0, ASKED);
  const alike = await alikeOf.of(data, job);
  const found: Tried[] = [];
  for (const [k, { user }] of people.entries()) {
    await job.checkpoint('lesson', k, people.length);
    const hidden = hiddenOf(data, user) ?? -1;
    const votes = alike.votes(user);
    found.push({
      user,
      hidden,
      alike: topK(votes, data.index.itemRank, FIRST).includes(hidden),
      popular: popularFor(data, user, FIRST).includes(hidden),
      alone: guessesAlone(data, choicesFor(data, user, hidden, votes), hidden, votes),
    });
  }
  const more = found.map(({ alike: near, popular }) => Number(near) - Number(popular));
  return { of: found, more: await shown(more, job) };
}

function guessesAlone(
  data: HalfSeen,
  choices: readonly number[],
  hidden: number,
  votes: Float64Array,
): boolean {
  const others = choices.filter((item) => item !== hidden);
  return (
    others.every((item) => votes[item] < votes[hidden]) &&
    others.some((item) => data.users[item] >= data.users[hidden])
  );
}

/** Somebody for whom people alike guess what popularity does not, of those who have as much as a room can take in, ties by id. */
function subjectAmong(all: readonly Tried[], data: HalfSeen, person: number): number {
  const { userIds } = data.index.tables;
  const fits = (one: Tried): number =>
    (one.alone ? 8 : 0) +
    (one.alike ? 4 : 0) +
    (one.popular ? 0 : 2) +
    (isTelling(data.known[one.user].length) ? 1 : 0);
  const best = all.toSorted((a, b) => fits(b) - fits(a) || (userIds[a.user] < userIds[b.user] ? -1 : 1));
  return best[person % best.length]?.user ?? -1;
}

const isTelling = (items: number): boolean => items >= TELLING.least && items <= TELLING.most;

/** The first item after the cut that this person had not had, if somebody else has it. */
function hiddenOf(data: HalfSeen, user: number): number | undefined {
  return data.later[user].find((item) => data.users[item] > 1);
}

/** What most people took and this one did not, best first. */
export function popularFor(data: HalfSeen, user: number, k: number): readonly number[] {
  const own = new Set(data.known[user]);
  const list: number[] = [];
  for (const item of data.popular) {
    if (list.length === k) break;
    if (!own.has(item)) list.push(item);
  }
  return list;
}

/** The hidden one, the most popular, the most voted for, and then the next of both in turn; shuffled by the person. */
function choicesFor(data: HalfSeen, user: number, hidden: number, votes: Float64Array): readonly number[] {
  const popular = popularFor(data, user, 2 * CHOICES);
  const voted = topK(votes, data.index.itemRank, 2 * CHOICES);
  const choices = new Set([hidden]);
  for (let k = 0; k < 2 * CHOICES && choices.size < CHOICES; k++) {
    for (const item of [popular[k], voted[k]]) {
      if (item !== undefined && choices.size < CHOICES) choices.add(item);
    }
  }
  return new Rng(42, `choices|${data.index.tables.userIds[user]}`).shuffle([...choices]);
}
