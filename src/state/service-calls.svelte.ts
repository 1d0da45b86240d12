import { type AppError, asAppError } from '../domain/errors';
import type { OperationAnswer, OperationName, OperationRequest } from '../domain/operations';
import type { Arn } from '../domain/resources';
import type { StudioApi } from '../worker/api';

/** Calls of the service from one screen: whether one is under way, and what the last was refused with. */
export class ServiceCalls {
  busy = $state(false);
  error = $state.raw<AppError | null>(null);

  constructor(private readonly api: Pick<StudioApi, 'invoke'>) {}

  /** @returns null when it was refused; `error` then says why. */
  async call<Name extends OperationName>(
    operation: Name,
    request: OperationRequest<Name>,
  ): Promise<OperationAnswer<Name> | null> {
    this.busy = true;
    this.error = null;
    try {
      return await this.api.invoke(operation, request);
    } catch (error) {
      this.error = asAppError(error);
      return null;
    } finally {
      this.busy = false;
    }
  }

  /** The open project's dataset group, which most of what is made names; null when it could not be had. */
  async groupArn(): Promise<Arn | null> {
    const groups = await this.call('ListDatasetGroups', {});
    return groups?.datasetGroups.at(0)?.datasetGroupArn ?? null;
  }
}
