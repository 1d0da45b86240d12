import type { TrainingData } from '../../src/domain/histories';
import type { StoredModel } from '../../src/domain/model';
import type { KeptTask, Pool, TaskArrays, TaskParams } from '../../src/domain/ports';
import type { RecipeName } from '../../src/domain/recipe-catalogue';
import { askingTasks } from '../../src/recipes/ask-users';
import type { Model, Recipe, RecipeConfig } from '../../src/recipes/recipe';

/** What a test lets a recipe do: where it ranks every user's next item, or what it throws. */
export interface Peak {
  readonly name?: RecipeName;
  readonly epochs?: number;
  /** Rank of the item that follows the user's newest one, from 1. */
  readonly rankAt: (parameters: RecipeConfig['parameters'], epoch: number) => number;
  /** Sees what each trainer is given. */
  readonly onTrain?: (data: TrainingData, parameters: RecipeConfig['parameters']) => void;
  /** Hears of each trainer that is let go of. */
  readonly onEnd?: () => void;
  readonly hyperparameters?: Recipe['hyperparameters'];
}

const SIZES: Recipe['hyperparameters'] = [
  { name: 'size', kind: 'int', defaultValue: '5', min: 0, max: 9, tunable: true },
  { name: 'damp', kind: 'float', defaultValue: '0.5', min: 0, max: 1, tunable: true },
  { name: 'mask', kind: 'bool', defaultValue: 'true', tunable: true },
  { name: 'frozen', kind: 'int', defaultValue: '1', min: 0, max: 9, tunable: false },
];

/** A recipe whose metric is known beforehand: item i is always followed by item i + 1, ranked where the test says. */
export function peakedRecipe(peak: Peak): Recipe {
  const name = peak.name ?? 'aws-hrnn';
  return {
    name,
    hyperparameters: peak.hyperparameters ?? SIZES,
    featureTransformations: [
      { name: 'cut', kind: 'float', defaultValue: '0', min: 0, max: 1, tunable: false },
    ],
    estimateFlops: () => 1,
    async trainer(data, { parameters }) {
      peak.onTrain?.(data, parameters);
      let done = 0;
      return {
        epochs: peak.epochs ?? 1,
        async trainEpoch(job) {
          await job.checkpoint('peaked', 0, 1);
          done++;
          return { label: 'peaked', loss: null };
        },
        model: () => peakedModel(name, data.nItems, peak.rankAt(parameters, done)),
        end: () => peak.onEnd?.(),
      };
    },
    load: (stored) => peakedModel(name, stored.header.nItems, stored.arrays.rank[0]),
  };
}

function peakedModel(recipe: RecipeName, nItems: number, rank: number): Model {
  return {
    recipe,
    nItems,
    hasScores: false,
    scoreUser({ items }, out) {
      const next = (items[items.length - 1] + 1) % nItems;
      // The next item stands at `rank`; all others fill the places around it, in order of their distance.
      for (let step = 0; step < nItems; step++) {
        const item = (next + step) % nItems;
        out[item] = step === 0 ? -(rank - 1) - 0.5 : -step;
      }
      return true;
    },
    store: () => ({
      header: { format: 1, recipe, seed: 0, nUsers: 0, nItems, rows: 0, config: {} },
      arrays: { rank: Int32Array.of(rank) },
    }),
  };
}

/** Runs the questions to models that no registry knows. */
export class LoadingPool implements Pool {
  readonly size: number = 1;
  readonly sharesMemory = false;
  private readonly tasks: ReadonlyMap<string, (i: TaskArrays, p: TaskParams) => Promise<TaskArrays>>;

  constructor(load: (stored: StoredModel) => Model) {
    this.tasks = new Map(askingTasks(load));
  }

  float64(length: number): Float64Array {
    return new Float64Array(length);
  }

  float32(length: number): Float32Array {
    return new Float32Array(length);
  }

  int32(length: number): Int32Array {
    return new Int32Array(length);
  }

  giveBack(): void {
    // What nobody holds is gone anyway.
  }

  async map(task: string, inputs: TaskArrays, parts: readonly TaskParams[]): Promise<TaskArrays[]> {
    const run = this.tasks.get(task);
    if (run === undefined) throw new RangeError(`unknown task ${task}`);
    return Promise.all(parts.map((part) => run(inputs, part)));
  }

  async divide(task: string, inputs: TaskArrays, params: TaskParams): Promise<void> {
    await this.map(task, inputs, [params]);
  }

  keep(task: string, inputs: TaskArrays): KeptTask {
    return {
      run: async (params) => (await this.map(task, inputs, [params]))[0],
      end: () => undefined,
    };
  }

  release(): void {
    // There is nothing but the calling thread.
  }
}
