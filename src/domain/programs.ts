import type { ErrorRecord, JsonObject } from './errors';

/** Beside the page, what its server can do: on a static host a file that says that it can nothing. */
export const SERVER_FACTS = 'server.json';
export interface ServerFacts {
  /** Programs may ask the tab through it. */
  readonly programs: boolean;
}

/** Under which path of the page's own server programs ask, and where the tab that answers them opens its line. */
export const PROGRAMS_PATH = 'aws';
export const LINE_PATH = '/_tab';
export const ANSWERS_PATH = '/_tab/answers';

/** The first line that comes down to the tab: what programs have to give as their access key to be let in. */
export interface LineOpened {
  readonly token: string;
}

/** Each further line: a call of a program, which the tab answers in its own time. */
export interface ProgramCall {
  readonly id: number;
  readonly operation: string;
  readonly input: JsonObject;
  /** The program as it calls itself: `Boto3/1.43.11`; empty where it says nothing. */
  readonly from: string;
}

/** What the tab sends back. `token` shows that it is the one that was asked. */
export type ProgramAnswer = { readonly id: number; readonly token: string } & (
  | { readonly answer: JsonObject }
  | { readonly error: ErrorRecord }
  | { readonly nothingOpen: true }
);
