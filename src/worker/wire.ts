import { transferHandlers, type TransferHandler } from 'comlink';
import { errorOf, isAppError, recordOf, type ErrorRecord } from '../domain/errors';

interface Thrown {
  readonly value: unknown;
}
type Handler = TransferHandler<unknown, unknown>;

let installed = false;

/**
 * Makes `code` and `details` of an AppError survive the door. Call once on each side before anything is exposed or
 * wrapped. Whatever else is thrown arrives as INTERNAL with its message, so that the other side knows one kind only.
 */
export function carryAppErrors(): void {
  if (installed) return;
  installed = true;
  const original = transferHandlers.get('throw') as Handler | undefined;
  if (original === undefined) throw new Error('comlink has no throw handler');
  transferHandlers.set('throw', {
    canHandle: (value: unknown): value is unknown => original.canHandle(value),
    serialize: (thrown: unknown) => [toWire((thrown as Thrown).value), []],
    deserialize: (wire: unknown) => {
      throw errorOf(wire as ErrorRecord);
    },
  });
}

/** An error as it travels: Comlink alone keeps message, name and stack only (by its design). */
function toWire(error: unknown): ErrorRecord {
  if (isAppError(error)) return recordOf(error);
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { code: 'INTERNAL', details: { reason } };
}

/** The name of a studio worker that is to keep nothing. */
export const IN_MEMORY = 'studio-in-memory';

/** In a sandboxed frame, which belongs to no origin: nothing is stored there, and it starts no worker by its address. */
export function isOriginless(): boolean {
  return self.origin === 'null';
}
