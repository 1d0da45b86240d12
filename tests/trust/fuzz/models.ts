import { describeError } from '../../../src/words/copy/errors';
import { isAppError } from '../../../src/domain/errors';
import type { TrainingData } from '../../../src/domain/histories';
import type { Budget } from '../../../src/domain/resources';
import type { StoredModel } from '../../../src/domain/model';
import { idsOf, withIds } from '../../../src/engine/project/model-ids';
import { hitsOf, withHits } from '../../../src/engine/project/stored-hits';
import { fnv1a } from '../../../src/kernels/fnv1a';
import { METRICS_OF_PEOPLE } from '../../../src/domain/metrics';
import { perUserValues } from '../../../src/kernels/metrics/held-out-hits';
import { PersonReader } from '../../../src/recipes/person';
import { type Acts, can } from '../../../src/recipes/capabilities';
import { hrnn } from '../../../src/recipes/hrnn-recipes';
import { momentsOf } from '../../../src/recipes/moments/moments';
import { loadModel } from '../../../src/recipes/load-model';
import { withObjective } from '../../../src/recipes/objective';
import { nextBestAction } from '../../../src/recipes/next-best-action';
import { type Model, type Recipe, scoreUsers } from '../../../src/recipes/recipe';
import { recipes } from '../../../src/recipes/registry';
import { Precedents, precedentsPlan } from '../../../src/recipes/sequence/precedents';
import { withPrecedents } from '../../../src/recipes/sequence/with-precedents';
import { userPersonalizationV2 } from '../../../src/recipes/transformer-recipes';
import { userPersonalization } from '../../../src/recipes/user-personalization';
import { sparseUserPersonalization } from '../../support/sparse-user-personalization';
import { checkerboard, withMetadata, withRegions, withUntouched } from '../../support/checkerboard';
import { damaged, DAMAGES, factsOf, withFact, WRONG_FACTS, type Damage } from '../../support/damaged-model';
import { historyOf } from '../../../src/domain/queries';
import { configOf, trainWith } from '../../support/recipe-contract';
import { returningShop } from '../../support/returning-shop';
import { twoKinds } from '../../support/two-kinds';
import { badSentence, loss, type Finding, type Target } from './target';

/** The recipe for cold items wants a hundred of them. */
const cold = withRegions(withMetadata(withUntouched(checkerboard(14), 100)));
const plain = withRegions(withMetadata(checkerboard(14)));
const weighed: TrainingData = {
  ...plain,
  rowWeight: Float32Array.from(plain.items, (_, p) => (p % 3 === 0 ? 0.25 : 1)),
};
/** Three events to a second. */
const baskets: TrainingData = {
  ...plain,
  timestampSec: plain.timestampSec.map((sec) => sec - (sec % 180)),
};
const actions = twoKinds();
const seeds = await makeSeeds();
/** Each kind of damage to each array of each model, and each wrong value of each fact in its header. */
const places: readonly Place[] = seeds.flatMap((stored, seed) => [
  ...Object.keys(stored.arrays).flatMap((name) => DAMAGES.map((damage) => ({ seed, name, damage }))),
  ...factsOf(stored).flatMap((name) => WRONG_FACTS.map((value) => ({ seed, name, value }))),
]);
/** A prime beyond any number of places: one after the other, all are come to before one is met again. */
const STRIDE = 1_000_003;

type Place = { readonly seed: number; readonly name: string } & (
  | { readonly damage: Damage }
  | { readonly value: unknown }
);
interface Input {
  readonly place: Place;
  readonly model: StoredModel;
}

/**
 * A stored model, one of whose arrays was changed together with its checksum, or one fact of its header. It is refused with a sentence when it is
 * read, or all that can be asked of it is answered in numbers.
 */
export const models: Target<Input> = {
  make(random, at) {
    const place = places[(at * STRIDE) % places.length];
    const seed = seeds[place.seed];
    const model =
      'damage' in place
        ? damaged(seed, place.name, place.damage, random)
        : withFact(seed, place.name, place.value);
    return { place, model };
  },

  async attempt({ model: stored, place }, seen) {
    try {
      const found = await askAll(stored);
      seen(`taken ${'damage' in place ? place.damage : 'another fact'}`);
      return found;
    } catch (error) {
      if (!isAppError(error)) throw error;
      seen(`refused ${error.code}`);
      if (error.code !== 'MODEL_UNREADABLE') return loss(`refused with ${error.code}`);
      return badSentence(describeError(error).what, '');
    }
  },

  show: ({ place }) =>
    `${seeds[place.seed].header.recipe} (${place.seed}): ${place.name} ${'damage' in place ? place.damage : `= ${String(place.value)}`}`,
};

