import type { BehindTheDoor } from '../../domain/door';
import type { Job } from '../../domain/ports';
import { inSteps } from '../../domain/steps';
import { checksumOf } from '../datasets/data-checksum';
import { applyFix, listInsights, undoFix } from '../datasets/fixes/apply-fix';
import { previewFix } from '../datasets/fixes/preview-fix';
import { listedRows } from '../datasets/listed-rows';
import { profileColumns } from '../datasets/profile-columns';
import { selectData } from '../datasets/select-data';
import { contextChoices } from '../training/event-columns';
import type { Workspace } from './workspace';

/** Rows of a dataset that are read at once. */
const MOST_ROWS = 200;

/** The imported data row by row and column by column: what they hold, and what may be fixed in them. */
export function columnCalls(workspace: Workspace) {
  const data = () => workspace.projects.current().data;
  return {
    describeColumns: (job) =>
      workspace.onCurrent(async (project) => profileColumns((await project.data.existing()).tables, job)),
    selectData: async (job, selection) =>
      inSteps(selectData((await data().existing()).tables, selection), job, 'select'),
    async readRows(dataset, from, count) {
      const { tables } = await data().existing();
      const length = Math.min(count, MOST_ROWS);
      return listedRows(
        tables,
        dataset,
        Array.from({ length }, (_, at) => from + at),
      );
    },
    listInsights: (job) => workspace.onCurrent((project) => listInsights(project, job)),
    async previewFix(job, fix) {
      const [{ tables }, card] = await Promise.all([data().existing(), data().card()]);
      return inSteps(previewFix(tables, card, fix), job, 'preview');
    },
    applyFix: (job, fix) => workspace.changing((project) => applyFix(project, fix, job)),
    undoFix: () => workspace.changing(undoFix),
    dataChecksum: async () => checksumOf((await data().index()).tables),
    async findData(rows, checksum) {
      for (const { id, interactions } of await workspace.options.catalogue.list()) {
        if (interactions !== rows) continue;
        const found = await workspace.on(id, async (project) =>
          checksumOf((await project.data.index()).tables),
        );
        if (found === checksum) return id;
      }
      return null;
    },
    listContextFields: async () => contextChoices((await data().index()).tables.interactions),
  } satisfies Partial<BehindTheDoor<Job>>;
}
