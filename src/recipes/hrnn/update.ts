import type { TrainingData } from '../../domain/histories';
import type { Job } from '../../domain/ports';
import { weighedUsers } from '../popularity-count';
import type { Model } from '../recipe';
import { featureRows, withIntercept } from './features';
import { hrnnModel } from './model';
import type { HrnnName } from './stored-model';
import { readHrnn } from './stored-model';

/**
 * What was learned, for the items and users that are there now: new items are known by their features, and all
 * features and counts are read anew.
 */
export async function updateHrnn(model: Model, name: HrnnName, data: TrainingData, job: Job): Promise<Model> {
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
