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

/** What a model says of several people, asked together where it can. */
export function scoresOf(model: Model, queries: readonly UserQuery[]): UserScores[] {
  const outs = queries.map(() => new Float64Array(model.nItems));
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
        const scores = scoresOf(modelOf(inputs, params), queriesOf(params));
        return {
          personal: Uint8Array.from(scores, ({ personal }) => (personal ? 1 : 0)),
          ...Object.fromEntries(scores.map(({ values }, q) => [q, values])),
        };
      },
    ],
  ];
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
