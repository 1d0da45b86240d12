import type { TrainingData, UserQuery } from '../domain/histories';
import type { StoredModel } from '../domain/model';
import type { Job, Pool } from '../domain/ports';
import type { RankBasis } from '../domain/recommendations';
import type { ParameterSpec } from '../domain/recipes';
import type { RecipeName } from '../domain/recipe-catalogue';
import type { Budget } from '../domain/resources';

export type { ParameterSpec };

/** Checked parameters (names without prefix, defaults filled in), the seed and the budget. */
export interface RecipeConfig {
  readonly parameters: { readonly [name: string]: string };
  readonly seed: number;
  readonly budget: Budget;
  /** The present in epoch seconds, given rather than read; absent = the time of the newest interaction. */
  readonly nowSec?: number;
}

export interface EpochReport {
  /** What was finished: an epoch, or a part of an ensemble. A key for `words/copy/`, e.g. "ease". */
  readonly label: string;
  readonly loss: number | null;
}

/**
 * Training in steps. After every `trainEpoch` the trainer's `model()` is usable and complete, so that stopping
 * keeps what is there. `epochs` is fixed when the trainer is made, from counts and never from a clock.
 */
export interface Trainer {
  readonly epochs: number;
  /** About what each epoch takes beside the others; absent: all alike. */
  readonly weights?: readonly number[];
  trainEpoch(job: Job): Promise<EpochReport>;
  /**
   * The model so far; throws RangeError before the first epoch. A model once handed out stays as it is while training
   * goes on (it is what a stop in the middle of the next epoch keeps): what learns in place hands out copies.
   */
  model(): Model;
  /**
   * What is learned once, at the end of a training, for one that ends with this epoch: makes of the model so far what
   * it then comes to, also when the trainer has gone on. Null where nothing is left to learn, absent where nothing ever is.
   */
  ending?(): Ending | null;
  /** Whether the next epoch leaves workers to that of one more training, so that both can learn at the same time. */
  readonly leavesRoom?: boolean;
  /** Lets go of what it holds in a worker; to be called where training ends before the last epoch. */
  end?(): void;
}

export type Ending = (job: Job) => Promise<Model>;

/** The same training, to models that something is done to. */
export function trainerWith(trainer: Trainer, made: (model: Model) => Model): Trainer {
  return {
    epochs: trainer.epochs,
    weights: trainer.weights,
    trainEpoch: (job) => trainer.trainEpoch(job),
    model: () => made(trainer.model()),
    ending() {
      const ending = trainer.ending?.();
      return ending ? async (job) => made(await ending(job)) : null;
    },
    get leavesRoom() {
      return trainer.leavesRoom;
    },
    end: () => trainer.end?.(),
  };
}

/** A trained recipe. What only some can do beside ranking items for a user is a capability, which `can` asks for. */
export interface Model {
  readonly recipe: RecipeName;
  readonly nItems: number;
  /** Recipes whose numbers are scores (softmax over the catalogue) say true; counts and similarities say false. */
  readonly hasScores: boolean;
  /** Whether those who come back are answered otherwise than those in the middle of a visit; see `UserQuery.returns`. */
  readonly tellsReturns?: boolean;
  /** Without scores: what `scoreUser` ranks by. Absent = distinct users. */
  readonly rankedBy?: RankBasis;
  /**
   * Writes one number per item of the catalogue into `out` (length nItems): logits where `hasScores`, else the
   * ranking value. Higher is better; −Infinity = cannot be listed. Ties are broken by `itemRank`.
   * @returns false when the query has no usable history and `out` therefore holds the popular order.
   */
  scoreUser(query: UserQuery, out: Float64Array): boolean;
  /** The same bits for several queries at once, one of `outs` each, where that takes less than one after the other. */
  scoreUsers?(queries: readonly UserQuery[], outs: readonly Float64Array[]): boolean[];
  store(): StoredModel;
}

/** Asks a model for several users, together where it can. @returns what `scoreUser` gives for each. */
export function scoreUsers(
  model: Model,
  queries: readonly UserQuery[],
  outs: readonly Float64Array[],
): boolean[] {
  return model.scoreUsers?.(queries, outs) ?? queries.map((query, q) => model.scoreUser(query, outs[q]));
}

export interface Recipe {
  readonly name: RecipeName;
  readonly hyperparameters: readonly ParameterSpec[];
  readonly featureTransformations: readonly ParameterSpec[];
  /** What it asks of the data beyond what every training does. @throws AppError T where these lack it. */
  requireData?(data: TrainingData, config: RecipeConfig): void;
  /** Rough work of a training at this size, for the estimate shown before starting. */
  estimateFlops(counts: { users: number; items: number; interactions: number }, budget: Budget): number;
  /** @param others trainings that run on the pool beside this one; which worker does what may depend on it, no byte does. */
  trainer(data: TrainingData, config: RecipeConfig, pool: Pool, others?: number): Promise<Trainer>;
  /**
   * Where a training is one thread's work: that work, for the worker that does it. `trainer` then only asks for it.
   *
   * @param only trains one of several networks, by its number, without a look at held-out rows; absent = all.
   */
  trainerAlone?(data: TrainingData, config: RecipeConfig, only?: number): Trainer;
  /**
   * Solution versions of mode UPDATE: what was learned stays, while items that are new and the counts that
   * exploration rests on are taken from the data as they are now. `model` is left as it was.
   *
   * @param data may hold more users and items than the model knows; those it knows keep their indices.
   */
  update?(model: Model, data: TrainingData, config: RecipeConfig, job: Job): Promise<Model>;
  /** @throws AppError MODEL_UNREADABLE when the format is unknown or an array is missing. */
  load(stored: StoredModel): Model;
}
