import { freeName } from '../../../domain/free-name';
import { BASELINE_RECIPE, servesOf } from '../../../domain/recipe-catalogue';
import { shortName } from '../../../domain/recipes';
import type { ProjectState, SolutionVersion } from '../../../domain/resources';
import type { Campaign } from '../../../domain/service';

/** Campaigns that answer a person with a list: only these can be tested against each other. */
export function testable(project: ProjectState): readonly Campaign[] {
  return (project.service?.campaigns ?? []).filter(({ solutionVersionArn }) => {
    const version = project.solutionVersions.find(({ arn }) => arn === solutionVersionArn);
    return version !== undefined && answersPeople(version);
  });
}

/** What would make the two campaigns of a test: the newest personal version and the popularity it should beat. */
export function proposedPair(project: ProjectState): readonly SolutionVersion[] {
  const ready = project.solutionVersions.filter(
    (version) => version.status === 'ACTIVE' && answersPeople(version),
  );
  const isBaseline = ({ spec }: SolutionVersion): boolean => spec.recipe === BASELINE_RECIPE;
  const personal = ready.findLast((version) => !isBaseline(version));
  const popular = ready.findLast(isBaseline);
  return [personal, popular].filter((version) => version !== undefined);
}

/** A name that no campaign has: the recipe's, with a number where that is taken. */
export function campaignName({ spec }: SolutionVersion, taken: readonly string[]): string {
  return freeName(shortName(spec.recipe).slice(0, 50), (name) => taken.includes(name));
}

function answersPeople({ spec, brought }: SolutionVersion): boolean {
  return servesOf(spec.recipe) === 'users' && brought === undefined;
}
