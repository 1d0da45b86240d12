import { AppError, isAppError, type JsonObject } from '../../domain/errors';
import { isObject, jsonIn } from '../../domain/json';
import { refusalOf } from './check-request';
import { exceptionOf } from './exceptions';
import { operationUnder } from './paths';

/** A request as the AWS SDK for JavaScript hands it to its transport, as far as it is read here. */
export interface SdkRequest {
  readonly path: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: unknown;
}

export interface SdkResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

/** Runs an operation of the service's API by name. @throws AppError. */
export type Invoke = (operation: string, input: JsonObject) => Promise<JsonObject>;

/**
 * The transport that makes the official clients talk to this device: given as `requestHandler` to `PersonalizeClient`,
 * `PersonalizeRuntimeClient` and `PersonalizeEventsClient`, it answers their requests without a network. Region and
 * credentials are ignored; wire shapes and error names are the service's.
 */
export class PersonalizeRequestHandler {
  readonly metadata = { handlerProtocol: 'local' };

  /** @param describe the words of an error, as its message. */
  constructor(
    private readonly invoke: Invoke,
    private readonly describe: (error: AppError) => string,
  ) {}

  /** What breaks a constraint of the API's models never reaches the engine. */
  async handle(request: SdkRequest): Promise<{ readonly response: SdkResponse }> {
    try {
      const operation = operationOf(request.path, request.headers);
      if (operation === null) throw new AppError('UNKNOWN_OPERATION', { operation: request.path });
      const input = readBody(request.body);
      if (input === null) return refused(400, 'SerializationException', 'The body is no JSON object.');
      const refusal = refusalOf(operation, input);
      if (refusal !== null) return refused(400, refusal.name, refusal.message);
      return { response: respond(200, await this.invoke(operation, input)) };
    } catch (error) {
      const fault = isAppError(error)
        ? error
        : new AppError('INTERNAL', { reason: String(error) }, { cause: error });
      const { name, statusCode } = exceptionOf(fault);
      // The control plane tells all faults of a request by their names alone; all its requests go to the root.
      const isTold = request.path !== '/' || statusCode >= 500;
      return refused(isTold ? statusCode : 400, name, this.describe(fault));
    }
  }

  /** Nothing of a network can be set here. */
  updateHttpClientConfig(): void {}

  httpHandlerConfigs(): Record<string, never> {
    return {};
  }

  destroy(): void {}
}

/** null for what is no JSON object; no body says nothing. */
function readBody(body: unknown): JsonObject | null {
  const text =
    body instanceof Uint8Array ? new TextDecoder().decode(body) : typeof body === 'string' ? body : '';
  if (text === '') return {};
  const parsed = jsonIn(text);
  return isObject(parsed) ? parsed : null;
}

function refused(statusCode: number, name: string, message: string): { readonly response: SdkResponse } {
  return { response: respond(statusCode, { __type: name, message }, { 'x-amzn-errortype': name }) };
}

function respond(statusCode: number, body: JsonObject, headers: Record<string, string> = {}): SdkResponse {
  return {
    statusCode,
    headers: { 'content-type': 'application/json', ...headers },
    body: new TextEncoder().encode(JSON.stringify(body)),
  };
}

/** The operation that a request of the service's three clients asks for, or null. */
function operationOf(path: string, headers: { readonly [name: string]: string }): string | null {
  const target = Object.entries(headers).find(([name]) => name.toLowerCase() === 'x-amz-target')?.[1];
  if (target !== undefined) return target.slice(target.lastIndexOf('.') + 1);
  return operationUnder(path);
}
