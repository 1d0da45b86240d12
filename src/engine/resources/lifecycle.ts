import type { Dated } from '../../domain/arn';
import type { ProjectState, SolutionVersion } from '../../domain/resources';
import { withVersions } from '../../domain/version-names';

/** The reason kept with what a closed page cut off. */
export const INTERRUPTED = 'interrupted';
/** That of a batch job which somebody has stopped. */
export const STOPPED = 'stopped';

/** What a closed page has cut off has failed, for that reason, and has stopped if it was stopping. */
export function interrupted<R extends Dated & { readonly status: string }>(
  resource: R,
  failed: R['status'],
  nowSec: number,
): R {
  const isStopping = resource.status === 'CREATE STOPPING';
  const ended = isStopping ? { status: 'CREATE STOPPED' } : { status: failed, failureReason: INTERRUPTED };
  return { ...resource, ...ended, lastUpdatedDateTime: nowSec };
}

/** The state with one version changed; its `lastUpdatedDateTime` becomes now. */
export function withVersion(
  state: ProjectState,
  arn: string,
  change: Partial<SolutionVersion>,
  nowSec: number,
): ProjectState {
  const solutionVersions = state.solutionVersions.map((version) =>
    version.arn === arn ? { ...version, ...change, lastUpdatedDateTime: nowSec } : version,
  );
  return withVersions(state, solutionVersions);
}
