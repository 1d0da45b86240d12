import type { AppError } from '../../../domain/errors';
import type { OperationAnswer, OperationName, OperationRequest } from '../../../domain/operations';
import type { ProjectState } from '../../../domain/resources';
import { Attempt } from '../../state/attempt.svelte';
import { CallLog, type LoggedCall } from '../../state/call-log.svelte';
import type { StudioApi } from '../../../domain/door';

/** What a call is made from. */
export type Part = 'page' | 'new' | 'request' | 'event' | 'log' | 'serving' | 'call';

/** Calls made from the page of campaigns: each is listed, and the last one's fault is told where it was made. */
export class ConsoleCalls extends Attempt {
  #failed = $state<Part>('page');

  /** @param calls where every call is listed. */
  constructor(
    protected readonly api: Pick<StudioApi, 'invoke' | 'searchItems'>,
    protected readonly calls = new CallLog(),
  ) {
    super();
  }

  /** The newest first; those of programs on this computer among them. */
  get log(): readonly LoggedCall[] {
    return this.calls.entries;
  }

  /** What is wrong with the last call, where it was made from this part. */
  errorOf(part: Part): AppError | null {
    return this.#failed === part ? this.error : null;
  }

  /** What was said there is not of what stands there now. */
  forgetError(part: Part): void {
    if (this.#failed === part) this.error = null;
  }

  /** One call of the API, logged. @returns null when it was refused; `error` then says why. */
  async call<Name extends OperationName>(
    operation: Name,
    input: OperationRequest<Name>,
    from: Part = 'page',
  ): Promise<OperationAnswer<Name> | null> {
    return (await this.made(operation, input, from))?.answer ?? null;
  }

  /** The same; @returns the call as it is listed. */
  protected async made<Name extends OperationName>(
    operation: Name,
    input: OperationRequest<Name>,
    from: Part,
  ): Promise<(LoggedCall & { readonly answer: OperationAnswer<Name> }) | null> {
    const startedMs = performance.now();
    const answer = await this.run(() => this.api.invoke(operation, input));
    if (answer === null) this.#failed = from;
    const elapsedMs = performance.now() - startedMs;
    const entry = this.calls.add({ operation, input, answer, error: this.error, elapsedMs });
    return answer === null ? null : { ...entry, answer };
  }

  /** The project's tracker, made when the first event is sent. */
  protected async tracking({ service }: ProjectState, from: Part): Promise<string | null> {
    const tracker = service?.eventTracker;
    if (tracker) return tracker.trackingId;
    const groups = await this.call('ListDatasetGroups', {}, from);
    const group = groups?.datasetGroups.at(0);
    if (group === undefined) return null;
    const { datasetGroupArn } = group;
    const made = await this.call('CreateEventTracker', { name: 'console', datasetGroupArn }, from);
    return made?.trackingId ?? null;
  }
}
