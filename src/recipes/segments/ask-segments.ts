import type { Job, Pool, TaskArrays, TaskParams } from '../../domain/ports';
import { topK } from '../../kernels/top-k';
import { listsIn } from '../ask-users';
import { having } from '../capabilities';
import type { Model } from '../recipe';
import { headerOf, modelInputs, modelsAmong, type ModelLoader } from '../stored-inputs';
import { packSets, setAt } from './item-sets';

const TOP_USERS = 'segments-top-users';

/**
 * The `k` users most likely to take to each set of items, best first, asked side by side on the pool.
 *
 * @param userRank tie-break: users by id. @returns one list a set, in their order.
 */
export async function topUsers(
  model: Model,
  sets: readonly Int32Array[],
  userRank: Int32Array,
  k: number,
  pool: Pool,
  job: Job,
): Promise<Int32Array[]> {
  const inputs = { ...modelInputs(model), ...packSets(sets), userRank };
  const parts: TaskParams[] = [];
  const header = headerOf(model);
  // An answer may take tens of milliseconds, so each is a part of its own.
  for (let from = 0; from < sets.length; from++) parts.push({ header, k, from, to: from + 1 });
  return listsIn(await pool.map(TOP_USERS, inputs, parts, job));
}

/** @param load finds the recipe of a stored model and loads it. */
export function askingSegmentsTasks(
  load: ModelLoader,
): [string, (inputs: TaskArrays, params: TaskParams) => Promise<TaskArrays>][] {
  const modelOf = modelsAmong(load);
  return [
    [TOP_USERS, async (inputs, params) => answerTopUsers(await modelOf(inputs, params), inputs, params)],
  ];
}

function answerTopUsers(model: Model, inputs: TaskArrays, params: TaskParams): TaskArrays {
  const segments = having(model, 'segments');
  const userRank = inputs.userRank as Int32Array;
  const scores = new Float64Array(userRank.length);
  const users: number[] = [];
  const ends: number[] = [];
  for (let s = Number(params.from); s < Number(params.to); s++) {
    segments.scoreSegment(setAt(inputs, s), scores);
    for (const user of topK(scores, userRank, Number(params.k))) users.push(user);
    ends.push(users.length);
  }
  return { lists: Int32Array.from(users), ends: Int32Array.from(ends) };
}
