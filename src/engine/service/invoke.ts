import { AppError, type JsonObject } from '../../domain/errors';
import type { OperationAnswer, OperationName } from '../../domain/operations';
import { batchInput } from './batch-jobs';
import { events } from './events';
import type { ApiContext, Operation } from './operation';
import { recipes } from './recipes';
import { runtime } from './runtime';
import { schedule } from './schedule';
import { kindOperations } from './service-kinds';
import { simulations } from './simulations';
import { keepingTags, tags } from './tags';
import { traffic } from './traffic';
import { usage } from './usage';

const tables = {
  ...kindOperations(),
  ...batchInput,
  ...recipes,
  ...tags,
  ...schedule,
  ...runtime,
  ...events,
  ...traffic,
  ...usage,
  ...simulations,
} satisfies TypedOperations;

/** Each operation answers as the domain's table says; requests are read as JSON that may say anything. */
type TypedOperations = {
  readonly [Name in OperationName]: (
    input: JsonObject,
    context: ApiContext,
  ) => OperationAnswer<Name> | Promise<OperationAnswer<Name>>;
};

/** Every operation by its name, with what it answers. */
export type ApiOperations = typeof tables;
/** What an operation answers, in the service's JSON. */
export type ApiResult<Name extends keyof ApiOperations> = Awaited<ReturnType<ApiOperations[Name]>>;

const operations: ReadonlyMap<string, Operation> = new Map(Object.entries(tables));

/**
 * One call of the service's API, by the operation's own name, in its own JSON. Times are epoch seconds.
 *
 * @throws AppError UNKNOWN_OPERATION, or what the operation refuses with.
 */
export async function invoke(operation: string, input: JsonObject, context: ApiContext): Promise<JsonObject> {
  const run = operations.get(operation);
  if (run === undefined) throw new AppError('UNKNOWN_OPERATION', { operation });
  return keepingTags(operation, input, context, () => run(input, context));
}
