import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tables } from '../../../src/domain/columns';
import type { TrainingData } from '../../../src/domain/histories';
import { uncancelled } from '../../../src/domain/ports';
import type { Budget } from '../../../src/domain/resources';
import { drawTests, heldOutOfKnown, nextOfStrangers } from '../../../src/engine/measuring/outside-rows';
import type { TestUser } from '../../../src/engine/measuring/split';
import { InProcessPool } from '../../../src/engine/project/in-process-pool';
import { buildTrainingData } from '../../../src/engine/training/training-data';
import { valuesOfRanks } from '../../../src/kernels/metrics/target-metrics';
import { importFiles } from '../../../src/programs/cli/import-files';
import { targetPlaces } from '../../../src/recipes/ask-users';
import { checkParameters } from '../../../src/recipes/parameters';
import type { Model, Recipe } from '../../../src/recipes/recipe';
import { processorMs } from '../../support/processor-time';
import type { Event, Twin } from './twins';

/** What is learned from, and who is asked for what single item. */
export interface Questions {
  readonly data: TrainingData;
  readonly tests: readonly TestUser[];
  /** Own items are neither listed nor asked for. */
  readonly exclude: boolean;
}

/** What a model found, by test: NaN where the target was taken out with the own items. */
export interface Answers {
  readonly nDCG10: Float64Array;
  readonly hit20: Float64Array;
  readonly reciprocal20: Float64Array;
  /** Scores of the first items, and 1 where these are what came next. */
  readonly promised: Float64Array;
  readonly kept: Float64Array;
}
export interface Found extends Answers {
  readonly model: Model;
  /** Seconds of one thread that learning took. */
  readonly seconds: number;
}

/** Lists that are asked for, at most: to find them takes longer than to learn. */
export const MOST_ASKED = 2000;
const pool = new InProcessPool();

/** The events of a set, as they are imported. */
export function eventsOf({ userIds, itemIds, interactions }: Tables): Event[] {
  const { userIdx, itemIdx, timestampSec } = interactions;
  return Array.from(userIdx, (user, row) => ({
    user: userIds[user],
    item: itemIds[itemIdx[row]],
    sec: timestampSec[row],
  }));
}

/** Learned and asked by seconds, as the page does. */
export async function questionsOf(twin: Twin, exclude: boolean, seed: number): Promise<Questions> {
  const folder = mkdtempSync(join(tmpdir(), 'twin-'));
  try {
    const read = async (name: string, events: readonly Event[]) => {
      const path = join(folder, `${name}.csv`);
      writeFileSync(path, csvOf(events));
      const files = { interactions: path, profile: 'relaxed' } as const;
      const { tables } = await importFiles(files, uncancelled);
      return { tables, data: buildTrainingData(tables, {}, 'relaxed', seed, 'anything') };
    };
    const learned = await read('known', twin.known);
    const { tables, data: histories } = await read('asked', twin.asked);
    const outside = { tables, histories };
    const { tests } =
      twin.by === 'newest' ? heldOutOfKnown(outside, learned, exclude) : nextOfStrangers(outside, learned);
    return { data: learned.data, tests: drawTests(tests, MOST_ASKED, seed), exclude };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function csvOf(events: readonly Event[]): string {
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const rows = events.map(({ user, item, sec }) => `${quoted(user)},${quoted(item)},${sec}`);
  return ['USER_ID,ITEM_ID,TIMESTAMP', ...rows].join('\n');
}

export async function find(
  recipe: Recipe,
  questions: Questions,
  { seed, budget }: { readonly seed: number; readonly budget: Budget },
): Promise<Found> {
  const startedMs = processorMs();
  const config = { parameters: checkParameters(recipe, {}, {}), seed, budget };
  const trainer = await recipe.trainer(questions.data, config, pool);
  for (let epoch = 0; epoch < trainer.epochs; epoch++) await trainer.trainEpoch(uncancelled);
  const model = trainer.model();
  const seconds = (processorMs() - startedMs) / 1000;
  return { ...(await ask(model, questions)), model, seconds };
}

export async function ask(model: Model, { tests, exclude }: Questions): Promise<Answers> {
  const queries = tests.map(({ query }) => query);
  const targets = Int32Array.from(tests, ({ relevant: [target] }) => target);
  const { ranks, firstScores, firstHits } = await targetPlaces(
    model,
    queries,
    targets.map((target) => Math.max(0, target)),
    exclude,
    pool,
    uncancelled,
  );
  // Whatever nobody had before is in no list.
  for (const [t, target] of targets.entries()) {
    if (target >= 0) continue;
    ranks[t] = Infinity;
    firstHits[t] = 0;
  }
  return {
    nDCG10: valuesOfRanks(ranks, 'normalized_discounted_cumulative_gain_at_10'),
    hit20: valuesOfRanks(ranks, 'hit_rate_at_20'),
    reciprocal20: valuesOfRanks(ranks, 'mean_reciprocal_rank_at_20'),
    promised: firstScores,
    kept: firstHits,
  };
}

/** Whose each test is: a history lies where it lies among those of all. */
export function peopleOf({ tests }: Questions): readonly number[] {
  return tests.map(({ query }) => query.items.byteOffset);
}
