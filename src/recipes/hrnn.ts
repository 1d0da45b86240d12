import { coldItems, coldStartTransformations } from './hrnn/cold-items';
import { describe } from './hrnn/descriptions';
import { hrnnModel } from './hrnn/hrnn-model';
import { flopsARow, planFor, widthFor, WORK } from './hrnn/hrnn-plan';
import { readHrnn, type HrnnName } from './hrnn/stored-model';
import { HrnnTrainer } from './hrnn/hrnn-trainer';
import type { Recipe, Model } from './recipe';
import { sequenceHyperparameters, sequenceTransformations } from './sequence-parameters';
import type { TrainingData } from '../domain/histories';
import type { Job } from '../domain/ports';
import { weighedUsers } from './popularity-count';
import { featureRows, withIntercept } from './hrnn/features';

const DEFAULT_WIDTH = 43;
const COLD_START_WIDTH = 149;
const BPTT = 32;

const estimateFlops =
  (hiddenDimension: number): Recipe['estimateFlops'] =>
  ({ users, items, interactions }, budget) => {
    const width = widthFor(hiddenDimension);
    const { epochs, rowsAnEpoch } = planFor(
      Math.max(0, interactions - users),
      items,
      width,
      BPTT,
      WORK[budget],
    );
    return epochs * rowsAnEpoch * flopsARow(width);
  };

export const hrnn: Recipe = {
  name: 'aws-hrnn',
  hyperparameters: sequenceHyperparameters(DEFAULT_WIDTH),
  featureTransformations: sequenceTransformations,
  estimateFlops: estimateFlops(DEFAULT_WIDTH),
  trainer: async (data, config) => new HrnnTrainer('aws-hrnn', data, config, null),
  load: (stored) => hrnnModel(readHrnn(stored, 'aws-hrnn')),
};

/** As hrnn; categories, numbers and flags of items and users and the kind of each event are learned from as well. */
export const hrnnMetadata: Recipe = {
  ...hrnn,
  name: 'aws-hrnn-metadata',
  trainer: async (data, config) => new HrnnTrainer('aws-hrnn-metadata', data, config, describe(data, null)),
  load: (stored) => hrnnModel(readHrnn(stored, 'aws-hrnn-metadata')),
};

/** As hrnn-metadata, where cold items have no row of their own: they are recommended by what is known about them. */
export const hrnnColdstart: Recipe = {
  ...hrnn,
  name: 'aws-hrnn-coldstart',
  hyperparameters: sequenceHyperparameters(COLD_START_WIDTH),
  featureTransformations: [...sequenceTransformations, ...coldStartTransformations],
  estimateFlops: estimateFlops(COLD_START_WIDTH),
  requireData: coldItems,
  trainer: async (data, config) =>
    new HrnnTrainer('aws-hrnn-coldstart', data, config, describe(data, coldItems(data, config))),
  update: (model, data, _config, job) => updateHrnn(model, 'aws-hrnn-coldstart', data, job),
  load: (stored) => hrnnModel(readHrnn(stored, 'aws-hrnn-coldstart')),
};

/**
 * What was learned, for the items and users that are there now: new items are known by their features, and all
 * features and counts are read anew.
 */
async function updateHrnn(model: Model, name: HrnnName, data: TrainingData, job: Job): Promise<Model> {
  await job.checkpoint('update', 0, 1);
  const parts = readHrnn(model.store(), name);
  const { described, width } = parts;
  const own = new Float32Array(data.nItems * (width + 1));
  own.set(parts.own);
  await job.checkpoint('update', 0, 1);
  return hrnnModel({
    ...parts,
    own,
    users: weighedUsers(data),
    described: described && {
      ...described,
      items: withIntercept(featureRows(described.itemEncoders, data.itemColumns, data.nItems)),
      users: featureRows(described.userEncoders, data.userColumns, data.nUsers),
    },
    nUsers: data.nUsers,
    rows: data.items.length,
  });
}
