import type { KindName } from '../../domain/operations';
import * as say from '../messages/kinds';

const KINDS: { readonly [kind in KindName]: typeof say.filter } = {
  'batch-inference-job': say.batchInferenceJob,
  'batch-segment-job': say.batchSegmentJob,
  campaign: say.campaign,
  'data-deletion-job': say.deletionJob,
  dataset: say.dataset,
  'dataset-export-job': say.exportJob,
  'dataset-group': say.datasetGroup,
  'dataset-import-job': say.importJob,
  'event-tracker': say.eventTracker,
  filter: say.filter,
  'metric-attribution': say.metricAttribution,
  recommender: say.recommender,
  schema: say.schema,
  solution: say.solution,
  'solution-version': say.solutionVersion,
};

/** A kind of resource as it is called in a sentence; one that the service does not have, by its own name. */
export function kindWord(kind: string, n = 1): string {
  return isKind(kind) ? KINDS[kind]({ count: n }) : `${kind.replaceAll('-', ' ')}${n === 1 ? '' : 's'}`;
}

function isKind(kind: string): kind is KindName {
  return Object.hasOwn(KINDS, kind);
}
