import type { UserQuery } from '../domain/histories';
import type { StoredModel } from '../domain/model';
import type { TaskArrays, TaskParams } from '../domain/ports';
import { type Model, scoreUsers } from './recipe';
import { modelsAmong } from './stored-inputs';

/** What a model has answered to a query. */
export interface UserScores {
  /** By the model's items. Read only. */
  readonly values: Float64Array;
  /** As `scoreUser` returned it. */
  readonly personal: boolean;
}

/** The task by which a thread that holds a model scores the people of `askedFor`. */
export const SCORE_USERS = 'score-users';

/**
 * What a model says of several people, asked together where it can.
 *
 * @param fresh makes the arrays of the answers.
 */
export function scoresOf(
  model: Model,
  queries: readonly UserQuery[],
  fresh = (length: number): Float64Array => new Float64Array(length),
): UserScores[] {
  const outs = queries.map(() => fresh(model.nItems));
  const personal = scoreUsers(model, queries, outs);
  return outs.map((values, q) => ({ values, personal: personal[q] }));
}

/** Queries as the parameter of a task: the inputs, where arrays go, are those of every run. */
export function askedFor(queries: readonly UserQuery[]): TaskParams {
  const plain = queries.map(({ items, timestampSec, eventType, ...rest }) => ({
    ...rest,
    items: [...items],
    timestampSec: [...timestampSec],
    ...(eventType && { eventType: [...eventType] }),
  }));
  return { queries: JSON.stringify(plain) };
}

/** The same for each person from what the task gave. */
export function scoresAmong({ personal, ...values }: TaskArrays): UserScores[] {
  return Array.from(personal, (one, q) => ({ values: values[q] as Float64Array, personal: one === 1 }));
}

/** @param load finds the recipe of a stored model and loads it. */
export function scoringTasks(
  load: (stored: StoredModel) => Model,
): [string, (inputs: TaskArrays, params: TaskParams) => TaskArrays][] {
  const modelOf = modelsAmong(load);
  return [
    [
      SCORE_USERS,
      (inputs, params) => {
        const scores = scoresOf(modelOf(inputs, params), queriesOf(params), shared);
        const personal = shared(scores.length);
        scores.forEach((one, q) => (personal[q] = one.personal ? 1 : 0));
        return {
          personal,
          ...Object.fromEntries(scores.map(({ values }, q) => [q, values])),
        };
      },
    ],
  ];
}

/**
 * Memory that is handed over without being taken away: an engine in which an array was ever taken away looks before each
 * access of any array whether it still has its memory, which makes kernels a third slower.
 */
function shared(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));
}

function queriesOf(params: TaskParams): UserQuery[] {
  const plain = JSON.parse(String(params.queries)) as Record<keyof UserQuery, never>[];
  return plain.map(({ items, timestampSec, eventType, ...rest }) => ({
    ...rest,
    items: Int32Array.from(items),
    timestampSec: Float64Array.from(timestampSec),
    ...(eventType !== undefined && { eventType: Uint16Array.from(eventType) }),
  }));
}
