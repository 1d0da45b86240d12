import type { TrainingData } from '../../domain/histories';
import type { Job, Pool } from '../../domain/ports';
import { phase } from '../phase';
import type { EpochReport, Model, RecipeConfig, Trainer } from '../recipe';
import { Validation } from './blend';
import { cutHistories } from './cut-histories';
import { DescribedLearner } from './described-learner';
import { fitOnEach } from './fit-parts';
import { ModelSoFar, type Found } from './model-so-far';
import { momentsOf, type Moments } from './moments';
import { NetworkFit } from './network-fit';
import { askedParts, solvedParts } from './ensemble-parts';
import { planFor, type Plan, type Route } from './ensemble-plan';

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
  private readonly soFar: ModelSoFar;
  private readonly described: DescribedLearner;
  private readonly network: NetworkFit | null;
  private current: Model | null = null;

  constructor(
    given: TrainingData,
    config: RecipeConfig,
    private readonly pool: Pool,
    route: Route,
    private readonly others = 0,
  ) {
    const data = cutHistories(given, config);
    const { seed } = config;
    this.moments = momentsOf(data);
    this.plan = planFor(this.moments, config, route);
    this.validation = new Validation(data, this.plan, seed, pool);
    this.described = new DescribedLearner(data, this.moments, seed);
    this.soFar = new ModelSoFar(this.moments, this.plan, seed, data.items.length);
    const { network } = this.plan;
    this.network = network && new NetworkFit(network, this.validation, seed, pool);
    const solves = solvedParts(this.plan).length > 0;
    this.stages = [
      'kernels',
      ...(solves ? (['ease'] as const) : []),
      ...(network !== null ? (['network'] as const) : []),
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
    this.network?.end();
  }

  private async trainStage(stage: Stage, job: Job): Promise<EpochReport> {
    const { validation, described } = this;
    this.network?.beginAhead(this.others);
    const found = await this.addParts(stage, job);
    const learned = validation.size === 0 ? null : await validation.fit(job);
    await described.learn(validation, phase(job, 'blend'));
    this.soFar.add(found, learned?.weights ?? null);
    this.done++;
    this.current = this.soFar.build(described);
    return { label: stage, loss: learned?.loss ?? null };
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
   * one lacks only the rows that are held out; what people had last it still reads when it is asked.
   */
  private async addNetwork(job: Job): Promise<Found> {
    const { network, validation } = this;
    if (network === null) return { parts: [], arrays: {} };
    const arrays = await network.arrays(job);
    if (validation.size > 0) await validation.addNetwork(arrays, job);
    return { parts: ['network'], arrays };
  }

  model(): Model {
    if (this.current === null) throw new RangeError('no epoch has finished');
    return this.current;
  }
}
