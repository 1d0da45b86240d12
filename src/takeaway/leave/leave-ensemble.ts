import type { UserQuery } from '../../domain/histories';
import type { JsonObject } from '../../domain/json';
import type { StoredModel } from '../../domain/model';
import type { Job, NumberArray } from '../../domain/ports';
import { easeEvidence } from '../../recipes/ensemble/ease-evidence';
import { loadEnsemble, readPlan } from '../../recipes/ensemble/ensemble-model';
import type { Plan } from '../../recipes/ensemble/ensemble-plan';
import { priorArrays, priorsOf } from '../../recipes/ensemble/priors';
import { activeRows } from '../../recipes/ensemble/used-items';
import { OWN_FEATURES } from '../../recipes/moments/own-items';
import type { Model } from '../../recipes/recipe';
import { pairsOf } from '../../recipes/similar-pairs';
import { readHistories } from '../../recipes/stored-arrays';
import { learnWeights } from './learn-weights';
import { easeTable, followers, type Table } from './pair-tables';

/** Arrays of a person's rows; all others are of items and values. */
const OF_PEOPLE = /^(userPtr|items|timestampSec|rowWeight|easeInverse|easeDiagonal|tilt\w*)$/;

/**
 * An ensemble without anybody's history: what looked histories up gives way to tables of pairs, and the weights are learned
 * anew from what the model says.
 *
 * @param least people that a pair must have to be kept. @param asked histories to learn the weights from.
 * @throws AppError CANCELLED, MODEL_UNREADABLE.
 */
export async function ensembleWithoutHistories(
  stored: StoredModel,
  model: Model,
  least: number,
  asked: readonly UserQuery[],
  job: Job,
): Promise<StoredModel> {
  const { nUsers, nItems, config } = stored.header;
  const plan = readPlan(stored);
  const moments = readHistories(stored, nUsers, nItems);
  const byUsers = plan.ease?.form === 'users';
  const fitted = (config.fitted as readonly string[]).filter((part) => part !== 'ease' || !byUsers);
  const tables: Table[] = [];
  // The last two look at items one by one, or nearly so; what the others add is little.
  for (const kernel of plan.kernels.slice(-2)) tables.push(await followers(moments, kernel, least, job));
  if (byUsers) {
    const rows = activeRows(moments);
    const evidence = easeEvidence(moments, { ...plan, easeDecay: 1 }, stored.arrays);
    const { addShared } = pairsOf(rows, null);
    tables.push(await easeTable(evidence, moments, plan.easeDecay, addShared, least, job));
  }
  const left: Plan = {
    ...plan,
    kernels: [],
    basket: undefined,
    ...(plan.unordered && { unordered: { ...plan.unordered, taste: null } }),
    ease: byUsers ? null : plan.ease,
    tables: tables.map(({ shape }) => shape),
  };
  const arrays: Record<string, NumberArray> = {
    userPtr: new Int32Array(1),
    items: new Int32Array(0),
    timestampSec: new Float64Array(0),
    ...priorArrays(priorsOf(moments, plan)),
  };
  for (const [name, array] of Object.entries(stored.arrays)) if (!OF_PEOPLE.test(name)) arrays[name] = array;
  tables.forEach((table, k) => {
    for (const [what, array] of Object.entries(table.arrays)) arrays[`table${k}${what}`] = array;
  });
  const names = [
    ...OWN_FEATURES,
    ...plan.fashionSpans.map((_, f) => `prior${f + 1}`),
    'prior0',
    ...fitted,
    ...tables.map((_, k) => `table${k}`),
  ];
  const weighed = (weights: JsonObject, returns?: JsonObject): StoredModel => ({
    header: {
      ...stored.header,
      nUsers: 0,
      config: {
        ...config,
        plan: JSON.stringify(left),
        fitted,
        weights,
        ...(returns && { returns }),
      },
    },
    arrays,
  });
  const features = names.map((name) => loadEnsemble(weighed({ [name]: 1 }, { [name]: 1 })));
  const learn = async (returns: boolean): Promise<JsonObject> => {
    const own = asked.filter((query) => (query.returns === true) === returns);
    const weights = await learnWeights(model, features, own.length > 0 ? own : asked, job);
    return Object.fromEntries(names.map((name, f) => [name, weights[f]]));
  };
  const visiting = await learn(false);
  return weighed(visiting, config.returns === undefined ? undefined : await learn(true));
}
