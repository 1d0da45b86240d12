import type { BatchInferenceJobMode, ThemeGenerationConfig } from '../../../domain/batch';
import { LIMITS } from '../../../domain/limits';
import { recipeFacts } from '../../../domain/recipe-catalogue';
import type { SolutionVersion } from '../../../domain/resources';
import type { FilterResource } from '../../../domain/service';
import { themeFields } from '../../../domain/theme-fields';
import { readyOf } from '../../../domain/version-names';
import type { Workspace } from '../../state/workspace.svelte';
import { parametersOf } from '../campaigns/form';
import { proposedVersion } from '../versions/proposed';
import { fits, isSegment, resultsFault } from './form';
import type { PastedJob } from './pasted-job';

/** What the lists of a new batch job are made by: a version, a length, a filter with its values, and themes. */
export class BatchLists {
  numResults = $state<number>(LIMITS.defaultResults);
  /** What each line that is made here gives the filter. */
  filterValues = $state.raw<{ readonly [parameter: string]: string }>({});
  #arn = $state<string | null>(null);
  #filterArn = $state('');
  #itemName = $state('');

  /** @param onchange called where lines that are made here may be others now. */
  constructor(
    private readonly workspace: Workspace,
    private readonly onchange: () => void,
  ) {}

  /** Versions that answer batch jobs. */
  get versions(): readonly SolutionVersion[] {
    const versions = readyOf(this.workspace.project?.solutionVersions ?? []);
    return versions.filter(({ spec }) => recipeFacts(spec.recipe).batchKey !== null);
  }
  get version(): SolutionVersion | undefined {
    return this.versions.find(({ arn }) => arn === this.#arn) ?? proposedVersion(this.versions);
  }
  get areSegments(): boolean {
    return this.version !== undefined && isSegment(this.version.spec.recipe);
  }
  get resultsFault(): string | null {
    return this.version === undefined ? null : resultsFault(this.numResults, this.version.spec.recipe);
  }

  /** Those there are. */
  get allFilters(): readonly FilterResource[] {
    return this.workspace.project?.service?.filters ?? [];
  }
  /** Those that fit the version. */
  get filters(): readonly FilterResource[] {
    const { version } = this;
    if (version === undefined) return [];
    return this.allFilters.filter(({ filterExpression }) => fits(filterExpression, version.spec.recipe));
  }
  get filter(): FilterResource | undefined {
    return this.filters.find(({ arn }) => arn === this.#filterArn);
  }
  get parameters(): readonly string[] {
    return parametersOf(this.filter?.filterExpression ?? '');
  }
  /** The first parameter without a value. */
  get unset(): string | undefined {
    return this.parameters.find((parameter) => (this.filterValues[parameter] ?? '').trim() === '');
  }

  /** Columns that themes can take the items' names from; none where the version or the data give no themes. */
  get nameColumns(): readonly string[] {
    const { version } = this;
    if (version === undefined || recipeFacts(version.spec.recipe).givesThemes !== true) return [];
    const items = this.workspace.project?.datasets.find(({ type }) => type === 'ITEMS');
    const { names, described } = themeFields(items?.schema);
    return described ? names : [];
  }
  /** The one that was chosen; undefined = lists get no theme. */
  get itemName(): string | undefined {
    return this.nameColumns.find((name) => name === this.#itemName);
  }
  get themes(): {
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

  chooseVersion(arn: string): void {
    this.#arn = arn;
    this.onchange();
  }
  chooseFilter(arn: string): void {
    this.#filterArn = arn;
    this.filterValues = {};
    this.onchange();
  }
  setValue(parameter: string, value: string): void {
    this.filterValues = { ...this.filterValues, [parameter]: value };
    this.onchange();
  }
  chooseItemName(column: string): void {
    this.#itemName = column;
    this.onchange();
  }
  /** Takes over what a request says of them. */
  paste(asked: PastedJob): void {
    this.#arn = asked.solutionVersionArn ?? this.#arn;
    this.numResults = asked.numResults ?? this.numResults;
    this.#filterArn = asked.filterArn ?? this.#filterArn;
    this.#itemName = asked.itemName ?? this.#itemName;
    this.onchange();
  }
}
