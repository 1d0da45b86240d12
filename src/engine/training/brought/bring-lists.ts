import type { BringRequest, BroughtAlong } from '../../../domain/brought-along';
import { BROUGHT_ALONG } from '../../../domain/brought-along';
import { AppError } from '../../../domain/errors';
import { legalName } from '../../../domain/names';
import { freeName } from '../../../domain/free-name';
import type { Job } from '../../../domain/ports';
import { BASELINE_RECIPE } from '../../../domain/recipe-catalogue';
import type { Arn, ProjectState, SolutionSpec, SolutionVersion } from '../../../domain/resources';
import { readyOf } from '../../../domain/version-names';
import type { ReadLists } from '../../../import/know/brought-lists';
import { broughtModel, NO_ITEM, type BroughtLists } from '../../../recipes/brought-lists';
import { bytesOf, withIds } from '../../project/model-ids';
import type { OpenProject } from '../../project/open-project';
import { withHits } from '../../project/stored-hits';
import { requireIdle } from '../../resources/training-plan';
import { activate, createVersion } from '../train';
import { trainingDataFor } from '../training-data';
import { recorded, type TrainingTools } from '../version-run';
import { measureLists } from './measure-lists';

/** What hides rows where nothing was trained: as the training screen would. */
export const DEFAULT_SEED = 42;
const MOST_NAME = 63;

/**
 * Makes read lists a version of the project: measured on the rows that `beside` hides, kept with the ids of the data, and
 * answering for the people whom they have a list for.
 *
 * @returns the ACTIVE version. @throws AppError I01 for a `beside` that is not ACTIVE, RESOURCE_IN_USE during a training,
 *   INVALID_INPUT for a name of nothing; T codes, QUOTA_EXCEEDED and CANCELLED leave a version that has failed or stopped.
 */
export async function bringLists(
  project: OpenProject,
  { lists, found }: ReadLists,
  request: BringRequest,
  job: Job,
  tools: TrainingTools,
): Promise<SolutionVersion> {
  const { state } = project;
  const spec = specOf(project, request);
  const arn = await createVersion(
    project,
    { spec, solution: solutionOf(state, spec.name) },
    tools,
    requireIdle,
  );
  return recorded({ project, arn, job, tools }, async () => {
    const { tables, itemRank } = await project.data.index();
    const { userIds, itemIds } = tables;
    const packed = packedLists(lists, userIds.length, itemIds.length);
    const data = trainingDataFor(BASELINE_RECIPE, tables, spec, state.profile);
    const measured = await measureLists(packed, { ...data, itemRank }, userIds, spec, {
      pool: tools.pool,
      job,
    });
    const model = broughtModel(packed);
    const stored = withHits(withIds(model.store(), userIds, itemIds), measured?.found ?? null);
    const brought: BroughtAlong = {
      ...found,
      seenHidden: request.seenHidden,
      testPeople: measured?.testPeople ?? 0,
    };
    const finished: Partial<SolutionVersion> = {
      status: 'ACTIVE',
      brought,
      epochs: { done: 1, total: 1 },
      metrics: measured?.metrics ?? null,
      baseline: measured?.baseline ?? null,
      counts: { users: lists.size, items: found.items.met, interactions: packed.items.length },
      modelBytes: bytesOf(stored),
    };
    await activate(project, arn, finished, stored);
  });
}

/** What a version of lists is asked: by what the rows are hidden that it is measured on. */
function specOf(project: OpenProject, { name, beside }: BringRequest): SolutionSpec {
  const called = name.trim().slice(0, MOST_NAME);
  if (called === '') throw new AppError('INVALID_INPUT', { field: 'name', value: name });
  const hiding = beside === null ? { seed: DEFAULT_SEED } : hidingOf(project.activeVersion(beside).spec);
  return {
    algorithmHyperParameters: {},
    featureTransformationParameters: {},
    budget: 'instant',
    ...hiding,
    name: called,
    recipe: BROUGHT_ALONG,
  };
}

/** Which rows count, and who is drawn of their people. */
export function hidingOf({
  seed,
  eventType,
  eventValueThreshold,
  eventsConfig,
}: SolutionSpec): Pick<SolutionSpec, 'seed' | 'eventType' | 'eventValueThreshold' | 'eventsConfig'> {
  return {
    seed,
    ...(eventType !== undefined && { eventType }),
    ...(eventValueThreshold !== undefined && { eventValueThreshold }),
    ...(eventsConfig !== undefined && { eventsConfig }),
  };
}

/** The solution that its id names: of lists alone. */
function solutionOf({ solutionVersions }: ProjectState, name: string): string {
  const legal = legalName(name, 'lists');
  return freeName(legal, (one) =>
    solutionVersions.some(({ solution, spec }) => solution === one && spec.recipe !== BROUGHT_ALONG),
  );
}

/** The newest version that was measured on these data, a personal one before popularity. */
export function besideOf({ solutionVersions, dataVersion }: ProjectState): Arn | null {
  const measured = readyOf(solutionVersions).filter(
    (version) =>
      version.dataVersion === dataVersion &&
      version.brought === undefined &&
      version.metrics?.values.normalized_discounted_cumulative_gain_at_10 !== undefined,
  );
  const newest = measured.toSorted((a, b) => b.creationDateTime - a.creationDateTime);
  return (newest.find(({ spec }) => spec.recipe !== BASELINE_RECIPE) ?? newest.at(0))?.arn ?? null;
}

function packedLists(lists: ReadLists['lists'], nUsers: number, nItems: number): BroughtLists {
  const ptr = new Int32Array(nUsers + 1);
  for (let u = 0; u < nUsers; u++) ptr[u + 1] = ptr[u] + (lists.get(u)?.length ?? 0);
  const items = new Int32Array(ptr[nUsers]);
  for (const [u, own] of lists)
    own.forEach((item, place) => (items[ptr[u] + place] = item < 0 ? NO_ITEM : item));
  return { nItems, ptr, items };
}
