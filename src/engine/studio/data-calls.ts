import type { BehindTheDoor } from '../../door';
import type { Job } from '../../domain/ports';
import { checksumOf } from '../datasets/data-checksum';
import { applyFix, listInsights, undoFix } from '../datasets/fixes/apply-fix';
import { previewFix } from '../datasets/fixes/preview-fix';
import { listedRows } from '../datasets/listed-rows';
import { profileColumns } from '../datasets/profile-columns';
import { selectData } from '../datasets/select-data';
import { inSteps } from '../../domain/steps';
import { userHistory } from '../serving/history';
import { itemTitles, searchItems, searchUsers, typicalUser } from '../serving/search';
import { contextChoices } from '../training/event-columns';
import type { Workspace } from './workspace';

/** Rows of a dataset that are read at once. */
const MOST_ROWS = 200;

/** The imported data: what they hold, and what may be fixed in them. */
export function dataCalls(workspace: Workspace) {
  const data = () => workspace.projects.current().data;
  const index = () => data().index();
  return {
    describeData: async () => data().card(),
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
    dataChecksum: async () => checksumOf((await index()).tables),
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
    searchUsers: async (text, limit) => searchUsers(await index(), text, limit),
    searchItems: async (text, limit) => searchItems(await index(), text, limit),
    searchActions: async (text, limit) => searchItems((await index()).actions, text, limit),
    itemTitles: async (itemIds) => itemTitles(await index(), itemIds),
    typicalUser: async () => typicalUser(await index()),
    getUserHistory: async (userId, limit) => userHistory(await index(), userId, limit),
    listCategories: async () => (await index()).words.categoryColumns(),
    listContextFields: async () => contextChoices((await index()).tables.interactions),
  } satisfies Partial<BehindTheDoor<Job>>;
}
