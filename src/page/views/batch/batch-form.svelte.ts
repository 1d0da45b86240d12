import { nameFault } from '../../../words/copy/names';
import { defined } from '../../../domain/defined';
import type { AppError, JsonObject } from '../../../domain/errors';
import { numberedName } from '../../../domain/names';
import { Attempt } from '../../state/attempt.svelte';
import type { Workspace } from '../../state/workspace.svelte';
import * as say from '../../../words/messages/batch';
import { BatchInput } from './batch-input.svelte';
import { BatchLists } from './batch-lists.svelte';
import { jobOf } from './pasted-job';

/** The form of a new batch job: its name, what its lists are made by and of, and what is missing. */
export class BatchForm {
  readonly lists: BatchLists;
  readonly input: BatchInput;
  #typedName = $state<string | null>(null);
  readonly #creating = new Attempt();

  constructor(private readonly workspace: Workspace) {
    this.lists = new BatchLists(workspace, () => void this.input.look());
    this.input = new BatchInput(workspace.api, this.lists);
  }

  get busy(): boolean {
    return this.#creating.busy;
  }
  get error(): AppError | null {
    return this.#creating.error;
  }

  /** As typed; the first free name as long as nothing is. */
  get jobName(): string {
    return this.#typedName ?? numberedName('batch', this.#taken);
  }
  set jobName(name: string) {
    this.#typedName = name;
  }
  get nameFault(): string | null {
    return nameFault(this.jobName, this.#taken, 'job');
  }

  /** Why the job cannot be run yet, for the button. */
  get missing(): string | null {
    if (this.nameFault !== null) return say.giveOtherName();
    if (this.lists.resultsFault !== null) return say.correctNumber();
    return this.input.missing;
  }

  /** Takes over a request as others write it. @returns its members that have no place in the form. */
  paste(request: JsonObject): readonly string[] {
    const asked = jobOf(request, this.lists.versions, this.lists.allFilters);
    this.#typedName = asked.jobName ?? this.#typedName;
    this.lists.paste(asked);
    return asked.left;
  }

  /** @returns whether the job was made; `error` says why not. */
  async create(): Promise<boolean> {
    const { jobName, lists, input } = this;
    const { version, filter } = lists;
    if (this.missing !== null || version === undefined) return false;
    const made = await this.#creating.run(async () => {
      const request = defined({
        jobName,
        solutionVersionArn: version.arn,
        numResults: lists.numResults,
        filterArn: filter?.arn,
        ...lists.themes,
        jobInput: { s3DataSource: { path: await input.register(version, jobName) } },
        jobOutput: { s3DataDestination: { path: `s3://batch/${jobName}/` } },
      });
      const operation = lists.areSegments ? 'CreateBatchSegmentJob' : 'CreateBatchInferenceJob';
      return this.workspace.api.invoke(operation, request);
    });
    if (made !== null) this.#typedName = null;
    return made !== null;
  }

  get #taken(): readonly string[] {
    return this.workspace.namesOf('batchJobs');
  }
}
