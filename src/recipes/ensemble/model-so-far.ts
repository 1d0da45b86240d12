import type { TaskArrays } from '../../domain/ports';
import type { Model } from '../recipe';
import type { DescribedLearner } from './described-learner';
import type { BlendWeights } from './ensemble';
import { ensembleModel } from './ensemble-model';
import { arraysOf, type FittedPart } from './ensemble-parts';
import { kernelParts } from './kernel-parts';
import type { Plan } from './ensemble-plan';
import type { Evidence } from '../moments/evidence';
import type { Moments } from '../moments/moments';

/** Used when nobody has enough moments to learn from: one kernel beside popularity. */
const FALLBACK: BlendWeights = new Map([
  ['kernel1', 1],
  ['prior0', 0.3],
]);

const UNORDERED: BlendWeights = new Map([
  ['taste', 1],
  ['prior0', 0.3],
]);

/** Parts that were fitted, with their arrays. */
export interface Found {
  readonly parts: readonly FittedPart[];
  readonly arrays: TaskArrays;
}

/** What the stages of an ensemble have learned so far: the parts that were kept, and how much each counts. */
export class ModelSoFar {
  private readonly fitted: FittedPart[] = [];
  private arrays: TaskArrays = {};
  private weights: BlendWeights;
  private returns: BlendWeights | null = null;
  private kernels: ReadonlyMap<string, Evidence> | null = null;

  /** @param rows that were learned from. */
  constructor(
    private readonly moments: Moments,
    private readonly plan: Plan,
    private readonly seed: number,
    private readonly rows: number,
  ) {
    this.weights = plan.unordered === undefined ? FALLBACK : UNORDERED;
  }

  /**
   * @param weights learned on held-out rows: a part that has none is not kept. Null: there are no such rows.
   * @param returns the same for those who come back, where they have been learned by now.
   */
  add({ parts, arrays }: Found, weights: BlendWeights | null, returns?: BlendWeights): void {
    if (weights !== null) this.weights = weights;
    if (returns !== undefined) this.returns = returns;
    for (const part of parts) {
      if (weights?.has(part) === false && this.returns?.has(part) !== true) continue;
      this.fitted.push(part);
      this.arrays = { ...this.arrays, ...arraysOf(part, arrays) };
    }
  }

  build({ arrays: described, context, scale }: DescribedLearner): Model {
    const { moments, plan, arrays, seed, rows } = this;
    const scaled = (weights: BlendWeights): BlendWeights =>
      new Map(Array.from(weights, ([name, weight]) => [name, scale * weight]));
    const trained = {
      moments,
      plan,
      fitted: [...this.fitted],
      arrays,
      described,
      context,
      weights: scaled(this.weights),
      returns: this.returns && scaled(this.returns),
      seed,
      rows,
    };
    this.kernels ??= kernelParts(moments, plan);
    return ensembleModel(trained, this.kernels);
  }
}
