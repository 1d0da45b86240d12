import type { TrainingData } from '../../domain/histories';
import type { Job, Pool, TaskArrays } from '../../domain/ports';
import { phase } from '../phase';
import type { PartOfEnsemble } from '../hrnn/hrnn-plan';
import type { EpochReport, Model, RecipeConfig, Trainer } from '../recipe';
import { Validation } from './blend';
import { cutHistories } from './cut-histories';
import { DescribedLearner } from './described-learner';
import type { BlendWeights } from './ensemble';
import { fitOnEach } from './fit-parts';
import { ensembleModel } from './ensemble-model';
import { momentsOf, type Moments } from './moments';
import { NetworkAhead } from './network-ahead';
import { fitNetworkArrays } from './network-evidence';
import type { Evidence } from './evidence';
import { arraysOf, askedParts, kernelParts, solvedParts, type FittedPart } from './ensemble-parts';
import { planFor, type Plan, type Route } from './ensemble-plan';

/** Used when nobody has enough moments to learn from: one kernel beside popularity. */
const FALLBACK: BlendWeights = new Map([
  ['kernel1', 1],
  ['prior0', 0.3],
]);

/** Parts that were fitted, with their arrays. */
interface Found {
  readonly parts: readonly FittedPart[];
  readonly arrays: TaskArrays;
}

/** What one epoch adds: the kernels, everything that is solved, or the network. */
type Stage = 'kernels' | 'ease' | 'network';

/**
 * The ensemble, stage by stage; after each the blend weights are learned anew on held-out moments: first the context
 * kernels with the priors, then what is solved (EASE and its like), at last a network where the budget has one. The
 * network is one thread's work: where there are workers it learns in one of them, from the beginning if that leaves any
 * to the other stages, of this training and of others.
 */
export class EnsembleTrainer implements Trainer {
  readonly epochs: number;
  private readonly moments: Moments;
  private readonly plan: Plan;
  private readonly validation: Validation;
  private readonly stages: readonly Stage[];
  private done = 0;
  private readonly fitted: FittedPart[] = [];
  private arrays: TaskArrays = {};
  private readonly described: DescribedLearner;
  private weights: BlendWeights = FALLBACK;
  private kernels: ReadonlyMap<string, Evidence> | null = null;
  private ahead: NetworkAhead | null = null;
  private current: Model | null = null;

  private readonly data: TrainingData;

  constructor(
    data: TrainingData,
    private readonly config: RecipeConfig,
    private readonly pool: Pool,
    route: Route,
    private readonly others = 0,
  ) {
    this.data = cutHistories(data, config);
    this.moments = momentsOf(this.data);
    this.plan = planFor(this.moments, config, route);
    this.validation = new Validation(this.data, this.plan, config.seed, pool);
    this.described = new DescribedLearner(this.data, this.moments, config.seed);
    const solves = solvedParts(this.plan).length > 0;
    this.stages = [
      'kernels',
      ...(solves ? (['ease'] as const) : []),
      ...(this.plan.network !== null ? (['network'] as const) : []),
    ];
    this.epochs = this.stages.length;
  }

  async trainEpoch(job: Job): Promise<EpochReport> {
    try {
      return await this.trainStage(this.stages[this.done], job);
    } catch (error) {
      this.end();
      throw error;
    }
  }

  get leavesRoom(): boolean {
    return this.pool.size > 1 && this.stages[this.done] === 'network';
  }

  end(): void {
    this.ahead?.end();
    this.ahead = null;
  }

  private async trainStage(stage: Stage, job: Job): Promise<EpochReport> {
    if (this.plan.network !== null && this.pool.size > 1 + this.others)
      this.ahead ??= this.networkInWorker(this.plan.network);
    const found = await this.addParts(stage, job);
    const loss = await this.learnWeights(job);
    await this.described.learn(this.validation, phase(job, 'blend'));
    for (const part of found.parts) {
      // What held-out rows do without is not kept.
      if (this.validation.size > 0 && !this.weights.has(part)) continue;
      this.fitted.push(part);
      this.arrays = { ...this.arrays, ...arraysOf(part, found.arrays) };
    }
    this.done++;
    this.current = this.buildModel();
    return { label: stage, loss };
  }

  private async addParts(stage: Stage, job: Job): Promise<Found> {
    if (stage === 'kernels') {
      if (this.validation.size > 0) await this.validation.begin(job);
      return { parts: [], arrays: {} };
    }
    return stage === 'network' ? this.addNetwork(job) : this.addSolved(job);
  }

  private async addSolved(job: Job): Promise<Found> {
    const { moments, plan, pool, validation } = this;
    const parts = askedParts(plan);
    const known = validation.size === 0 ? moments : validation.known;
    const sets = plan.fitsKnownOnly || validation.size === 0 ? [known] : [known, moments];
    const fits = await fitOnEach(solvedParts(plan), sets, plan, pool, job);
    if (validation.size > 0) for (const part of parts) await validation.add(part, fits[0], job);
    return { parts, arrays: fits[fits.length - 1] };
  }

  /**
   * The network that the weights are learned with also serves. A second training would take as long again, and this
   * one lacks no more than one row of each validation user; what they had last it still reads when it is asked.
   */
  private async addNetwork(job: Job): Promise<Found> {
    const { plan, validation } = this;
    if (plan.network === null) return { parts: [], arrays: {} };
    const network = await this.fitNetwork(plan.network, job);
    if (validation.size > 0) await validation.addNetwork(network, job);
    return { parts: ['network'], arrays: network };
  }

  private async fitNetwork(network: PartOfEnsemble, job: Job): Promise<TaskArrays> {
    const { pool, validation, config } = this;
    if (pool.size === 1)
      return fitNetworkArrays(validation.knownData(), network, config.seed, phase(job, 'network'));
    const arrays = await (this.ahead ?? this.networkInWorker(network)).finished(job);
    this.ahead = null;
    return arrays;
  }

  private networkInWorker(network: PartOfEnsemble): NetworkAhead {
    return new NetworkAhead(this.validation.knownData(), network, this.config.seed, this.pool);
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
    const { moments, plan, arrays, described, config } = this;
    const { seed } = config;
    const weights = new Map(Array.from(this.weights, ([name, weight]) => [name, described.scale * weight]));
    const rows = this.data.items.length;
    const trained = {
      moments,
      plan,
      fitted: [...this.fitted],
      arrays,
      described: described.arrays,
      context: described.context,
      weights,
      seed,
      rows,
    };
    this.kernels ??= kernelParts(moments, plan);
    return ensembleModel(trained, this.kernels);
  }
}
