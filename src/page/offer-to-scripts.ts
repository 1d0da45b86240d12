import { invokeJson } from '../domain/operations';
import type { StudioApi } from '../domain/door';
import type { SdkRequest, SdkResponse } from '../interop/aws/request-handler';

/** What scripts of this page find as `window.foretaste`: the console, a user script, an extension. */
export interface ForScripts {
  /**
   * The transport for the official AWS SDK: give it as `requestHandler` to `PersonalizeClient`,
   * `PersonalizeRuntimeClient` and `PersonalizeEventsClient`. It works on the project that is open.
   */
  readonly requestHandler: {
    readonly metadata: { readonly handlerProtocol: string };
    handle(request: SdkRequest): Promise<{ readonly response: SdkResponse }>;
    updateHttpClientConfig(): void;
    httpHandlerConfigs(): Record<string, never>;
    destroy(): void;
  };
  /** Makes a file known to import and batch jobs as `s3://bucket/key`, until the page is closed. */
  registerFile(path: string, file: Blob): Promise<void>;
  /** A registered file, or what a batch job has written; null where nothing is. */
  readFile(path: string): Promise<Blob | null>;
}

declare global {
  interface Window {
    readonly foretaste: ForScripts;
  }
}

/**
 * Offers the service's API to scripts of this page as `window.foretaste`. It can do what the page itself can, with the
 * same checks, and no more: other origins have no way to it, and it cannot be replaced. The words of errors and the wire
 * shapes are loaded with the first request.
 */
export function offerToScripts(api: StudioApi): void {
  const handler = once(async () => {
    const [{ PersonalizeRequestHandler }, { messageOf }] = await Promise.all([
      import('../interop/aws/request-handler'),
      import('../words/copy/api-message'),
    ]);
    return new PersonalizeRequestHandler((operation, input) => invokeJson(api, operation, input), messageOf);
  });
  const forScripts: ForScripts = {
    requestHandler: Object.freeze({
      metadata: Object.freeze({ handlerProtocol: 'local' }),
      handle: async (request: SdkRequest) => (await handler()).handle(request),
      updateHttpClientConfig: () => undefined,
      httpHandlerConfigs: () => ({}),
      destroy: () => undefined,
    }),
    registerFile: (path, file) => api.registerFile(path, file),
    readFile: (path) => api.readFile(path),
  };
  Object.defineProperty(window, 'foretaste', { value: Object.freeze(forScripts), enumerable: true });
}

/** The same promise for every call; one that fails is asked for again. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  };
}
