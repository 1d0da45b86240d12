import type { TrainingData } from '../../domain/histories';
import type { Job, Pool, TaskArrays } from '../../domain/ports';
import { phase } from '../phase';
import type { EpochReport, Model, RecipeConfig, Trainer } from '../recipe';
import { sideBySide } from '../side-by-side';
import { cutHistories } from './cut-histories';
import { DescribedLearner } from './described-learner';
import { fitParts } from './fit-parts';
import { ownArrays } from './dense-solve';
import { ModelSoFar, type Found } from './model-so-far';
import { orderOf, type Ordered } from './order';
import { momentsOf, type Moments } from '../moments/moments';
import { NetworkFit } from './network-fit';
import { askedParts, solvedParts } from './ensemble-parts';
import { planFor, type Plan } from './ensemble-plan';
import { Validations } from './validations';

/**
 * Of so few rows, much of an epoch is work of one thread, so that two trainings at the same time take less than one after
 * the other, and what both hold meanwhile is little. Of many, they would only hold more.
 */
const FEW_ROWS = 500_000;
/** On two cores two trainings take an eighth less, and a typed key waits more than 50 ms for its frame now and then. */
const THREADS_FOR_TWO = 3;

/** Operations by the row, as measured on the film club; those of a network are planned. */
const A_ROW = { kernels: 1e5, ease: 1.6e5 };

/** Of a stage's time, when its parts are found and only weighing is left. */
const FOUND = { kernels: 0.5, ease: 0.45 };

/** What one epoch adds: the kernels, everything that is solved, or the network. */
type Stage = 'kernels' | 'ease' | 'network';

/**
 * The ensemble, stage by stage; after each the blend weights are learned anew on held-out moments: first the context
 * kernels with the priors, then what is solved (EASE and its like), at last a network where the budget has one. The
 * network is one thread's work: where there are workers it learns in one of them, from the beginning if that leaves any
 * to the other stages, of this training and of others.
 */
class EnsembleTrainer implements Trainer {
  readonly epochs: number;
  readonly weights: readonly number[];
  private readonly moments: Moments;
  private readonly plan: Plan;
  private readonly validations: Validations;
  /** The first stage after which weights are learned for those who come back. */
  private readonly firstForReturns: number;
  private readonly stages: readonly Stage[];
  private done = 0;
  private readonly soFar: ModelSoFar;
  private readonly described: DescribedLearner;
  private readonly network: NetworkFit | null;
  /** What held-out rows were asked, by what they were known to, in memory of the pool: while a network is still to come. */
  private readonly asked = new Map<Moments, TaskArrays>();
  private current: Model | null = null;

  constructor(
    { data, taste }: Ordered,
    config: RecipeConfig,
    private readonly pool: Pool,
    private readonly others = 0,
    changed: (plan: Plan) => Plan = (plan) => plan,
  ) {
    this.moments = momentsOf(data);
    this.plan = changed(planFor(this.moments, config, taste));
    this.validations = new Validations(data, this.plan, config.seed, pool);
    this.described = new DescribedLearner(data, this.moments, config.seed);
    this.soFar = new ModelSoFar(this.moments, this.plan, config.seed, data.items.length);
    const { network } = this.plan;
    this.network = network && new NetworkFit(network, () => this.validations.unseen(), config.seed, pool);
    const solves = solvedParts(this.plan).length > 0;
    this.firstForReturns = solves ? 1 : 0;
    this.stages = [
      'kernels',
      ...(solves ? (['ease'] as const) : []),
      ...(network !== null ? (['network'] as const) : []),
    ];
    this.epochs = this.stages.length;
    const rows = data.items.length;
    const work = {
      kernels: A_ROW.kernels * rows,
      ease: A_ROW.ease * rows,
      network: network?.work.flops ?? 0,
    };
    this.weights = this.stages.map((stage) => work[stage]);
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
    if (this.pool.size === 1) return false;
    const isLittle = this.pool.size >= THREADS_FOR_TWO && this.moments.items.length <= FEW_ROWS;
    return isLittle || this.stages[this.done] === 'network';
  }

