import type { ProjectState, SolutionVersion } from '../../../domain/resources';
import { readyOf } from '../../../domain/version-names';
import * as say from '../../../words/messages/versions';

/** `rate(N days)` of a schedule; null: it is trained only when somebody asks. */
export const SCHEDULES: readonly { readonly value: string | null; readonly label: () => string }[] = [
  { value: null, label: say.onlyWhenAsked },
  { value: 'rate(1 day)', label: say.everyDay },
  { value: 'rate(7 days)', label: say.every7Days },
  { value: 'rate(30 days)', label: say.every30Days },
];

export interface SolutionAge {
  readonly name: string;
  readonly arn: string;
  /** Its newest version that can serve. */
  readonly newest: SolutionVersion;
  readonly schedule: string | null;
  /** Imported data have changed since it was trained. */
  readonly behind: boolean;
}

/** Each solution that can serve, the oldest first. Segments and those behind recommenders are no campaign's, and lists that were brought along are trained elsewhere. */
export function solutionAges(project: ProjectState): readonly SolutionAge[] {
  const newest = new Map<string, SolutionVersion>();
  for (const version of readyOf(project.solutionVersions))
    if (version.brought === undefined) newest.set(version.solution, version);
  const schedules = new Map(
    (project.service?.solutions ?? []).map(({ name, schedule }) => [name, schedule ?? null]),
  );
  return [...newest]
    .map(([name, version]) => ({
      name,
      arn: version.arn.slice(0, version.arn.lastIndexOf('/')),
      newest: version,
      schedule: schedules.get(name) ?? null,
      behind: (version.autoUpdate ?? version).dataVersion !== project.dataVersion,
    }))
    .sort((a, b) => a.newest.creationDateTime - b.newest.creationDateTime);
}

/** The choices of a schedule, one that was set elsewhere among them. */
export function schedulesWith(own: string | null): typeof SCHEDULES {
  if (SCHEDULES.some(({ value }) => value === own)) return SCHEDULES;
  return [...SCHEDULES, { value: own, label: () => own ?? '' }];
}
