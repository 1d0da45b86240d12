import { coldItems, coldStartTransformations } from './hrnn/cold-items';
import { describe, type Descriptions } from './hrnn/descriptions';
import { hrnnModel } from './hrnn/hrnn-model';
import { flopsARow, planFor, widthFor, WORK } from './hrnn/hrnn-plan';
import { readHrnn, type HrnnName } from './hrnn/stored-model';
import { hrnnTrainer } from './hrnn/hrnn-trainer';
import { loadHrnn } from './load-networks';
import type { Recipe, Model, RecipeConfig } from './recipe';
import { loadNetworks } from './sequence/averaged-networks';
import { sequenceHyperparameters, sequenceTransformations } from './sequence-parameters';
import type { TrainingData } from '../domain/histories';
import type { Job } from '../domain/ports';
import { weighedUsers } from './popularity-count';
import { trainedInWorker } from './train-in-worker';
import { featureRows, withIntercept } from './hrnn/features';

const DEFAULT_WIDTH = 43;
const COLD_START_WIDTH = 149;
const BPTT = 32;

const estimateFlops =
  (hiddenDimension: number): Recipe['estimateFlops'] =>
  ({ users, items, interactions }, budget) => {
    const width = widthFor(hiddenDimension);
    const { epochs, rowsAnEpoch, networks } = planFor(
      Math.max(0, interactions - users),
      items,
      width,
      BPTT,
      WORK[budget],
    );
    return networks * epochs * rowsAnEpoch * flopsARow(width);
  };

/** @param describedBy what is known beside who did what and when; null = nothing is read. */
const trained = (
  name: HrnnName,
  describedBy: (data: TrainingData, config: RecipeConfig) => Descriptions | null,
) =>
  trainedInWorker(
    name,
    (stored) => loadHrnn(stored, name),
    (data, config, only) => hrnnTrainer(name, data, config, describedBy(data, config), null, only),
  );

export const hrnn: Recipe = {
  ...trained('aws-hrnn', () => null),
  hyperparameters: sequenceHyperparameters(DEFAULT_WIDTH),
  featureTransformations: sequenceTransformations,
  estimateFlops: estimateFlops(DEFAULT_WIDTH),
};

/** As hrnn; categories, numbers and flags of items and users and the kind of each event are learned from as well. */
export const hrnnMetadata: Recipe = {
  ...hrnn,
  ...trained('aws-hrnn-metadata', (data) => describe(data, null)),
};

/** As hrnn-metadata, where cold items have no row of their own: they are recommended by what is known about them. */
export const hrnnColdstart: Recipe = {
  ...hrnn,
  ...trained('aws-hrnn-coldstart', (data, config) => describe(data, coldItems(data, config))),
  hyperparameters: sequenceHyperparameters(COLD_START_WIDTH),
  featureTransformations: [...sequenceTransformations, ...coldStartTransformations],
  estimateFlops: estimateFlops(COLD_START_WIDTH),
  requireData: coldItems,
  update: (model, data, _config, job) => updateHrnn(model, data, job),
};

/**
 * What was learned, for the items and users that are there now: new items are known by their features, and all
 * features and counts are read anew.
 */
async function updateHrnn(model: Model, data: TrainingData, job: Job): Promise<Model> {
  await job.checkpoint('update', 0, 1);
  const stored = model.store();
  await job.checkpoint('update', 0, 1);
  return loadNetworks(stored, (one) => {
    const parts = readHrnn(one, 'aws-hrnn-coldstart');
    const { described, width } = parts;
    const own = new Float32Array(data.nItems * (width + 1));
    own.set(parts.own);
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
  });
}
