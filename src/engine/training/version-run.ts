import { isAppError, isCancelled, isReadOnlyTab, type AppError } from '../../domain/errors';
import type { Clock, Job, Pool } from '../../domain/ports';
import type { Arn, SolutionVersion } from '../../domain/resources';
import type { Model } from '../../recipes/recipe';
import type { Identifiers } from '../project/identifiers';
import type { TrainingJob } from '../project/job-token';
import type { OpenProject } from '../project/open-project';
import { withVersion } from '../resources/lifecycle';

export interface TrainingTools {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  /** Words for an error, kept with the version that failed of it. Default: code and facts. */
  readonly describe?: (error: AppError) => string;
  /** Hears of every finished epoch, with the model that a stop would keep. */
  readonly onEpoch?: (arn: Arn, epoch: number, model: Model) => void;
}

/** The training of one version: where it is recorded, what ends it, and what it works with. */
export interface Run<J extends Job = TrainingJob> {
  readonly project: OpenProject;
  readonly arn: Arn;
  readonly job: J;
  readonly tools: TrainingTools;
}

/** Runs the work of one version and records how it ended. */
export async function recorded(run: Run<Job>, work: () => Promise<void>): Promise<SolutionVersion> {
  const { project, arn } = run;
  const { describe = ({ message }) => message } = run.tools;
  try {
    await work();
    return project.activeVersion(arn);
  } catch (error) {
    if (isReadOnlyTab(error)) throw error;
    if (isCancelled(error)) {
      await change(run, { status: 'CREATE STOPPING' });
      await change(run, { status: 'CREATE STOPPED' });
    } else {
      const failureReason = isAppError(error) ? describe(error) : 'INTERNAL';
      await change(run, { status: 'CREATE FAILED', failureReason });
    }
    throw error;
  }
}

/** Keeps what is known of a version now. */
export async function change(
  { project, arn }: Pick<Run, 'project' | 'arn'>,
  members: Partial<SolutionVersion>,
): Promise<void> {
  await project.update((state) => withVersion(state, arn, members, project.nowSec));
}
