import { AppError } from '../domain/errors';
import type { TrainingData } from '../domain/histories';
import type { StoredModel } from '../domain/model';
import type { Job, KeptTask, Pool, TaskArrays, TaskParams } from '../domain/ports';
import type { RecipeName } from '../domain/recipe-catalogue';
import { packValue, unpackValue } from './packed-value';
import type { EpochReport, Model, Recipe, RecipeConfig, Trainer } from './recipe';

const TRAIN_EPOCH = 'train-epoch';

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
 * on all data and that on the train part, which is measured, take a core each. Its bytes are the same anywhere.
 *
 * @param alone throws what is wrong with the data at once.
 */
export function trainedInWorker(
  name: RecipeName,
  load: Recipe['load'],
  alone: (data: TrainingData, config: RecipeConfig) => Trainer,
): Pick<Recipe, 'name' | 'load' | 'trainer' | 'trainerAlone'> {
  return {
    name,
    load,
    trainerAlone: alone,
    async trainer(data, config, pool) {
      const here = alone(data, config);
      return pool.size === 1 ? here : new TrainerInWorker({ name, load }, here.epochs, data, config, pool);
    },
  };
}

class TrainerInWorker implements Trainer {
  private kept: KeptTask | null = null;
  private done = 0;
  private current: Model | null = null;

  constructor(
    private readonly recipe: Pick<Recipe, 'name' | 'load'>,
    readonly epochs: number,
    private readonly data: TrainingData,
    private readonly config: RecipeConfig,
    private readonly pool: Pool,
  ) {}

  async trainEpoch(job: Job): Promise<EpochReport> {
    const { recipe, data, config } = this;
    this.kept ??= this.pool.keep(
      TRAIN_EPOCH,
      packValue({ recipe: recipe.name, data, config } satisfies Begun),
    );
    try {
      const outputs = await this.kept.run({ epoch: this.done + 1 }, job);
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

interface Training {
  readonly trainer: Trainer;
  done: number;
  report: EpochReport;
}

/** Nobody watches inside a worker: who stops ends it. */
const unwatched: Job = { stopped: false, checkpoint: async () => undefined };

/** The task of a training, for the list of all tasks; a worker that has just come to it catches up. */
export function trainingTasks(
  recipeOf: (name: RecipeName) => Recipe,
): [string, (inputs: TaskArrays, params: TaskParams) => Promise<TaskArrays>][] {
  const trainings = new WeakMap<TaskArrays, Training>();
  const begin = (inputs: TaskArrays): Training => {
    const { recipe, data, config } = unpackValue(inputs) as Begun;
    const trainer = recipeOf(recipe).trainerAlone?.(data, config);
    if (trainer === undefined) throw new RangeError(`${recipe} does not train alone`);
    return { trainer, done: 0, report: { label: '', loss: null } };
  };
  const trainEpoch = async (inputs: TaskArrays, { epoch }: TaskParams): Promise<TaskArrays> => {
    const training = trainings.get(inputs) ?? begin(inputs);
    trainings.set(inputs, training);
    for (; training.done < Number(epoch); training.done++)
      training.report = await training.trainer.trainEpoch(unwatched);
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
