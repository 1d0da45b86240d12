import type { BatchJob } from '../../../domain/batch';
import type { AppError } from '../../../domain/errors';
import { Attempt } from '../../state/attempt.svelte';
import type { AppState } from '../../state/app';
import { deleteResource } from '../../state/deleting';
import * as say from '../../../words/messages/batch';
import { mayWrite } from '../may-write';
import { wantsApostrophes } from '../save-csv';
import { download } from '../words';
import { HEAD_BYTES, headOfFile } from './input-head';
import { outputPath, savedName } from './lines';
import { outputCsv } from './output-csv';
import { itemsNamedBy, readOutputLine, titlesById, type OutputLine } from './output-lines';

/** Lines shown of an output. */
const SHOWN = 5;

/** The beginning of an output: no lines where it is no longer at hand. */
export interface ShownOutput {
  readonly arn: string;
  readonly lines: readonly string[];
  /** The same lines, read. */
  readonly read: readonly (OutputLine | null)[];
  readonly titles: ReadonlyMap<string, string>;
}

/** The batch jobs of the project, newest first, and what can be done with one. */
export class BatchList {
  /** The one output that is looked at. */
  shown = $state.raw<ShownOutput | null>(null);
  /** How outputs are shown. */
  form = $state<'table' | 'json'>('table');
  /** The job whose table is being written. */
  saving = $state.raw<string | null>(null);
  readonly #attempt = new Attempt();

  constructor(private readonly app: Pick<AppState, 'workspace' | 'toasts'>) {}

  get error(): AppError | null {
    return this.#attempt.error;
  }
  get jobs(): readonly BatchJob[] {
    return (this.app.workspace.project?.service?.batchJobs ?? []).toReversed();
  }

  async stop(job: BatchJob): Promise<void> {
    await this.#attempt.run(() => this.#invoke('Stop', job));
  }

  async resume(job: BatchJob): Promise<void> {
    await this.#attempt.run(() => this.#invoke('Resume', job));
  }

  /** Takes a job off the screen at once, and deletes it with its files when the Undo has lapsed. */
  async remove(job: BatchJob): Promise<void> {
    if (!mayWrite(this.app)) return;
    await deleteResource(this.app, job, say.deleted({ job: job.jobName }), () =>
      this.#attempt.run(() => this.#invoke('Delete', job)),
    );
  }

  /** Shows the first lines of an output, or hides them again. */
  async look(job: BatchJob): Promise<void> {
    if (this.shown?.arn === job.arn) {
      this.shown = null;
      return;
    }
    await this.#attempt.run(async () => {
      const file = await this.app.workspace.api.readFile(outputPath(job), HEAD_BYTES);
      const lines = file === null ? [] : (await headOfFile(file, '', SHOWN)).lines;
      await this.#show(job, lines);
    });
  }

  /** Saves an output as it is, in the service's JSON Lines. */
  async save(job: BatchJob): Promise<void> {
    await this.#attempt.run(async () => {
      const file = await this.#output(job);
      if (file !== null) download(savedName(job, this.app.workspace.project), file, 'application/jsonl');
    });
  }

  /** Saves an output as a table for spreadsheets, with the titles of its items. */
  async saveTable(job: BatchJob): Promise<void> {
    const { workspace } = this.app;
    this.saving = job.arn;
    await this.#attempt.run(async () => {
      const output = await this.#output(job);
      if (output === null) return;
      const of = job.kind === 'segment' ? 'user' : 'item';
      const save = async (spared: boolean): Promise<number> => {
        const { file, formulas } = await outputCsv(
          output,
          of,
          (items) => workspace.api.itemTitles(items),
          spared,
        );
        download(savedName(job, workspace.project, 'csv'), file, 'text/csv');
        return formulas;
      };
      const formulas = await save(false);
      void wantsApostrophes(this.app, formulas).then((wanted) =>
        wanted ? this.#attempt.run(() => save(true)) : null,
      );
    });
    this.saving = null;
  }

  /** null where it is no longer at hand, which then shows. */
  async #output(job: BatchJob): Promise<Blob | null> {
    const file = await this.app.workspace.api.readFile(outputPath(job));
    if (file === null) await this.#show(job, []);
    return file;
  }

  async #show({ arn }: BatchJob, lines: readonly string[]): Promise<void> {
    const read = lines.map((line) => readOutputLine(line));
    const items = itemsNamedBy(read);
    const titles = titlesById(items, await this.app.workspace.api.itemTitles(items));
    this.shown = { arn, lines, read, titles };
  }

  async #invoke(what: 'Stop' | 'Resume' | 'Delete', { kind, arn }: BatchJob): Promise<void> {
    const { api } = this.app.workspace;
    if (kind === 'segment') await api.invoke(`${what}BatchSegmentJob`, { batchSegmentJobArn: arn });
    else await api.invoke(`${what}BatchInferenceJob`, { batchInferenceJobArn: arn });
  }
}
