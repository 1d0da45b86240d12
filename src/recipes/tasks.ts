import type { Job, TaskArrays, TaskParams } from '../domain/ports';
import { askingTasks } from './ask-users';
import { ensembleTasks } from './ensemble/examine-candidates';
import { networkTasks } from './ensemble/network-ahead';
import { loadModel } from './load-model';
import { askingSegmentsTasks } from './segments/ask-segments';
import { findRecipe } from './registry';
import { scoringTasks } from './score-users';
import { segmentTasks } from './segments/examine-segments';
import { sessionTasks } from './sessions/sessions-of';
import { trainingTasks } from './train-in-worker';

/**
 * A piece of work that runs the same in the studio worker, a compute worker or Node: plain arrays and numbers in,
 * arrays out. Inputs are read only; outputs are fresh arrays that the runner may move. Long ones tell `job` how far they
 * are; nobody stops them by it: who stops ends the worker.
 */
export type Task = (inputs: TaskArrays, params: TaskParams, job: Job) => TaskArrays | Promise<TaskArrays>;

/** Every task a pool can be asked for, by name. */
export const tasks: ReadonlyMap<string, Task> = new Map<string, Task>([
  ...askingTasks(loadModel),
  ...scoringTasks(loadModel),
  ...ensembleTasks(),
  ...networkTasks(),
  ...askingSegmentsTasks(loadModel),
  ...segmentTasks(),
  ...sessionTasks(),
  ...trainingTasks(findRecipe),
]);
