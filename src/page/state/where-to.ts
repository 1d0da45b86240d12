import type { ImportPlan } from '../../domain/imports';
import type { ProjectState } from '../../domain/resources';
import type { DatasetType } from '../../domain/schema';

function typesOf(plan: ImportPlan): readonly DatasetType[] {
  return plan.files.map(({ dataset }) => dataset).filter((type) => type !== null);
}

function has({ datasets }: ProjectState, type: DatasetType): boolean {
  return datasets.some((dataset) => dataset.type === type && dataset.rows > 0);
}

/** The files tell of items or users alone, and the project has the interactions that these belong to. */
export function describes(plan: ImportPlan, project: ProjectState): boolean {
  const types = typesOf(plan);
  return types.length > 0 && !types.includes('INTERACTIONS') && has(project, 'INTERACTIONS');
}

/** They do, and it has nothing of the kind yet: importing them replaces nothing. */
export function describesFirst(plan: ImportPlan, project: ProjectState): boolean {
  return describes(plan, project) && typesOf(plan).every((type) => !has(project, type));
}

/** How such files go into the project unless the person says otherwise: what is there stays where it can. */
export function modeInto(plan: ImportPlan, project: ProjectState): ImportPlan['mode'] {
  return typesOf(plan).every((type) => has(project, type)) ? 'INCREMENTAL' : 'FULL';
}
