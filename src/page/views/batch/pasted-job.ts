import type { JsonObject } from '../../../domain/errors';
import type { SolutionVersion } from '../../../domain/resources';
import type { FilterResource } from '../../../domain/service';
import { isObject, type Json } from '../../../domain/json';
import { resourceOf } from '../paste/resource-of';

/** What of a batch job's request the form can show; null where the request does not say it. */
export interface PastedJob {
  readonly jobName: string | null;
  readonly solutionVersionArn: string | null;
  readonly numResults: number | null;
  readonly filterArn: string | null;
  /** Of its theme generation. */
  readonly itemName: string | null;
  /** Members without a place in the form: files are chosen by hand. */
  readonly left: readonly string[];
}

export function jobOf(
  input: JsonObject,
  versions: readonly SolutionVersion[],
  filters: readonly FilterResource[],
): PastedJob {
  const version = resourceOf(versions, input.solutionVersionArn);
  const filter = resourceOf(filters, input.filterArn);
  const left = ['jobInput', 'jobOutput', 'batchInferenceJobConfig'].filter(
    (member) => input[member] !== undefined,
  );
  if (input.filterArn !== undefined && filter === null) left.unshift('filterArn');
  if (input.solutionVersionArn !== undefined && version === null) left.unshift('solutionVersionArn');
  return {
    jobName: typeof input.jobName === 'string' ? input.jobName : null,
    solutionVersionArn: version?.arn ?? null,
    numResults: typeof input.numResults === 'number' ? input.numResults : null,
    filterArn: filter?.arn ?? null,
    itemName: itemNameIn(input.themeGenerationConfig),
    left,
  };
}

function itemNameIn(config: Json | undefined): string | null {
  const fields = isObject(config) ? config.fieldsForThemeGeneration : undefined;
  const name = isObject(fields) ? fields.itemName : undefined;
  return typeof name === 'string' ? name : null;
}
