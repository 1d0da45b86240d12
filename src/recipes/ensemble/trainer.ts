import type { TrainingData } from '../../domain/histories';
import type { Job, Pool, TaskArrays } from '../../domain/ports';
import type { Model, RecipeConfig, Trainer } from '../recipe';
import { Validation } from './blend';
import { cutHistories } from './cut-histories';
import type { BlendWeights } from './ensemble';
import { fitOnEach } from './fit-parts';
import { ensembleModel } from './model';
import { momentsOf } from './moments';
import type { Moments } from './moments';
import { fittedParts } from './parts';
import type { FittedPart } from './parts';
import { planFor } from './plan';
import type { Plan, Route } from './plan';

/** Used when nobody has enough moments to learn from: one kernel beside popularity. */
const FALLBACK: BlendWeights = new Map([
  ['kernel1', 1],
  ['prior0', 0.3],
]);

/**
 * The ensemble, part by part; after each the blend weights are learned anew on held-out moments: first the context
 * kernels with the priors, then what is fitted.
 */
export class EnsembleTrainer implements Trainer {
  readonly epochs: number;
  private readonly moments: Moments;
  private readonly plan: Plan;
  private readonly validation: Validation;
  private readonly toFit: FittedPart[];
  private readonly fitted: FittedPart[] = [];
  private arrays: TaskArrays = {};
  private weights: BlendWeights = FALLBACK;
  private current: Model | null = null;

  private readonly data: TrainingData;

  constructor(
    data: TrainingData,
    private readonly config: RecipeConfig,
    private readonly pool: Pool,
    route: Route,
  ) {
    this.data = cutHistories(data, config);
    this.moments = momentsOf(this.data);
    this.plan = planFor(this.moments, config, route);
    this.validation = new Validation(this.data, this.plan, config.seed, pool);
    this.toFit = fittedParts(this.plan);
    this.epochs = this.toFit.length === 0 ? 1 : 2;
  }

  async trainEpoch(job: Job): Promise<{ label: string; loss: number | null }> {
    const begun = this.current !== null;
    if (begun) await this.addParts(job);
    else if (this.validation.size > 0) await this.validation.begin(job);
    const loss = await this.learnWeights(job);
    if (begun) this.fitted.push(...this.toFit);
    this.current = this.buildModel();
    return { label: begun ? this.toFit[0] : 'kernels', loss };
  }

  private async addParts(job: Job): Promise<void> {
    const { moments, plan, pool, validation, toFit } = this;
    const known = validation.size === 0 ? moments : validation.known;
    const sets = plan.fitsKnownOnly || validation.size === 0 ? [known] : [known, moments];
    const fits = await fitOnEach(toFit, sets, plan, pool, job);
    this.arrays = fits[fits.length - 1];
    if (validation.size > 0) for (const part of toFit) await validation.add(part, fits[0], job);
  }

  private async learnWeights(job: Job): Promise<number | null> {
    if (this.validation.size === 0) return null;
    const { weights, loss } = await this.validation.fit(job);
    this.weights = weights;
    return loss;
  }

  model(): Model {
    if (this.current === null) throw new RangeError('no epoch has finished');
    return this.current;
  }

  private buildModel(): Model {
    const { moments, plan, arrays, weights, config } = this;
    const { seed } = config;
    const rows = this.data.items.length;
    return ensembleModel({ moments, plan, fitted: [...this.fitted], arrays, weights, seed, rows });
  }
}
