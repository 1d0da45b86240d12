import type { Arn } from './arn';
import { BROUGHT_ALONG } from './brought-along';
import { defined } from './defined';
import { shortName } from './recipes';
import type { ProjectState, SolutionVersion } from './resources';

/** Versions by age, newest first; those behind recommenders are no solution's, and are left out. */
export function newestFirst(versions: readonly SolutionVersion[]): readonly SolutionVersion[] {
  const own = versions.filter(({ recommender }) => recommender === undefined);
  return own.sort((a, b) => b.creationDateTime - a.creationDateTime || (a.arn < b.arn ? 1 : -1));
}

/** Those of one solution, oldest first. */
export function versionsOf(
  solution: string,
  { solutionVersions }: Pick<ProjectState, 'solutionVersions'>,
): readonly SolutionVersion[] {
  return solutionVersions.filter((version) => version.solution === solution);
}

/** The newest ACTIVE version of a solution. */
export function newestActive(
  solution: string,
  state: Pick<ProjectState, 'solutionVersions'>,
): SolutionVersion | undefined {
  return versionsOf(solution, state).findLast(({ status }) => status === 'ACTIVE');
}

/** ACTIVE ones; those behind recommenders are no solution's, and are left out. */
export function readyOf(versions: readonly SolutionVersion[]): readonly SolutionVersion[] {
  return versions.filter(({ status, recommender }) => status === 'ACTIVE' && recommender === undefined);
}

/** `user-personalization v3`: the recipe and its number among the versions of the same recipe. */
export function versionName(version: SolutionVersion, all: readonly SolutionVersion[]): string {
  const name = soughtName(version);
  const { numbers, last } = numbered(all, ({ number }) => number);
  return `${name} v${numbers.get(version.arn) ?? (last.get(name) ?? 0) + 1}`;
}

/**
 * Versions as they are after a change, called as they were before it. A number is kept only where the age does not tell
 * it: behind those that have gone. That of the newest is free again once it has gone. Whoever gets another name, as
 * AutoML does by its choice, leaves its number behind.
 */
export function withNumbersKept(
  before: readonly SolutionVersion[],
  after: readonly SolutionVersion[],
): readonly SolutionVersion[] {
  const names = new Map(before.map((version) => [version.arn, soughtName(version)]));
  const had = numbered(before, ({ number }) => number).numbers;
  const { untold } = numbered(after, (version) => {
    const name = names.get(version.arn);
    if (name === undefined) return version.number;
    return name === soughtName(version) ? had.get(version.arn) : undefined;
  });
  return after.map((version) => {
    const { number: stored, ...others } = version;
    const number = untold.get(version.arn);
    return number === stored ? version : { ...others, ...defined({ number }) };
  });
}

/** The state with other versions, those that stay called as they were, and how many there are in the project's summary. */
export function withVersions(state: ProjectState, changed: readonly SolutionVersion[]): ProjectState {
  const solutionVersions = withNumbersKept(state.solutionVersions, changed);
  const versions = readyOf(solutionVersions).length;
  return { ...state, solutionVersions, project: { ...state.project, versions } };
}

interface Numbers {
  readonly numbers: ReadonlyMap<Arn, number>;
  /** Those that are not one more than the one before. */
  readonly untold: ReadonlyMap<Arn, number>;
  /** The newest one's, by name. */
  readonly last: ReadonlyMap<string, number>;
}

/** @param own what a version is to have; it gets more where that would not be more than the one before has. */
function numbered(
  versions: readonly SolutionVersion[],
  own: (version: SolutionVersion) => number | undefined,
): Numbers {
  const numbers = new Map<Arn, number>();
  const untold = new Map<Arn, number>();
  const last = new Map<string, number>();
  for (const version of newestFirst(versions).toReversed()) {
    const name = soughtName(version);
    const next = (last.get(name) ?? 0) + 1;
    const number = Math.max(own(version) ?? next, next);
    if (number > next) untold.set(version.arn, number);
    numbers.set(version.arn, number);
    last.set(name, number);
  }
  return { numbers, untold, last };
}

/** The recipe’s name; `AutoML` as long as none is chosen; of lists, what whoever brought them calls them. */
function soughtName({ spec, autoMLResult }: SolutionVersion): string {
  const open = spec.performAutoML === true && autoMLResult === undefined;
  if (spec.recipe === BROUGHT_ALONG) return spec.name;
  return open ? 'AutoML' : shortName(spec.recipe);
}
