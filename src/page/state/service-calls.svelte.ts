import type { OperationAnswer, OperationName, OperationRequest } from '../../domain/operations';
import type { Arn } from '../../domain/resources';
import type { StudioApi } from '../../domain/door';
import { Attempt } from './attempt.svelte';

/** Calls of the service from one screen: whether one is under way, and what the last was refused with. */
export class ServiceCalls extends Attempt {
  constructor(private readonly api: Pick<StudioApi, 'invoke'>) {
    super();
  }

  /** @returns null when it was refused; `error` then says why. */
  call<Name extends OperationName>(
    operation: Name,
    request: OperationRequest<Name>,
  ): Promise<OperationAnswer<Name> | null> {
    return this.run(() => this.api.invoke(operation, request));
  }

  /** The open project's dataset group, which most of what is made names; null when it could not be had. */
  async groupArn(): Promise<Arn | null> {
    const groups = await this.call('ListDatasetGroups', {});
    return groups?.datasetGroups.at(0)?.datasetGroupArn ?? null;
  }
}
