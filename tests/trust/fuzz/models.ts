import { describeError } from '../../../src/copy/errors';
import { isAppError } from '../../../src/domain/errors';
import type { TrainingData } from '../../../src/domain/histories';
import type { Budget } from '../../../src/domain/resources';
import type { StoredModel } from '../../../src/domain/model';
import { servesOf } from '../../../src/domain/recipe-catalogue';
import { idsOf, withIds } from '../../../src/engine/project/model-ids';
import { InProcessPool } from '../../../src/engine/project/in-process-pool';
import { hitsOf, withHits } from '../../../src/engine/project/stored-hits';
import { fnv1a } from '../../../src/kernels/fnv1a';
import { METRICS_OF_PEOPLE, perUserValues } from '../../../src/metrics/held-out-hits';
import { can } from '../../../src/recipes/capabilities';
import { hrnn } from '../../../src/recipes/hrnn';
import { loadModel } from '../../../src/recipes/load-model';
import { withObjective } from '../../../src/recipes/objective';
import type { Model, Recipe } from '../../../src/recipes/recipe';
import { recipes } from '../../../src/recipes/registry';
import { userPersonalizationV2 } from '../../../src/recipes/transformer-recipes';
import { sparseUserPersonalization, userPersonalization } from '../../../src/recipes/user-personalization';
import { checkerboard, withMetadata, withRegions, withUntouched } from '../../support/checkerboard';
import { damaged, DAMAGES, type Damage } from '../../support/damaged-model';
import { configOf, queryOf, uncancelled } from '../../support/recipe-contract';
import { pick } from './mutate';
import { badSentence, loss, type Finding, type Target } from './target';

/** The recipe for cold items wants a hundred of them. */
const cold = withRegions(withMetadata(withUntouched(checkerboard(14), 100)));
const plain = withRegions(withMetadata(checkerboard(14)));
const weighed: TrainingData = {
  ...plain,
  rowWeight: Float32Array.from(plain.items, (_, p) => (p % 3 === 0 ? 0.25 : 1)),
};
const seeds = await makeSeeds();

interface Input {
  readonly seed: number;
  readonly array: string;
  readonly damage: Damage;
  readonly model: StoredModel;
}

/**
 * A stored model, one of whose arrays was changed together with its checksum. It is refused with a sentence when it is
 * read, or all that can be asked of it is answered in numbers.
 */
export const models: Target<Input> = {
  make(random) {
    const seed = random.below(seeds.length);
    const array = pick(random, Object.keys(seeds[seed].arrays));
    const damage = pick(random, DAMAGES);
    return { seed, array, damage, model: damaged(seeds[seed], array, damage, random) };
  },

  attempt({ model: stored, damage }, seen) {
    try {
      const found = askAll(stored);
      seen(`taken ${damage}`);
      return found;
    } catch (error) {
      if (!isAppError(error)) throw error;
      seen(`refused ${error.code}`);
      if (error.code !== 'MODEL_UNREADABLE') return loss(`refused with ${error.code}`);
      return badSentence(describeError(error).what, '');
    }
  },

  show: ({ seed, array, damage }) => `${seeds[seed].header.recipe} (${seed}): ${array} ${damage}`,
};

/** Everything that a list, a ranking, an explanation, a batch job or a comparison asks of a stored model. */
function askAll(stored: StoredModel): Finding | null {
  const model = loadModel(stored);
  const queries = [0, 5].map((user) => queryOf(plain, user));
  const nobody = { userIdx: -1, items: new Int32Array(0), timestampSec: new Float64Array(0) };
  const scores = new Float64Array(model.nItems);
  for (const query of [...queries, nobody]) {
    model.scoreUser(query, scores);
    if (!areNumbers(scores)) return loss('a list with a score that is no number');
    for (const item of [0, model.nItems - 1]) {
      if (can(model, 'explains') && !areNumbers(model.explain(query, item).map(({ value }) => value)))
        return loss('a reason that is no number');
      if (can(model, 'givesReasons')) model.reason(query, item);
    }
  }
  if (can(model, 'relates')) {
    for (let item = -1; item < model.nItems; item++) {
      model.scoreRelated(item, scores);
      if (!areNumbers(scores)) return loss('related items with a value that is no number');
    }
  }
  if (can(model, 'segments')) {
    const people = new Float64Array(stored.header.nUsers);
    model.scoreSegment(Int32Array.of(3), people);
    if (!areNumbers(people)) return loss('a segment with a value that is no number');
  }
  idsOf(stored, 'users');
  idsOf(stored, 'items');
  const found = hitsOf(stored);
  if (found !== null) for (const key of METRICS_OF_PEOPLE) perUserValues(found, key);
  return null;
}

/** −Infinity is what cannot be listed. */
function areNumbers(values: ArrayLike<number>): boolean {
  return Array.from(values).every((value) => value < Infinity);
}

async function makeSeeds(): Promise<readonly StoredModel[]> {
  const trained: Model[] = [];
  // What is asked of a model of actions is asked in its own test.
  for (const recipe of recipes.values())
    if (servesOf(recipe.name) !== 'actions')
      trained.push(await train(recipe, recipe.name === 'aws-hrnn-coldstart' ? cold : plain));
  for (const name of [
    'aws-popularity-count',
    'aws-sims',
    'aws-similar-items',
    'aws-item-affinity',
  ] as const) {
    const recipe = recipes.get(name);
    if (recipe !== undefined) trained.push(await train(recipe, weighed));
  }
  trained.push(await train(sparseUserPersonalization, weighed));
  trained.push(await train(userPersonalization, plain, 'thorough'));
  // Of several networks.
  for (const recipe of [hrnn, userPersonalizationV2]) trained.push(await train(recipe, plain, 'standard'));
  const values = Float64Array.from({ length: plain.nItems }, (_, i) => (i === 2 ? NaN : i));
  const objective = { itemAttribute: 'PRICE', sensitivity: 'MEDIUM', values } as const;
  trained.push(withObjective(await train(userPersonalization, plain), objective));
  const ids = (n: number): string[] => Array.from({ length: n }, (_, i) => `id-${i}`);
  const hits = {
    users: Int32Array.of(1, 4),
    hits: Uint32Array.of(5, 0),
    relevant: Uint32Array.of(3, 1),
    asked: Uint32Array.of(fnv1a('1,2,3'), fnv1a('4')),
  };
  return trained.map((model) => {
    const stored = model.store();
    return withHits(withIds(stored, ids(stored.header.nUsers), ids(stored.header.nItems)), hits);
  });
}

async function train(recipe: Recipe, data: TrainingData, budget: Budget = 'instant') {
  const trainer = await recipe.trainer(data, { ...configOf(recipe), budget }, new InProcessPool());
  for (let epoch = 0; epoch < trainer.epochs; epoch++) await trainer.trainEpoch(uncancelled);
  return trainer.model();
}
