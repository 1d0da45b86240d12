import { AppError } from '../domain/errors';
import type { TrainingData } from '../domain/histories';
import type { StoredModel } from '../domain/model';
import type { Job, KeptTask, Pool, TaskArrays, TaskParams } from '../domain/ports';
import type { RecipeName } from '../domain/recipe-catalogue';
import { packValue, unpackValue } from './packed-value';
import { reporting } from './phase';
import type { Ending, EpochReport, Model, Recipe, RecipeConfig, Trainer } from './recipe';
import { type Calibration, recalibrated } from './sequence/calibration';
import { endingOf, NetworkTrainer, type LearningNetwork } from './sequence/network-trainer';
import { sideBySide } from './side-by-side';

const TRAIN_EPOCH = 'train-epoch';
/** Where no network is named: the whole training. */
const ALL = -1;

/** What the training of one recipe begins with. */
interface Begun {
  readonly recipe: RecipeName;
  readonly data: TrainingData;
  readonly config: RecipeConfig;
}

/** What comes back from an epoch; its loss and the model's arrays lie beside it. */
interface Finished {
  readonly label: string;
  readonly header: StoredModel['header'];
  readonly arrays: StoredModel['arrays'];
  /** Empty where there is none. In an array, for JSON knows no NaN. */
  readonly loss: Float64Array;
}

/**
 * A recipe whose training is one thread's work: where there are workers it goes on in one of them, so that the training
 * on all data and that on the train part, which is measured, take a core each. Several networks of one training take a
 * core each where that leaves as many to the others. Its bytes are the same anywhere.
 *
 * @param alone throws what is wrong with the data at once. @param loadOne reads any one of a model's networks.
 */
export function trainedInWorker(
  name: RecipeName,
  load: Recipe['load'],
  alone: (data: TrainingData, config: RecipeConfig, only?: number) => NetworkTrainer,
  loadOne = load,
): Pick<Recipe, 'name' | 'load' | 'trainer' | 'trainerAlone'> {
  return {
    name,
    load,
    trainerAlone: alone,
    async trainer(data, config, pool, others = 0) {
      const here = alone(data, config);
      if (pool.size === 1) return here;
      const { epochs, networks } = here;
      // The same for all networks, so that they share one copy.
      const inputs = packValue({ recipe: name, data, config } satisfies Begun);
      if (networks.length === 1 || pool.size < 2 * (1 + others))
        return new WholeInWorker({ name, load }, here, inputs, pool);
      const each = networks.map(
        (_, only) => new TrainerInWorker({ name, load: loadOne }, epochs, inputs, pool, only),
      );
      return new NetworksInWorkers(each, here);
    },
  };
}

/** Networks that learn side by side; what they come to together is asked here. */
class NetworksInWorkers extends NetworkTrainer {
  readonly leavesRoom = true;

  constructor(
    private readonly trainers: readonly TrainerInWorker[],
    { epochs, heldOut, precedents }: NetworkTrainer,
  ) {
    super(epochs, trainers.map(networkOf), heldOut, precedents);
  }

  protected override async learn(job: Job): Promise<readonly (number | null)[]> {
    try {
      return await sideBySide(
        this.networks.map((network) => (watched) => network.learn(watched)),
        job,
      );
    } catch (error) {
      this.end();
      throw error;
    }
  }

  end(): void {
    for (const trainer of this.trainers) trainer.end();
  }
}

/** A training of one network as one of several, of which none is calibrated alone. */
function networkOf(trainer: Trainer): LearningNetwork {
  return {
    learn: async (job) => (await trainer.trainEpoch(job)).loss,
    snapshot() {
      const model = trainer.model();
      return () => model;
    },
  };
}

class TrainerInWorker implements Trainer {
  readonly leavesRoom = true;
  private kept: KeptTask | null = null;
  protected done = 0;
  private current: Model | null = null;

  /** @param inputs what a training begins with, packed. @param only one of several networks, by its number. */
  constructor(
    protected readonly recipe: Pick<Recipe, 'name' | 'load'>,
    readonly epochs: number,
    private readonly inputs: TaskArrays,
    private readonly pool: Pool,
    private readonly only = ALL,
  ) {}

