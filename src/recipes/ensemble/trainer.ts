import type { TrainingData } from '../../domain/histories';
import type { Job } from '../../domain/ports';
import type { Model, RecipeConfig, Trainer } from '../recipe';
import { Validation } from './blend';
import { cutHistories } from './cut-histories';
import type { EaseArrays } from './ease-evidence';
import { fitEaseArrays } from './ease-evidence';
import { easePart, Ensemble, kernelParts } from './ensemble';
import type { BlendWeights } from './ensemble';
import { momentsOf } from './moments';
import type { Moments } from './moments';
import { finish } from './finish';
import { ensembleModel } from './model';
import { planFor } from './plan';
import type { Plan } from './plan';
import { priorsOf } from './priors';

/** Used when nobody has enough moments to learn from: one kernel beside popularity. */
const FALLBACK: BlendWeights = new Map([
  ['kernel1', 1],
  ['prior0', 0.3],
]);

/**
 * The ensemble, part by part; after each the blend weights are learned anew on held-out moments: first the context
 * kernels with the priors, then EASE.
 */
export class EnsembleTrainer implements Trainer {
  readonly epochs: number;
  private readonly moments: Moments;
  private readonly plan: Plan;
  private readonly validation: Validation;
  private done = 0;
  private current: Model | null = null;
  private ease: EaseArrays | null = null;
  private weights: BlendWeights = FALLBACK;

  private readonly data: TrainingData;

  constructor(
    data: TrainingData,
    private readonly config: RecipeConfig,
  ) {
    this.data = cutHistories(data, config);
    this.moments = momentsOf(this.data);
    this.plan = planFor(this.moments, config);
    this.validation = new Validation(this.data, this.plan.validationUsers, config.seed);
    this.epochs = this.plan.ease === null ? 1 : 2;
  }

  async trainEpoch(job: Job): Promise<{ label: string; loss: number | null }> {
    const label = this.done === 0 ? 'kernels' : 'ease';
    if (this.done === 0) await this.beginBlend(job);
    else await this.addEase(job);
    const loss = await this.learnWeights(job);
    this.done++;
    this.current = this.buildModel();
    return { label, loss };
  }

  private async beginBlend(job: Job): Promise<void> {
    if (this.validation.size === 0) return;
    const { known } = this.validation;
    const parts = kernelParts(known, this.plan);
    await this.validation.begin(parts, priorsOf(known, this.plan), this.data.itemRank, job);
  }

  private async addEase(job: Job): Promise<void> {
    this.ease = await finish(fitEaseArrays(this.moments, this.plan), job, 'ease');
    if (this.validation.size === 0) return;
    const { known } = this.validation;
    const without = await finish(fitEaseArrays(known, this.plan), job, 'ease');
    for (const [name, part] of easePart(known, this.plan, without))
      await this.validation.add(name, part, job);
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
    const { moments, plan, ease, config } = this;
    const parts = new Map([...kernelParts(moments, plan), ...easePart(moments, plan, ease)]);
    const ensemble = new Ensemble(moments, parts, priorsOf(moments, plan), this.weights);
    return ensembleModel(ensemble, { plan, ease, seed: config.seed, rows: this.data.items.length });
  }
}