/** Everything that a list, a ranking, an explanation, a batch job or a comparison asks of a stored model. */
async function askAll(stored: StoredModel): Promise<Finding | null> {
  const model = await loadModel(stored);
  idsOf(stored, 'users');
  idsOf(stored, 'items');
  const found = hitsOf(stored);
  if (found !== null) for (const key of METRICS_OF_PEOPLE) perUserValues(found, key);
  return can(model, 'acts') ? askForActions(model) : askForItems(model, stored.header.nUsers);
}

async function askForItems(model: Model, nUsers: number): Promise<Finding | null> {
  const nobody = { userIdx: -1, items: new Int32Array(0), timestampSec: new Float64Array(0) };
  const queries = [...[0, 5].map((user) => historyOf(plain, user)), nobody];
  queries.push({ ...historyOf(plain, 5), returns: true });
  const scores = new Float64Array(model.nItems);
  for (const query of queries) {
    model.scoreUser(query, scores);
    if (!areNumbers(scores)) return loss('a list with a score that is no number');
    for (const item of [0, model.nItems - 1]) {
      if (can(model, 'explains') && !areNumbers(model.explain(query, item).map(({ value }) => value)))
        return loss('a reason that is no number');
      if (can(model, 'givesReasons')) model.reason(query, item);
      if (can(model, 'counts') && !areNumbers([model.countOf(item)]))
        return loss('a count that is no number');
    }
    if (can(model, 'traces')) await model.trace(query, 3, async () => undefined);
  }
  const together = queries.map(() => new Float64Array(model.nItems));
  scoreUsers(model, queries, together);
  if (!together.every(areNumbers)) return loss('a list in a batch with a score that is no number');
  if (can(model, 'relates')) {
    for (let item = -1; item < model.nItems; item++) {
      model.scoreRelated(item, scores, { POPULARITY: 0.5, FRESHNESS: 1 });
      if (!areNumbers(scores)) return loss('related items with a value that is no number');
    }
  }
  if (can(model, 'discounts')) {
    model.withDiscount(1).scoreUser(queries[0], scores);
    if (!areNumbers(scores)) return loss('discounted scores that are no numbers');
  }
  if (can(model, 'segments')) {
    const people = new Float64Array(nUsers);
    model.isTrained(3);
    model.scoreSegment(Int32Array.of(3), people);
    if (!areNumbers(people)) return loss('a segment with a value that is no number');
  }
  return null;
}

/** NaN stands for an action of which too little is known. */
function askForActions(model: Model & Acts): Finding | null {
  const reader = new PersonReader(actions.itemColumns, actions.userColumns);
  const propensities = new Float64Array(model.nItems);
  for (const user of [0, 1, -1]) {
    const person = reader.person(user);
    if (user === 0) person.chose(2);
    if (user === 1) person.answered(0, 0);
    model.propensities(person, propensities);
    if (propensities.some((share) => share < 0 || share > 1))
      return loss('a propensity that is no share of one');
    for (let action = 0; action < model.nItems; action++)
      if (!areNumbers(model.shares(person, action).map(({ value }) => value)))
        return loss('a reason for an action that is no number');
  }
  return null;
}

/** −Infinity is what cannot be listed. */
function areNumbers(values: ArrayLike<number>): boolean {
  return Array.from(values).every((value) => value < Infinity);
}

async function makeSeeds(): Promise<readonly StoredModel[]> {
  const trained: Model[] = [];
  for (const recipe of recipes.values())
    if (recipe !== nextBestAction)
      trained.push(await train(recipe, recipe.name === 'aws-hrnn-coldstart' ? cold : plain));
  trained.push(await train(nextBestAction, actions, 'standard'));
  for (const name of [
    'aws-popularity-count',
    'aws-sims',
    'aws-similar-items',
    'aws-semantic-similarity',
    'aws-item-affinity',
  ] as const) {
    const recipe = recipes.get(name);
    if (recipe !== undefined) trained.push(await train(recipe, weighed));
  }
  trained.push(await train(sparseUserPersonalization, weighed));
  trained.push(await train(userPersonalization, plain, 'thorough'));
  trained.push(await train(userPersonalization, baskets));
  for (const recipe of [userPersonalization, hrnn]) trained.push(await train(recipe, returningShop(160)));
  // Of several networks.
  for (const recipe of [hrnn, userPersonalizationV2]) trained.push(await train(recipe, plain, 'standard'));
  // Beside what followed similar moments; too few people are here for a training to weigh it.
  for (const data of [weighed, cold]) {
    const moments = momentsOf(data);
    const precedents = new Precedents(moments, precedentsPlan(moments, true));
    for (const recipe of [hrnn, userPersonalizationV2])
      trained.push(
        withPrecedents(await train(recipe, data), precedents, { weight: 0.7, returnsWeight: 0.3 }),
      );
  }
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

/** A declaration, which the seeds above can call: they are made before a constant down here has its value. */
function train(recipe: Recipe, data: TrainingData, budget: Budget = 'instant'): Promise<Model> {
  return trainWith(recipe, data, { ...configOf(recipe), budget });
}
