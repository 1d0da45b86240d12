import { nameFault } from '../../copy/names';
import type { BatchInferenceJobMode, ThemeGenerationConfig } from '../../domain/batch';
import { defined } from '../../domain/defined';
import type { AppError, JsonObject } from '../../domain/errors';
import { recipeFacts } from '../../domain/recipe-catalogue';
import type { OperationAnswer } from '../../domain/operations';
import type { ProjectState, SolutionVersion } from '../../domain/resources';
import type { FilterResource } from '../../domain/service';
import { LIMITS } from '../../domain/limits';
import { themeFields } from '../../domain/theme-fields';
import { Attempt } from '../../state/attempt.svelte';
import type { Workspace } from '../../state/workspace.svelte';
import * as say from '../../words/batch';
import { parametersOf } from '../campaigns/form';
import { proposedVersion } from '../versions/proposed';
import { fits, freeName, isSegment, resultsFault, type InputKind } from './form';
import { jobOf } from './pasted-job';
import { headOfFile, headOfText, type FileHead } from './input-head';

/** Where lines that are made here lie while they are only looked at. */
const PREVIEW = 's3://preview/input.jsonl';

/** The form of a new batch job: what was typed, what is missing, and the first lines of the input. */
export class BatchForm {
  kind = $state<InputKind>('all');
  file = $state.raw<File | null>(null);
  text = $state('');
  numResults = $state<number>(LIMITS.defaultResults);
  filterValues = $state.raw<{ readonly [parameter: string]: string }>({});
  head = $state.raw<FileHead | null>(null);
  #typedName = $state<string | null>(null);
  #arn = $state<string | null>(null);
  #filterArn = $state('');
  #itemName = $state('');
  #looks = 0;
  readonly #creating = new Attempt();

  constructor(private readonly workspace: Workspace) {}

