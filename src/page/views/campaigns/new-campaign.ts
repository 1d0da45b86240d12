import type { OperationRequest } from '../../../domain/operations';
import type { SolutionVersion } from '../../../domain/resources';
import { proposedVersion } from '../versions/proposed';
import { NEW_SERVING, settingsIn, type ServingSettings } from './serving';

/** Names to propose, in turn. */
const NAMES = ['home', 'product-page', 'checkout', 'mail', 'test'];

/** The first free name that fits; empty where all are taken. */
export function proposedName(taken: readonly string[]): string {
  return NAMES.find((name) => !taken.includes(name)) ?? '';
}

/** What a campaign would serve: the version that is looked at, else the one to propose. @param versions oldest first. */
export function versionToServe(
  versions: readonly SolutionVersion[],
  looked: string | null,
): SolutionVersion | undefined {
  return versions.find(({ arn }) => arn === looked) ?? proposedVersion(versions);
}

/** CreateCampaign. */
export function campaignRequest(
  name: string,
  version: SolutionVersion,
  settings: ServingSettings = NEW_SERVING,
): OperationRequest<'CreateCampaign'> {
  return { name, solutionVersionArn: version.arn, ...settingsIn(settings, version) };
}
