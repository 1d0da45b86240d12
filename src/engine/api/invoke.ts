import { AppError, type JsonObject } from '../../domain/errors';
import { batchJobs } from './batch-jobs';
import { campaigns } from './campaigns';
import { datasetGroups } from './dataset-groups';
import { datasets } from './datasets';
import { eventTrackers } from './event-trackers';
import { events } from './events';
import { filters } from './filters';
import { importJobs } from './import-jobs';
import type { ApiContext, Operation } from './operation';
import { recipes } from './recipes';
import { runtime } from './runtime';
import { schemas } from './schemas';
import { solutionVersions } from './solution-versions';
import { solutions } from './solutions';

const operations: ReadonlyMap<string, Operation> = new Map(
  [
    datasetGroups,
    schemas,
    datasets,
    importJobs,
    solutions,
    solutionVersions,
    campaigns,
    filters,
    eventTrackers,
    batchJobs,
    recipes,
    runtime,
    events,
  ].flatMap((table) => Object.entries(table)),
);

/**
 * One call of the service's API, by the operation's own name, in its own JSON. Times are epoch seconds.
 *
 * @throws AppError UNKNOWN_OPERATION, or what the operation refuses with.
 */
export async function invoke(operation: string, input: JsonObject, context: ApiContext): Promise<JsonObject> {
  const run = operations.get(operation);
  if (run === undefined) throw new AppError('UNKNOWN_OPERATION', { operation });
  return run(input, context);
}
