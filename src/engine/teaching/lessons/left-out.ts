import type { LackingFact, LeftOutFact } from '../../../domain/lesson-facts';
import type { MetricBucket } from '../../../domain/metrics';
import type { Job } from '../../../domain/ports';
import { askedOf } from '../../measuring/evaluate';
import { testsOf, type TestUser } from '../../measuring/split';
import type { OpenProject } from '../../project/open-project';
import { hitsOf } from '../../project/stored-hits';
import { trainingDataFor } from '../../training/training-data';
import { shown } from './asked-lists';

/** Items are little known, from the least known on, as long as all of them together have no more of the choices. */
const MOST_OF_CHOICES = 0.25;

/**
 * How many of the choices that were hidden from a version fell on little-known items, and how many of its hits. Reads
 * what the version was measured with; nothing is asked again.
 *
 * @throws AppError I01 for a version that is not ACTIVE, CANCELLED through the job.
 */
export async function leftOut(
  project: OpenProject,
  arn: string,
  job: Job,
): Promise<LeftOutFact | LackingFact> {
  const { buckets, spec, dataVersion } = project.activeVersion(arn);
  const found = hitsOf(await project.models.stored(arn));
  if (found === null || buckets === undefined) return { kind: 'lacking', reason: 'measure' };
  const { tables } = await project.data.index();
  await job.checkpoint('lesson', 0, 1);
  const data = trainingDataFor(spec.recipe, tables, spec, project.state.profile);
  const tests = testsOf(data, tables.userIds, spec.seed);
  const asked = askedOf(tests);
  const isSame = asked.length === found.asked.length && asked.every((one, t) => one === found.asked[t]);
  if (dataVersion !== project.state.dataVersion || !isSame) return { kind: 'lacking', reason: 'changed' };

  const rare = littleKnown(buckets.popularity);
  const upTo = rare.at(-1)?.to ?? null;
  if (upTo === null) return { kind: 'lacking', reason: 'tail' };
  const people = peopleBut(tests, data);
  const choices = sumOf(buckets.popularity, ({ n }) => n);
  const hits = sumOf(buckets.popularity, ({ n, value }) => n * value);
  if (hits === 0) return { kind: 'lacking', reason: 'measure' };
  const rareHits = sumOf(rare, ({ n, value }) => n * value);
  const each = tests.map(({ relevant }, t) => ({
    choices: relevant.size,
    rare: [...relevant].filter((item) => people[item] <= upTo).length,
    hits: bitsIn(found.hits[t]),
  }));
  const share = sumOf(rare, ({ n }) => n) / choices;
  return {
    kind: 'left-out',
    recipe: spec.recipe,
    people: tests.length,
    upTo,
    items: people.filter((n) => n <= upTo).length,
    of: people.length,
    choices,
    hits,
    share,
    shareOfHits: rareHits / hits,
    more: await shown(differences(each, rareHits, share, choices, hits), job),
  };
}

function littleKnown(buckets: readonly MetricBucket[]): readonly MetricBucket[] {
  const all = sumOf(buckets, ({ n }) => n);
  let sum = 0;
  return buckets.filter(({ n }) => (sum += n) <= MOST_OF_CHOICES * all);
}

/** Distinct people of each item in what the version learned from when it was measured: everybody but those it was tested on. */
function peopleBut(
  tests: readonly TestUser[],
  data: {
    readonly nUsers: number;
    readonly nItems: number;
    readonly userPtr: Int32Array;
    readonly items: Int32Array;
  },
): Int32Array {
  const isTest = new Set(tests.map(({ query }) => query.userIdx));
  const people = new Int32Array(data.nItems);
  for (let u = 0; u < data.nUsers; u++)
    if (!isTest.has(u))
      for (const item of new Set(data.items.subarray(data.userPtr[u], data.userPtr[u + 1]))) people[item]++;
  return people;
}

interface Person {
  readonly choices: number;
  readonly rare: number;
  readonly hits: number;
}

/**
 * Person by person, numbers whose mean is the share of choices less the share of hits, each ratio of sums as far as one
 * person moves it. Which of a person's hits were rare is not kept: they are given to as few people as can have had them,
 * which makes the interval as wide as it can be.
 */
function differences(
  each: readonly Person[],
  rareHits: number,
  share: number,
  choices: number,
  hits: number,
): readonly number[] {
  const rare = new Map<Person, number>();
  let left = Math.round(rareHits);
  for (const person of each.toSorted((a, b) => Math.min(b.hits, b.rare) - Math.min(a.hits, a.rare))) {
    const own = Math.min(person.hits, person.rare, left);
    rare.set(person, own);
    left -= own;
  }
  const shareOfHits = rareHits / hits;
  return each.map((person) => {
    const chosen = (person.rare - share * person.choices) / choices;
    const hit = ((rare.get(person) ?? 0) - shareOfHits * person.hits) / hits;
    return each.length * (chosen - hit) + share - shareOfHits;
  });
}

function bitsIn(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

const sumOf = (buckets: readonly MetricBucket[], of: (bucket: MetricBucket) => number): number =>
  buckets.reduce((sum, bucket) => sum + of(bucket), 0);
