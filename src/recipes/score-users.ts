import type { UserQuery } from '../domain/histories';
import type { Pool, TaskArrays, TaskParams } from '../domain/ports';
import { type Model, scoreUsers } from './recipe';
import { modelsAmong, type ModelLoader } from './stored-inputs';

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

const ANSWERS = 'answers';

/**
 * Where threads leave their answers: memory that both sides see, so that none is made, sent or taken away with an answer.
 * (An engine in which an array was ever taken away looks before each access of any array whether it still has its memory,
 * which makes kernels a third slower.)
 */
export class Answers {
  private readonly numbers: Float64Array;

  /** @param most people that a thread is asked for at once. @param pool shares its memory with its threads, or has none. */
  constructor(
    private readonly nItems: number,
    readonly most: number,
    pool: Pick<Pool, 'size' | 'float64'>,
  ) {
    this.numbers = pool.float64(pool.size * most * (nItems + 1));
  }

  /** To go among the inputs of the task. */
  get input(): TaskArrays {
    return { [ANSWERS]: this.numbers };
  }

  /** Where a thread begins to write, as a parameter of the task. @param lane its number. */
  at(lane: number): TaskParams {
    return { at: this.begin(lane) };
  }

  /** What it has written for the first `n` people, as arrays of their own. */
  of(lane: number, n: number): UserScores[] {
    const { numbers, nItems } = this;
    return Array.from({ length: n }, (_, q) => {
      const from = this.begin(lane) + q * (nItems + 1);
      return { values: numbers.slice(from, from + nItems), personal: numbers[from + nItems] === 1 };
    });
  }

  private begin(lane: number): number {
    return lane * this.most * (this.nItems + 1);
  }
}

/** Queries as the parameter of a task: the inputs, where arrays go, are those of every run. */
export function askedFor(queries: readonly UserQuery[]): TaskParams {
  const plain = queries.map(({ items, timestampSec, eventType, ...rest }) => ({
    ...rest,
    items: Array.from(items),
    timestampSec: Array.from(timestampSec),
    ...(eventType && { eventType: Array.from(eventType) }),
  }));
  return { queries: JSON.stringify(plain) };
}

/** The task writes to the `Answers` among its inputs. @param load finds the recipe of a stored model and loads it. */
export function scoringTasks(
  load: ModelLoader,
): [string, (inputs: TaskArrays, params: TaskParams) => Promise<TaskArrays>][] {
  const modelOf = modelsAmong(load);
  return [
    [
      SCORE_USERS,
      async (inputs, params) => {
        const model = await modelOf(inputs, params);
        const queries = queriesOf(params);
        const numbers = inputs[ANSWERS] as Float64Array;
        const begins = queries.map((_, q) => Number(params.at) + q * (model.nItems + 1));
        const outs = begins.map((at) => numbers.subarray(at, at + model.nItems));
        const personal = scoreUsers(model, queries, outs);
        begins.forEach((at, q) => (numbers[at + model.nItems] = personal[q] ? 1 : 0));
        return {};
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
