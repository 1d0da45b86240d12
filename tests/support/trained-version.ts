import { versionArn } from '../../src/domain/names';
import type { SolutionSpec, SolutionVersion } from '../../src/domain/resources';

/** What a solution of a recipe asks, with nothing chosen. */
export function specOf(
  recipe: SolutionSpec['recipe'] = 'aws-user-personalization',
  change: Partial<SolutionSpec> = {},
): SolutionSpec {
  return {
    name: recipe.replace('aws-', ''),
    recipe,
    algorithmHyperParameters: {},
    featureTransformationParameters: {},
    seed: 42,
    budget: 'instant',
    ...change,
  };
}

/** A version of a solution that was trained, as a state has it. */
export function trainedVersion(solution: string, change: Partial<SolutionVersion> = {}): SolutionVersion {
  return {
    arn: versionArn(solution, '00000001'),
    solution,
    spec: specOf('aws-user-personalization', { name: solution }),
    status: 'ACTIVE',
    epochs: { done: 1, total: 1 },
    metrics: null,
    baseline: null,
    curve: [],
    counts: { users: 1, items: 2, interactions: 3 },
    trainingSeconds: 1,
    modelBytes: 1,
    dataVersion: 1,
    creationDateTime: 1,
    lastUpdatedDateTime: 1,
    ...change,
  };
}