  async trainEpoch(job: Job): Promise<EpochReport> {
    this.kept ??= this.pool.keep(TRAIN_EPOCH, this.inputs);
    try {
      const outputs = await this.kept.run({ epoch: this.done + 1, network: this.only }, job);
      const { label, header, arrays, loss } = unpackValue(outputs) as Finished;
      this.current = this.load({ header, arrays });
      this.done++;
      if (this.done === this.epochs) this.end();
      return { label, loss: loss.length === 0 ? null : loss[0] };
    } catch (error) {
      this.end();
      throw error;
    }
  }

  /** What has no numbers any more has just been learned, and was never stored. */
  private load(stored: StoredModel): Model {
    try {
      return this.recipe.load(stored);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'MODEL_UNREADABLE') throw error;
      throw new AppError('MODEL_DIVERGED', { recipe: this.recipe.name }, { cause: error });
    }
  }

  model(): Model {
    if (this.current === null) throw new RangeError('no epoch has finished');
    return this.current;
  }

  end(): void {
    this.kept?.end();
    this.kept = null;
  }
}

/** All networks of a training in one worker. Its end can be learned here: what it was held out for is drawn alike. */
class WholeInWorker extends TrainerInWorker {
  constructor(
    recipe: Pick<Recipe, 'name' | 'load'>,
    private readonly here: NetworkTrainer,
    inputs: TaskArrays,
    pool: Pool,
  ) {
    super(recipe, here.epochs, inputs, pool);
  }

  get weights(): readonly number[] {
    return this.here.weights;
  }

  ending(): Ending | null {
    const stored = this.model().store();
    if (this.done === this.epochs || 'precedents' in stored.header.config) return null;
    const under = (calibration: Calibration): Model => this.recipe.load(recalibrated(stored, calibration));
    return endingOf(under, this.here);
  }
}

interface Training {
  readonly trainer: Trainer;
  done: number;
  report: EpochReport;
}

/** The task of a training, for the list of all tasks; a worker that has just come to it catches up. */
export function trainingTasks(
  recipeOf: (name: RecipeName) => Recipe,
): [string, (inputs: TaskArrays, params: TaskParams, job: Job) => Promise<TaskArrays>][] {
  const begun = new WeakMap<TaskArrays, Map<number, Training>>();
  const begin = (inputs: TaskArrays, network: number): Training => {
    const { recipe, data, config } = unpackValue(inputs) as Begun;
    const trainer = recipeOf(recipe).trainerAlone?.(data, config, network === ALL ? undefined : network);
    if (trainer === undefined) throw new RangeError(`${recipe} does not train alone`);
    return { trainer, done: 0, report: { label: '', loss: null } };
  };
  const trainEpoch = async (inputs: TaskArrays, params: TaskParams, job: Job): Promise<TaskArrays> => {
    const [epoch, network] = [Number(params.epoch), Number(params.network)];
    const trainings = begun.get(inputs) ?? new Map<number, Training>();
    const training = trainings.get(network) ?? begin(inputs, network);
    begun.set(inputs, trainings.set(network, training));
    // How far it is, is told of what networks learn: what is laid out before that has an end of its own.
    const learning = reporting(job, (phase, done, total) =>
      job.checkpoint(phase, phase === 'epoch' ? done : 0, total),
    );
    for (; training.done < epoch; training.done++)
      training.report = await training.trainer.trainEpoch(learning);
    const { label, loss } = training.report;
    const { header, arrays } = training.trainer.model().store();
    // What comes out is moved away; what several epochs have in common stays.
    const copies = Object.entries(arrays).map(([name, array]) => [name, array.slice()] as const);
    const finished: Finished = {
      label,
      header,
      arrays: Object.fromEntries(copies),
      loss: loss === null ? new Float64Array(0) : Float64Array.of(loss),
    };
    return packValue(finished);
  };
  return [[TRAIN_EPOCH, trainEpoch]];
}
