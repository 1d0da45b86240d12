import type { LackingFact, NeighboursFact } from '../../../domain/lesson-facts';
import type { Job } from '../../../domain/ports';
import { Rng } from '../../../kernels/rng';
import { topK } from '../../../kernels/top-k';
import { mean } from '../../../kernels/metrics/mean';
import { placesOf } from '../../serving/select';
import { alikeOf, type AlikeUser } from './alike';
import { shown } from './asked-lists';
import type { HalfSeen } from './half-seen';
import { MadeOnce } from './made-once';
import { askedPeople } from './next-item';

const NEIGHBOURS = 5;
const CHOSEN = 2;
const SHARED = 6;
const LISTED = 8;

/**
 * The people most like one, and the list that the chosen two make. Equal votes are told apart by how many took the
 * item.
 *
 * @param user dense index; −1 lacks. @param before whose votes counted until now.
 */
export async function neighbours(
  data: HalfSeen,
  user: number,
  chosen: readonly string[] | null,
  before: readonly string[] | null,
  job: Job,
): Promise<NeighboursFact | LackingFact> {
  if (user < 0) return { kind: 'lacking', reason: 'people' };
  const alike = await alikeOf.of(data, job);
  const near = alike.to(user).slice(0, NEIGHBOURS);
  if (near.length < CHOSEN) return { kind: 'lacking', reason: 'people' };
  const { userIds } = data.index.tables;
  const named = (ids: readonly string[] | null): readonly AlikeUser[] => {
    const found = near.filter(({ user: other }) => ids?.includes(userIds[other]));
    return found.length > 0 ? found : near.slice(0, CHOSEN);
  };
  const voters = named(chosen);
  const rank = popularRank(data);
  const votes = alike.votes(user, voters);
  const list = topK(withoutNone(votes), rank, LISTED);
  const then = before === null ? null : withoutNone(alike.votes(user, named(before)));
  const placesThen = then === null ? null : placesOf(list, then, rank, null);
  const own = new Set(data.known[user]);
  const later = new Set(data.later[user]);
  return {
    kind: 'neighbours',
    userId: userIds[user],
    items: own.size,
    neighbours: near.map(({ user: other, likeness }) => {
      const items = Array.from(data.taken[other]);
      const shared = items.filter((item) => own.has(item));
      return {
        userId: userIds[other],
        likeness,
        items: items.length,
        nShared: shared.length,
        shared: shared
          .toSorted((a, b) => data.users[a] - data.users[b] || a - b)
          .slice(0, SHARED)
          .map((item) => data.named(item)),
        chosen: voters.some((voter) => voter.user === other),
      };
    }),
    list: Array.from(list, (item, k) => {
      const place = placesThen === null ? k + 1 : placesThen[k];
      return {
        item: data.named(item),
        from: voters
          .filter((voter) => data.taken[voter.user].includes(item))
          .map((voter) => userIds[voter.user]),
        rankBefore: place !== null && place <= LISTED ? place : null,
        taken: later.has(item),
      };
    }),
    found: await found.of(data, job),
  };
}

/** How many of the items that two people list each person took later: the two most alike, and two drawn by lot. */
const found = new MadeOnce<HalfSeen, NeighboursFact['found']>(async (data, job) => {
  const alike = await alikeOf.of(data, job);
  const rank = popularRank(data);
  const people = await askedPeople(data, job);
  const [near, drawn] = [new Float64Array(people.length), new Float64Array(people.length)];
  for (const [k, user] of people.entries()) {
    await job.checkpoint('lesson', k, people.length);
    const later = new Set(data.later[user]);
    const by = (voters: readonly AlikeUser[]): number =>
      topK(withoutNone(alike.votes(user, voters)), rank, LISTED).filter((item) => later.has(item)).length;
    const rng = new Rng(42, `strangers|${data.index.tables.userIds[user]}`);
    const others = alike.to(user);
    near[k] = by(others.slice(0, CHOSEN));
    drawn[k] = by(rng.shuffle([...others]).slice(0, CHOSEN));
  }
  const more = await shown(
    near.map((hits, k) => hits - drawn[k]),
    job,
  );
  return { near: mean(near), drawn: mean(drawn), more };
});

/** Votes in which items that nobody votes for cannot be listed. */
function withoutNone(votes: Float64Array): Float64Array {
  return votes.map((vote) => (vote > 0 ? vote : -Infinity));
}

/** Place of every item in the popular order: the tie-break of equal votes. */
function popularRank(data: HalfSeen): Int32Array {
  const rank = new Int32Array(data.nItems);
  data.popular.forEach((item, place) => (rank[item] = place));
  return rank;
}
