import type { TrainingData } from '../../src/domain/histories';
import type { StoredModel } from '../../src/domain/model';
import type { Job } from '../../src/domain/ports';
import type { Model, Recipe } from '../../src/recipes/recipe';

export interface Script {
  readonly epochs: number;
  /** Runs inside each epoch of each trainer, after its first checkpoint. `rows` tells which trainer it is. */
  readonly during?: (epoch: number, rows: number) => void;
  /** Adds to the logit of item 0 after this epoch: NaN makes it diverge. */
  readonly offset?: (epoch: number) => number;
  readonly loss?: (epoch: number) => number;
}

const NAME = 'aws-hrnn';

/**
 * A recipe that does what a test says: its model after epoch e is a single number, e, and ranks items by it, later
 * epochs reversing the order. Checkpoints before and after each epoch.
 */
export function scriptedRecipe(script: () => Script): Recipe {
  return {
    name: NAME,
    hyperparameters: [
      { name: 'hidden_dimension', kind: 'int', defaultValue: '43', min: 32, max: 256, tunable: true },
    ],
    featureTransformations: [],
    estimateFlops: () => 1,
    async trainer(data: TrainingData) {
      const { epochs, during, offset, loss } = script();
      let done = 0;
      return {
        epochs,
        async trainEpoch(job: Job) {
          await job.checkpoint('scripted', 0, 1);
          during?.(done + 1, data.items.length);
          await job.checkpoint('scripted', 1, 1);
          done++;
          return { label: `epoch ${done}`, loss: loss?.(done) ?? null };
        },
        model() {
          if (done === 0) throw new RangeError('no epoch has finished');
          return scriptedModel(data.nItems, done, offset?.(done) ?? 0);
        },
      };
    },
    load: (stored: StoredModel) =>
      scriptedModel(stored.header.nItems, stored.arrays.epoch[0], stored.arrays.offset[0]),
  };
}

function scriptedModel(nItems: number, epoch: number, offset: number): Model {
  return {
    recipe: NAME,
    nItems,
    hasScores: true,
    scoreUser(query, out) {
      for (let i = 0; i < nItems; i++) out[i] = (epoch % 2 === 0 ? i : -i) / nItems + (i === 0 ? offset : 0);
      return query.items.length > 0;
    },
    store: () => ({
      header: { format: 1, recipe: NAME, seed: 0, nUsers: 0, nItems, rows: 0, config: {} },
      arrays: { epoch: Int32Array.of(epoch), offset: Float64Array.of(offset) },
    }),
  };
}

/** A small Interactions file in Amazon's form: everybody chooses among `items`, the low numbers most. */
export function smallInteractions(users: number, items: number, perUser: number): string {
  const lines = ['USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE'];
  for (let user = 0; user < users; user++) {
    for (let k = 0; k < perUser; k++) {
      const item = (user * k + k * k) % items;
      lines.push(`u${user},i${item},${1_700_000_000 + k * 1000 + user},${k % 3 === 0 ? 'purchase' : 'view'}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
