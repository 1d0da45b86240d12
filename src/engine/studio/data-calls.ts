import type { DatasetCard } from '../../domain/card';
import type { DatasetProfile, DatasetRows } from '../../domain/column-profiles';
import type { ContextChoice } from '../../domain/context-fields';
import type { DataFix, DataInsight, FixPreview } from '../../domain/data-fix';
import type { DataSelection, SelectedData } from '../../domain/data-selection';
import type { Job } from '../../domain/ports';
import type { CategoryColumn, ItemHit, UserHistory, UserHit } from '../../domain/recommendations';
import type { ProjectId, ProjectState } from '../../domain/resources';
import type { DatasetType } from '../../domain/schema';
import { checksumOf } from '../datasets/data-checksum';
import { applyFix, listInsights, undoFix } from '../datasets/fixes/apply-fix';
import { previewFix } from '../datasets/fixes/preview-fix';
import { listedRows } from '../datasets/listed-rows';
import { profileColumns } from '../datasets/profile-columns';
import { selectData } from '../datasets/select-data';
import { inSteps } from '../project/in-steps';
import { userHistory } from '../serving/history';
import { itemTitles, searchItems, searchUsers, typicalUser } from '../serving/search';
import { contextChoices } from '../training/event-columns';
import type { Workspace } from './workspace';

/** Rows of a dataset that are read at once. */
const MOST_ROWS = 200;

/** The imported data: what they hold, and what may be fixed in them. */
export class DataCalls {
  constructor(private readonly workspace: Workspace) {}

  async describeData(): Promise<DatasetCard> {
    return this.workspace.projects.current().data.card();
  }

  async describeColumns(job: Job): Promise<readonly DatasetProfile[]> {
    return this.workspace.onCurrent(async (project) =>
      profileColumns((await project.data.existing()).tables, job),
    );
  }

  async selectData(job: Job, selection: DataSelection): Promise<SelectedData> {
    const { tables } = await this.workspace.projects.current().data.existing();
    return inSteps(selectData(tables, selection), job, ['select', 0, 1]);
  }

  async readRows(dataset: DatasetType, from: number, count: number): Promise<DatasetRows> {
    const { tables } = await this.workspace.projects.current().data.existing();
    const length = Math.min(count, MOST_ROWS);
    return listedRows(
      tables,
      dataset,
      Array.from({ length }, (_, at) => from + at),
    );
  }

  async listInsights(job: Job): Promise<readonly DataInsight[]> {
    return this.workspace.onCurrent((project) => listInsights(project, job));
  }

  async previewFix(job: Job, fix: DataFix): Promise<FixPreview> {
    const project = this.workspace.projects.current();
    const [{ tables }, card] = await Promise.all([project.data.existing(), project.data.card()]);
    return inSteps(previewFix(tables, card, fix), job, ['preview', 0, 1]);
  }

  async applyFix(job: Job, fix: DataFix): Promise<ProjectState> {
    this.workspace.requireWriter();
    const state = await this.workspace.onCurrent((project) => applyFix(project, fix, job));
    await this.workspace.tellProjects();
    return state;
  }

  async undoFix(): Promise<ProjectState> {
    this.workspace.requireWriter();
    const state = await this.workspace.onCurrent(undoFix);
    await this.workspace.tellProjects();
    return state;
  }

  /** Of the open project's data as they are now; the same digits are the same rows. */
  async dataChecksum(): Promise<string> {
    return checksumOf((await this.workspace.projects.current().data.index()).tables);
  }

  /** The project of this device that holds data with this checksum; null where none does. */
  async findData(rows: number, checksum: string): Promise<ProjectId | null> {
    for (const { id, interactions } of await this.workspace.options.catalogue.list()) {
      if (interactions !== rows) continue;
      const found = await this.workspace.projects.working(
        await this.workspace.projects.use(id),
        async (project) => checksumOf((await project.data.index()).tables),
      );
      if (found === checksum) return id;
    }
    return null;
  }

  async searchUsers(text: string, limit: number): Promise<readonly UserHit[]> {
    return searchUsers(await this.workspace.projects.current().data.index(), text, limit);
  }

  async searchItems(text: string, limit: number): Promise<readonly ItemHit[]> {
    return searchItems(await this.workspace.projects.current().data.index(), text, limit);
  }

  async searchActions(text: string, limit: number): Promise<readonly ItemHit[]> {
    return searchItems((await this.workspace.projects.current().data.index()).actions, text, limit);
  }

  async itemTitles(itemIds: readonly string[]): Promise<readonly (string | null)[]> {
    return itemTitles(await this.workspace.projects.current().data.index(), itemIds);
  }

  async typicalUser(): Promise<string> {
    return typicalUser(await this.workspace.projects.current().data.index());
  }

  async getUserHistory(userId: string, limit: number): Promise<UserHistory> {
    return userHistory(await this.workspace.projects.current().data.index(), userId, limit);
  }

  async listCategories(): Promise<readonly CategoryColumn[]> {
    return (await this.workspace.projects.current().data.index()).words.categoryColumns();
  }

  async listContextFields(): Promise<readonly ContextChoice[]> {
    return contextChoices((await this.workspace.projects.current().data.index()).tables.interactions);
  }
}
