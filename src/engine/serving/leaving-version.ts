import type { StoredModel } from '../../domain/model';
import type { Arn, ProjectState, SolutionVersion } from '../../domain/resources';
import type { Schemas } from '../../domain/schema';
import type { OpenProject } from '../project/open-project';
import { versionServing, type Serving } from './serving';

/** A version that is about to be taken away, and the data that it answers over. */
export interface LeavingVersion extends Serving {
  readonly version: SolutionVersion;
  readonly stored: StoredModel;
  readonly state: ProjectState;
  readonly schemas: Schemas;
}

/** @throws AppError I01 unless the version is there and ACTIVE, MODEL_UNREADABLE. */
export async function leavingVersion(project: OpenProject, arn: Arn): Promise<LeavingVersion> {
  const [serving, stored] = await Promise.all([versionServing(project, arn), project.models.stored(arn)]);
  return {
    ...serving,
    version: project.activeVersion(arn),
    stored,
    state: project.state,
    schemas: project.data.schemas,
  };
}
