import { defined } from '../../../domain/defined';
import type { OperationAnswer } from '../../../domain/operations';
import type { SolutionVersion } from '../../../domain/resources';
import * as say from '../../../words/messages/batch';
import type { StudioApi } from '../../../domain/door';
import type { BatchLists } from './batch-lists.svelte';
import type { InputKind } from './form';
import { headOfFile, headOfText, type FileHead } from './input-head';

/** Where lines that are made here lie while they are only looked at. */
const PREVIEW = 's3://preview/input.jsonl';

/** The input of a new batch job: made here, a file or typed, and its first lines. */
export class BatchInput {
  kind = $state<InputKind>('all');
  file = $state.raw<File | null>(null);
  text = $state('');
  head = $state.raw<FileHead | null>(null);
  #looks = 0;

  /** @param lists what lines that are made here are for. */
  constructor(
    private readonly api: Pick<StudioApi, 'invoke' | 'readFile' | 'registerFile'>,
    private readonly lists: BatchLists,
  ) {}

  /** What has still to be given, for the button. */
  get missing(): string | null {
    if (this.kind === 'file') return this.file === null ? say.chooseFile() : null;
    if (this.kind === 'lines') return this.text.trim() === '' ? say.writeLines() : null;
    const { unset } = this.lists;
    return unset === undefined ? null : say.giveValue({ parameter: `$${unset}` });
  }

  chooseKind(kind: InputKind): void {
    this.kind = kind;
    void this.look();
  }
  chooseFile(file: File | null): void {
    this.file = file;
    this.chooseKind('file');
  }
  write(text: string): void {
    this.text = text;
    void this.look();
  }

  /** Reads the first lines; of several looks the last one counts. */
  async look(): Promise<void> {
    const look = ++this.#looks;
    const head = await this.#headNow().catch(() => null); // the job itself says what cannot be read
    if (look === this.#looks) this.head = head;
  }

  /** Makes the input known to the worker. @returns its path. */
  async register(version: SolutionVersion, jobName: string): Promise<string> {
    const { kind, file, text } = this;
    const path = `s3://batch/${jobName}/${kind === 'file' ? (file?.name ?? '') : 'input.jsonl'}`;
    if (kind === 'all') await this.#writeAll(version, path);
    else await this.api.registerFile(path, kind === 'file' && file !== null ? file : new Blob([text]));
    return path;
  }

  async #headNow(): Promise<FileHead | null> {
    if (this.kind === 'lines') return this.text.trim() === '' ? null : headOfText(this.text);
    if (this.kind === 'file') return this.file === null ? null : headOfFile(this.file, this.file.name);
    const { version } = this.lists;
    if (version === undefined) return null;
    const { lines: total } = await this.#writeAll(version, PREVIEW);
    const file = await this.api.readFile(PREVIEW);
    return file === null ? null : { ...(await headOfFile(file, PREVIEW)), total };
  }

  async #writeAll(version: SolutionVersion, path: string): Promise<OperationAnswer<'WriteBatchInput'>> {
    const { parameters, themes, filterValues } = this.lists;
    return this.api.invoke(
      'WriteBatchInput',
      defined({
        solutionVersionArn: version.arn,
        path,
        filterValues: parameters.length === 0 ? undefined : filterValues,
        batchInferenceJobMode: themes.batchInferenceJobMode,
      }),
    );
  }
}
