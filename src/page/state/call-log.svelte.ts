import type { AppError } from '../../domain/errors';

/** One call of the service's API and what came of it. */
export interface LoggedCall {
  readonly number: number;
  readonly operation: string;
  readonly input: object;
  readonly answer: object | null;
  readonly error: AppError | null;
  readonly elapsedMs: number;
  /** The program that asked, as it calls itself; absent for a call of this page. */
  readonly from?: string;
  /** The call that this one has repeated, and in how many places their lists differ. */
  readonly repeated?: { readonly number: number; readonly differ: number };
}

const LONGEST = 200;

/** The calls of a project in this tab, the newest first: those of its console, and those of programs. */
export class CallLog {
  entries = $state.raw<readonly LoggedCall[]>([]);
  #calls = 0;

  /** @returns the call as it is listed. */
  add(call: Omit<LoggedCall, 'number'>): LoggedCall {
    const entry = { ...call, number: ++this.#calls };
    this.entries = [entry, ...this.entries].slice(0, LONGEST);
    return entry;
  }

  /** Puts a call in the place of the one of its number. */
  replace(call: LoggedCall): LoggedCall {
    this.entries = this.entries.map((entry) => (entry.number === call.number ? call : entry));
    return call;
  }
}
