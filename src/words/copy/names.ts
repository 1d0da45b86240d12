import { LIMITS } from '../../domain/limits';
import { isResourceName } from '../../domain/names';
import * as say from '../messages/names';

const TAKEN = {
  filter: say.takenFilter,
  metric: say.takenMetric,
  job: say.takenJob,
  campaign: say.takenCampaign,
};

/**
 * Why a new resource cannot have this name; null where it can.
 *
 * @param taken names of the resources of its kind.
 */
export function nameFault(name: string, taken: readonly string[], kind: keyof typeof TAKEN): string | null {
  if (!isResourceName(name)) return say.shape({ most: String(LIMITS.nameChars) });
  return taken.includes(name) ? TAKEN[kind]() : null;
}
