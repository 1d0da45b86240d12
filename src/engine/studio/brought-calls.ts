import type { BehindTheDoor } from '../../domain/door';
import type { OfferedLists } from '../../domain/brought-along';
import { AppError } from '../../domain/errors';
import type { Job } from '../../domain/ports';
import type { ProjectId } from '../../domain/resources';
import { readLists, type ReadLists } from '../../import/know/brought-lists';
import { stemOf } from '../../import/lexicon/names';
import type { SourceFile } from '../../import/open/bytes/source';
import { acquaintanceOf } from '../training/brought/acquaintance';
import { besideOf, bringLists } from '../training/brought/bring-lists';
import { judgeLists } from '../training/brought/judge-lists';
import type { Workspace } from './workspace';

/** Lists that another recommender has made: looked into, brought along, judged. */
export function broughtCalls(workspace: Workspace) {
  /** Those that were inspected last. */
  let held: { readonly id: string; readonly of: ProjectId; readonly read: ReadLists } | null = null;
  workspace.onRelease((id) => {
    if (held?.of === id) held = null;
  });
  const { identifiers } = workspace;
  const calls = {
    async bringLists(job, id, request) {
      return workspace.changing(async (project) => {
        if (held?.id !== id || held.of !== project.id) throw new AppError('NOT_FOUND', { what: 'lists', id });
        const { pool, clock } = workspace.options;
        const { describe } = workspace;
        const tools = { pool, clock, identifiers, ...(describe && { describe }) };
        const version = await bringLists(project, held.read, request, job, tools);
        held = null;
        return version;
      });
    },
    judgeLists: (job, arn) => workspace.onCurrent((project) => judgeLists(project, arn, job)),
  } satisfies Partial<BehindTheDoor<Job>>;
  return {
    ...calls,
    inspectLists: async (job: Job, files: readonly SourceFile[]): Promise<OfferedLists | null> =>
      workspace.onCurrent(async (project) => {
        const read = await readLists(files, acquaintanceOf(await project.data.index()), job);
        if (read === null) return null;
        held = { id: identifiers.uuid(), of: project.id, read };
        const name = stemOf(read.found.files[0].replace(/\.out$/i, ''));
        return { ...read.found, id: held.id, name, beside: besideOf(project.state) };
      }),
  };
}
