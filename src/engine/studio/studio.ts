import { DataCalls } from './data-calls';
import { ImportCalls } from './import-calls';
import { ListCalls } from './list-calls';
import { ProjectCalls } from './project-calls';
import { ServiceCalls } from './service-calls';
import { TeachingCalls } from './teaching-calls';
import { TrainingCalls } from './training-calls';
import { Workspace, type StudioOptions } from './workspace';

export type { StudioOptions };

type Calls<Part> = Pick<Part, keyof Part>;

/**
 * The service behind the worker door, over ports: what `StudioApi` promises, with jobs as tokens instead of ids and
 * files as sources. One project is open at a time; one that a job still works on stays in use beside it.
 */
export type Studio = Calls<ProjectCalls> &
  Calls<ImportCalls> &
  Calls<DataCalls> &
  Calls<TrainingCalls> &
  Calls<ListCalls> &
  Calls<TeachingCalls> &
  Calls<ServiceCalls>;

/** The calls of all parts as one object. */
export function createStudio(options: StudioOptions): Studio {
  const workspace = new Workspace(options);
  const projects = new ProjectCalls(workspace);
  const parts = [
    projects,
    new ImportCalls(workspace, (id) => projects.openProject(id)),
    new DataCalls(workspace),
    new TrainingCalls(workspace),
    new ListCalls(workspace),
    new TeachingCalls(workspace),
    new ServiceCalls(workspace),
  ];
  return Object.assign({}, ...parts.map(callsOf)) as Studio;
}

/** The methods of a part, bound to it. */
function callsOf(part: object): Record<string, unknown> {
  const methods = Object.entries(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(part)));
  const bound = methods
    .filter(([name, { value }]) => name !== 'constructor' && typeof value === 'function')
    .map(([name, { value }]) => [name, value.bind(part)]);
  return Object.fromEntries(bound);
}
