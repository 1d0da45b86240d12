import { type AppError, type Json, asAppError } from '../../domain/errors';
import { invokeJson } from '../../domain/operations';
import type { Arn, ProjectId } from '../../domain/resources';
import { holdPage, isOpenElsewhere, PAGE } from './page-lock';
import { StoredJson, tabStorage } from './stored';
import type { Workspace } from './workspace.svelte';

/** What the service calls that for which there is no call of its own here, and by which member it names it. */
const CALLS = {
  filter: ['Filter', 'filterArn'],
  campaign: ['Campaign', 'campaignArn'],
  inference: ['BatchInferenceJob', 'batchInferenceJobArn'],
  segment: ['BatchSegmentJob', 'batchSegmentJobArn'],
  recommender: ['Recommender', 'recommenderArn'],
} as const;

export interface Deletion {
  readonly arn: Arn;
  readonly project: ProjectId;
  /** Absent: a solution version. */
  readonly kind?: keyof typeof CALLS;
}
interface Noted extends Deletion {
  /** Whose Undo runs. */
  readonly page: string;
  /** When it was taken off the screen. */
  readonly atSec: number;
}

/**
 * Notes a resource that is off the screen while its Undo runs: a reload of this tab takes the Undo away, and what was
 * deleted must not come back with it. Other tabs, whose Undo may still run, see nothing of it.
 */
export function noteDeletion(deletion: Deletion): void {
  holdPage();
  stored.write([...stored.read(), { ...deletion, page: PAGE, atSec: Date.now() / 1000 }]);
}

/** It was undone, or carried out. Resources of two projects may have one name, and then one id. */
export function forgetDeletion({ arn, project }: Pick<Deletion, 'arn' | 'project'>): void {
  const others = stored.read().filter((other) => other.arn !== arn || other.project !== project);
  stored.write(others.length === 0 ? null : others);
}

/**
 * Deletes what this tab had taken off the screen before it was loaded again. A failure is told by `openError`; where
 * nothing could be stored, it is tried again once this tab may write, or at the next load.
 */
export async function finishDeletions(workspace: Workspace): Promise<void> {
  for (const { page, ...deletion } of stored.read()) {
    if (page === PAGE) continue; // Its Undo runs here.
    // A duplicated tab has a copy of the note, while the first tab's Undo runs.
    if (await isOpenElsewhere(page)) {
      forgetDeletion(deletion);
      continue;
    }
    const fault = await finish(deletion, workspace);
    if (fault === null || !canTryAgain(fault)) forgetDeletion(deletion);
  }
}

/**
 * Deletes a resource that is noted here, whichever project is open now. A failure is told by `openError`, but for one
 * that says nothing about the resource: then it stays.
 */
export async function finishDeletion(
  { arn, project }: Pick<Deletion, 'arn' | 'project'>,
  workspace: Workspace,
): Promise<void> {
  const noted = stored.read().find((other) => other.arn === arn && other.project === project);
  if (noted !== undefined) await finish(noted, workspace);
}

async function finish(deletion: Omit<Noted, 'page'>, workspace: Workspace): Promise<AppError | null> {
  try {
    await remove(deletion, workspace);
    return null;
  } catch (error) {
    const fault = asAppError(error);
    // It was deleted, and the page left before that was noted; or its project was.
    if (!canTryAgain(fault) && fault.code !== 'NOT_FOUND') workspace.openError = fault;
    return fault;
  }
}

async function remove({ arn, project, kind, atSec }: Omit<Noted, 'page'>, { api }: Workspace): Promise<void> {
  if (kind === undefined) return api.deleteSolutionVersion(arn, project);
  const [resource, member] = CALLS[kind];
  const [there] = Object.values(await invokeJson(api, `Describe${resource}`, { [member]: arn }, project));
  // A tab that was closed may come back late, when another resource has the name.
  if (madeAt(there) <= atSec) await invokeJson(api, `Delete${resource}`, { [member]: arn }, project);
}

function madeAt(described: Json | undefined): number {
  const made =
    typeof described === 'object' && described !== null && Reflect.get(described, 'creationDateTime');
  return typeof made === 'number' ? made : 0;
}

/** Nothing could be stored just now; it says nothing about what is to be deleted. */
export function canTryAgain({ code }: AppError): boolean {
  return code === 'READ_ONLY_TAB' || code === 'WORKER_GONE' || code === 'DATABASE_LOST';
}

const stored = new StoredJson<readonly Noted[]>(
  'deletions',
  (found) => (Array.isArray(found) ? found.filter(isNoted) : []),
  tabStorage,
);

function isNoted(value: unknown): value is Noted {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['arn', 'project', 'page'].every((key) => typeof Reflect.get(value, key) === 'string') &&
    typeof Reflect.get(value, 'atSec') === 'number' &&
    (!('kind' in value) || (typeof value.kind === 'string' && Object.hasOwn(CALLS, value.kind)))
  );
}
