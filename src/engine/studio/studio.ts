import { dataCalls } from './data-calls';
import { importCalls } from './import-calls';
import { listCalls } from './list-calls';
import { projectCalls } from './project-calls';
import { serviceCalls } from './service-calls';
import { teachingCalls } from './teaching-calls';
import { trainingCalls } from './training-calls';
import { Workspace, type StudioOptions } from './workspace';

export type { StudioOptions };
export type Studio = ReturnType<typeof createStudio>;

/**
 * The service behind the worker door, over ports: what `StudioApi` promises, with jobs as tokens instead of ids and
 * files as sources. One project is open at a time; one that a job still works on stays in use beside it.
 */
export function createStudio(options: StudioOptions) {
  const workspace = new Workspace(options);
  const projects = projectCalls(workspace);
  return {
    ...projects,
    ...importCalls(workspace, projects.openProject),
    ...dataCalls(workspace),
    ...trainingCalls(workspace),
    ...listCalls(workspace),
    ...teachingCalls(workspace),
    ...serviceCalls(workspace),
  };
}