  end(): void {
    this.network?.end();
    this.forgetAsked();
    this.validations.end();
  }

  private forgetAsked(): void {
    for (const fit of this.asked.values()) this.pool.giveBack(Object.values(fit));
    this.asked.clear();
  }

  private async trainStage(stage: Stage, job: Job): Promise<EpochReport> {
    const { described } = this;
    const { newest, returns } = this.validations;
    this.network?.beginAhead(this.others);
    const found = await this.addParts(stage, job);
    // For those who come back not before all is solved that they are asked with.
    const returning = this.done < this.firstForReturns ? null : returns;
    const [learned] = await sideBySide(
      [
        async (watched) => {
          const fit = newest.moments.length === 0 ? null : await newest.fit(returning !== null, watched);
          await described.learn(newest, phase(watched, 'blend'));
          return fit;
        },
        async (watched) => {
          await returning?.learn(watched);
          return null;
        },
      ],
      job,
    );
    const weights = learned?.weights ?? null;
    const back = await returning?.settle(weights, phase(job, 'blend'));
    this.soFar.add(found, weights, back?.weights);
    this.done++;
    if (this.done === this.epochs) this.validations.end();
    this.current = this.soFar.build(described);
    return { label: stage, loss: learned?.loss ?? null };
  }

  private async addParts(stage: Stage, job: Job): Promise<Found> {
    if (stage === 'kernels') {
      await this.validations.begin(job);
      await job.checkpoint('stage', FOUND.kernels, 1);
      return { parts: [], arrays: {} };
    }
    return stage === 'network' ? this.addNetwork(job) : this.addSolved(job);
  }

  /** Set by set, so that no two fits are held of which either is needed no more. */
  private async addSolved(job: Job): Promise<Found> {
    const { moments, plan, pool, validations } = this;
    const { known } = validations;
    const serves = plan.fitsKnownOnly && known.length > 0 ? known[0] : moments;
    const parts = askedParts(plan);
    let arrays: TaskArrays = {};
    const sets = new Set([serves, ...known]);
    let solved = 0;
    for (const set of sets) {
      const fit = await fitParts(solvedParts(plan), set, plan, pool, job);
      await validations.add(parts, set, fit, job);
      if (set === serves) arrays = ownArrays(fit);
      // A network is weighed beside all that the others say, of candidates of its own.
      if (plan.network !== null && known.includes(set)) this.asked.set(set, fit);
      else pool.giveBack(Object.values(fit));
      await job.checkpoint('stage', (FOUND.ease * ++solved) / sets.size, 1);
    }
    return { parts, arrays };
  }

  /**
   * The network that the weights are learned with also serves. A second training would take as long again, and this
   * one lacks only the rows that are held out; what people had last it still reads when it is asked.
   */
  private async addNetwork(job: Job): Promise<Found> {
    const { network, plan } = this;
    if (network === null) return { parts: [], arrays: {} };
    const arrays = await network.arrays(job);
    await this.validations.addNetwork(arrays, askedParts(plan), this.asked, job);
    this.forgetAsked();
    return { parts: ['network'], arrays };
  }

  model(): Model {
    if (this.current === null) throw new RangeError('no epoch has finished');
    return this.current;
  }
}

/** @param others trainings that run on the pool beside this one. @param changed what measurements leave out of a plan, to see what it is worth. */
export async function ensembleTrainer(
  data: TrainingData,
  config: RecipeConfig,
  pool: Pool,
  others?: number,
  changed?: (plan: Plan) => Plan,
): Promise<Trainer> {
  const ordered = await orderOf(cutHistories(data, config), config.seed, pool);
  return new EnsembleTrainer(ordered, config, pool, others, changed);
}
