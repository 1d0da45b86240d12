import { tableOf } from '../../data/tables/table-of';
import type { Tables } from '../../domain/columns';
import { AppError } from '../../domain/errors';
import type { ImportJob, ProjectState, SolutionVersion } from '../../domain/resources';
import { isAtWork } from '../../domain/at-work';

/** The import or training under way. */
export function workUnderWay({
  importJobs,
  solutionVersions,
}: ProjectState): ImportJob | SolutionVersion | undefined {
  return [...importJobs, ...solutionVersions].find(isAtWork);
}

/** @throws AppError RESOURCE_IN_USE */
export function requireNothingRunning(state: ProjectState): void {
  const busy = workUnderWay(state);
  if (busy !== undefined) throw new AppError('RESOURCE_IN_USE', { by: busy.arn });
}

/** Nobody has changed the data since they were read. @throws AppError RESOURCE_IN_USE */
export function requireSameData(state: ProjectState, dataVersion: number): void {
  if (state.dataVersion !== dataVersion) throw new AppError('RESOURCE_IN_USE', { by: null });
}

/** A number that no data of this project have had: what is kept under one, in any tab, never comes to mean other data. */
export function nextDataVersion({ dataVersion, usedDataVersion = 0 }: ProjectState): number {
  return Math.max(dataVersion, usedDataVersion) + 1;
}

/** The state with the row counts of other tables. */
export function withRows(state: ProjectState, tables: Tables): ProjectState {
  return {
    ...state,
    datasets: state.datasets.map((dataset) => ({
      ...dataset,
      rows: tableOf(tables, dataset.type)?.nRows ?? 0,
    })),
    project: {
      ...state.project,
      interactions: tables.interactions.nRows,
      users: tables.userIds.length,
      items: tables.itemIds.length,
    },
  };
}