  get busy(): boolean {
    return this.#creating.busy;
  }
  get error(): AppError | null {
    return this.#creating.error;
  }
  /** Versions that answer batch jobs. */
  get versions(): readonly SolutionVersion[] {
    const versions = this.#project?.solutionVersions ?? [];
    return versions.filter(
      ({ status, spec, recommender }) =>
        status === 'ACTIVE' && recommender === undefined && recipeFacts(spec.recipe).batchKey !== null,
    );
  }
  get version(): SolutionVersion | undefined {
    return this.versions.find(({ arn }) => arn === this.#arn) ?? proposedVersion(this.versions);
  }
  get isSegment(): boolean {
    return this.version !== undefined && isSegment(this.version.spec.recipe);
  }

  /** Filters that fit the version. */
  get filters(): readonly FilterResource[] {
    const { version } = this;
    const filters = this.#project?.service?.filters ?? [];
    return version === undefined
      ? []
      : filters.filter(({ filterExpression }) => fits(filterExpression, version.spec.recipe));
  }
  get filter(): FilterResource | undefined {
    return this.filters.find(({ arn }) => arn === this.#filterArn);
  }
  /** Columns that themes can take the items' names from; none where the version or the data give no themes. */
  get nameColumns(): readonly string[] {
    const { version } = this;
    if (version === undefined || recipeFacts(version.spec.recipe).givesThemes !== true) return [];
    const items = this.#project?.datasets.find(({ type }) => type === 'ITEMS');
    const { names, described } = themeFields(items?.schema);
    return described ? names : [];
  }
  /** The one that was chosen; undefined = lists get no theme. */
  get itemName(): string | undefined {
    return this.nameColumns.find((name) => name === this.#itemName);
  }
  get parameters(): readonly string[] {
    return parametersOf(this.filter?.filterExpression ?? '');
  }

  /** As typed; the first free name as long as nothing is. */
  get jobName(): string {
    return this.#typedName ?? freeName(this.#taken);
  }
  set jobName(name: string) {
    this.#typedName = name;
  }
  get nameFault(): string | null {
    return nameFault(this.jobName, this.#taken, 'job');
  }
  get resultsFault(): string | null {
    return this.version === undefined ? null : resultsFault(this.numResults, this.version.spec.recipe);
  }

  /** Why the job cannot be run yet, for the button. */
  get missing(): string | null {
    if (this.nameFault !== null) return say.giveOtherName();
    if (this.resultsFault !== null) return say.correctNumber();
    if (this.kind === 'file' && this.file === null) return say.chooseFile();
    if (this.kind === 'lines' && this.text.trim() === '') return say.writeLines();
    const unset = this.kind === 'all' ? this.#unset : undefined;
    return unset === undefined ? null : say.giveValue({ parameter: `$${unset}` });
  }

  /** Takes over a request as others write it. @returns its members that have no place in the form. */
  paste(input: JsonObject): readonly string[] {
    const asked = jobOf(input, this.versions, this.#project?.service?.filters ?? []);
    this.#typedName = asked.jobName ?? this.#typedName;
    this.#arn = asked.solutionVersionArn ?? this.#arn;
    this.numResults = asked.numResults ?? this.numResults;
    this.#filterArn = asked.filterArn ?? this.#filterArn;
    this.#itemName = asked.itemName ?? this.#itemName;
    void this.look();
    return asked.left;
  }
  chooseVersion(arn: string): void {
    this.#arn = arn;
    void this.look();
  }
  chooseFilter(arn: string): void {
    this.#filterArn = arn;
    this.filterValues = {};
    void this.look();
  }
  chooseItemName(column: string): void {
    this.#itemName = column;
    void this.look();
  }
  setValue(parameter: string, value: string): void {
    this.filterValues = { ...this.filterValues, [parameter]: value };
    void this.look();
  }
  chooseKind(kind: InputKind): void {
    this.kind = kind;
    void this.look();
  }
  chooseFile(file: File | null): void {
    this.file = file;
    this.kind = 'file';
    void this.look();
  }
  write(text: string): void {
    this.text = text;
    void this.look();
  }

  /** Reads the first lines of the input; of several looks the last one counts. */
  async look(): Promise<void> {
    const look = ++this.#looks;
    const head = await this.#headNow().catch(() => null); // the job itself says what cannot be read
    if (look === this.#looks) this.head = head;
  }

  /** @returns whether the job was made; `error` says why not. */
  async create(): Promise<boolean> {
    const { version, filter, jobName } = this;
    if (this.missing !== null || version === undefined) return false;
    const made = await this.#creating.run(async () => {
      const request = defined({
        jobName,
        solutionVersionArn: version.arn,
        numResults: this.numResults,
        filterArn: filter?.arn,
        ...this.#themes,
        jobInput: { s3DataSource: { path: await this.#register(version, jobName) } },
        jobOutput: { s3DataDestination: { path: `s3://batch/${jobName}/` } },
      });
      const operation = this.isSegment ? 'CreateBatchSegmentJob' : 'CreateBatchInferenceJob';
      return this.workspace.api.invoke(operation, request);
    });
    if (made !== null) this.#typedName = null;
    return made !== null;
  }

  get #themes(): {
    readonly batchInferenceJobMode?: BatchInferenceJobMode;
    readonly themeGenerationConfig?: ThemeGenerationConfig;
  } {
    const { itemName } = this;
    if (itemName === undefined) return {};
    return {
      batchInferenceJobMode: 'THEME_GENERATION',
      themeGenerationConfig: { fieldsForThemeGeneration: { itemName } },
    };
  }
  get #project(): ProjectState | null {
    return this.workspace.project;
  }
  get #taken(): readonly string[] {
    return (this.#project?.service?.batchJobs ?? []).map(({ jobName }) => jobName);
  }
  /** The first parameter without a value. */
  get #unset(): string | undefined {
    return this.parameters.find((parameter) => (this.filterValues[parameter] ?? '').trim() === '');
  }

  async #headNow(): Promise<FileHead | null> {
    if (this.kind === 'lines') return this.text.trim() === '' ? null : headOfText(this.text);
    if (this.kind === 'file') return this.file === null ? null : headOfFile(this.file, this.file.name);
    const { version } = this;
    if (version === undefined) return null;
    const { lines: total } = await this.#writeAll(version, PREVIEW);
    const file = await this.workspace.api.readFile(PREVIEW);
    return file === null ? null : { ...(await headOfFile(file, PREVIEW)), total };
  }

  /** Makes the input known to the worker. @returns its path. */
  async #register(version: SolutionVersion, jobName: string): Promise<string> {
    const name = this.kind === 'file' ? (this.file?.name ?? '') : 'input.jsonl';
    const path = `s3://batch/${jobName}/${name}`;
    if (this.kind === 'all') await this.#writeAll(version, path);
    else
      await this.workspace.api.registerFile(
        path,
        this.kind === 'file' && this.file !== null ? this.file : new Blob([this.text]),
      );
    return path;
  }

  async #writeAll(version: SolutionVersion, path: string): Promise<OperationAnswer<'WriteBatchInput'>> {
    const { filterValues } = this;
    return this.workspace.api.invoke('WriteBatchInput', {
      solutionVersionArn: version.arn,
      path,
      ...(this.parameters.length === 0 ? {} : { filterValues }),
      ...defined({ batchInferenceJobMode: this.#themes.batchInferenceJobMode }),
    });
  }
}
