import type { Job } from '../../domain/ports';
import type { Arn, SolutionVersion } from '../../domain/resources';
import { checkParameters } from '../../recipes/parameters';
import { findRecipe } from '../../recipes/registry';
import { withVersion } from '../resources/lifecycle';
import type { OpenProject } from '../project/open-project';
import type { TrainingTools } from './train';
import { updatedModel } from './update-version';

/**
 * Takes what has come into the model of a version: the version stays the same, with the metrics it has, and answers by
 * the new model from then on.
 *
 * @throws AppError T codes, MODEL_UNREADABLE, QUOTA_EXCEEDED; the version goes on as it was.
 */
export async function autoUpdate(
  project: OpenProject,
  arn: Arn,
  job: Job,
  { clock }: Pick<TrainingTools, 'clock'>,
): Promise<void> {
  const version = project.state.solutionVersions.find((other) => other.arn === arn);
  if (version?.status !== 'ACTIVE') return; // deleted while it waited
  const { spec, tunedHPOParams } = version;
  const recipe = findRecipe(spec.recipe);
  const given = { ...spec.algorithmHyperParameters, ...tunedHPOParams?.algorithmHyperParameters };
  const parameters = checkParameters(recipe, given, spec.featureTransformationParameters);
  const config = { parameters, seed: spec.seed, budget: spec.budget };
  const { dataVersion } = project.state;
  const putBatches = (await project.data.putBatches()).length;
  const { stored, change } = await updatedModel(project, { spec, recipe, config, updates: arn }, job);
  const taken: Partial<SolutionVersion> = {
    modelBytes: change.modelBytes,
    ...(change.ownNumbers === undefined ? {} : { ownNumbers: change.ownNumbers }),
    autoUpdate: { dataVersion, putBatches, atSec: clock.nowMs() / 1000 },
  };
  await project.writeModel((state) => withVersion(state, arn, taken, project.nowSec), arn, stored);
}
