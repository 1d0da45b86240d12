import type { MetricKey } from '../../../domain/metrics';
import type { DatasetResource, ObjectiveSensitivity, SolutionRequest } from '../../../domain/resources';
import { fieldsOf, fieldType, isNumeric } from '../../../domain/schema';

/** An optimization objective as chosen; no column: none. */
export interface TypedObjective {
  readonly itemAttribute: string;
  readonly sensitivity: ObjectiveSensitivity;
}
export const NO_OBJECTIVE: TypedObjective = { itemAttribute: '', sensitivity: 'MEDIUM' };

/** What trials are judged by unless something else is chosen. */
export const DEFAULT_OBJECTIVE: MetricKey = 'normalized_discounted_cumulative_gain_at_25';
/** The metrics that trials can be judged by, in reading order. */
export const JUDGES: readonly MetricKey[] = [
  DEFAULT_OBJECTIVE,
  'normalized_discounted_cumulative_gain_at_10',
  'normalized_discounted_cumulative_gain_at_5',
  'mean_reciprocal_rank_at_25',
  'precision_at_5',
  'precision_at_10',
  'precision_at_25',
];

/** The columns that an objective can be: numbers of the Items file that are never empty and take part in training. */
export function objectiveColumns(
  datasets: readonly Pick<DatasetResource, 'type' | 'schema'>[],
  excluded: readonly string[],
): readonly string[] {
  const items = fieldsOf(datasets, 'ITEMS');
  return items
    .filter((field) => isNumeric(field) && !fieldType(field).nullable)
    .map(({ name }) => name)
    .filter((name) => !excluded.includes(name));
}

export function objectiveOf({ itemAttribute, sensitivity }: TypedObjective): Partial<SolutionRequest> {
  if (itemAttribute === '') return {};
  return { optimizationObjective: { itemAttribute, objectiveSensitivity: sensitivity } };
}
