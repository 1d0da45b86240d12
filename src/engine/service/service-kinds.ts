import { batchInferenceJobs, batchSegmentJobs } from './batch-jobs';
import { campaigns } from './campaigns';
import { dataDeletionJobs } from './data-deletion-jobs';
import { datasetExportJobs } from './dataset-export-jobs';
import { datasetGroups } from './dataset-groups';
import { datasets } from './datasets';
import { eventTrackers } from './event-trackers';
import { filters } from './filters';
import { importJobs } from './import-jobs';
import { metricAttributions } from './metric-attributions';
import { recommenders } from './recommenders';
import { schemas } from './schemas';
import type { BundledKind, ServiceKind } from './service-kind';
import { solutionVersions } from './solution-versions';
import { solutions } from './solutions';

/** What the service can do with every kind of resource; in a bundle they are made in this order. */
const kinds = [
  datasetGroups,
  schemas,
  datasets,
  importJobs,
  eventTrackers,
  metricAttributions,
  filters,
  solutions,
  solutionVersions,
  campaigns,
  recommenders,
  batchInferenceJobs,
  batchSegmentJobs,
  dataDeletionJobs,
  datasetExportJobs,
] as const;

type Both<Union> = (Union extends unknown ? (each: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;

export const serviceKinds: readonly ServiceKind[] = kinds;

/** The operations of all kinds by their names. */
export type KindOperations = Both<(typeof kinds)[number]['operations']>;

export function kindOperations(): KindOperations {
  return Object.assign({}, ...serviceKinds.map(({ operations }) => operations)) as KindOperations;
}

/** The kinds that go into a bundle, in the order in which they are made. */
export function bundledKinds(): readonly BundledKind[] {
  return serviceKinds.flatMap(({ bundled }) => bundled ?? []);
}
