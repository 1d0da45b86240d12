import type { JsonObject } from '../domain/errors';
import { count } from '../domain/numbers';

/** Why a project file was not taken in, by the reason that its reader gives. */
export function describeProjectFile(details: JsonObject): {
  readonly what: string;
  readonly safe: string;
  readonly todo: string;
} {
  const file = typeof details.file === 'string' ? details.file : 'The file';
  const found = REASONS[String(details.reason)] ?? REASONS.malformed;
  return {
    what: found.what(file, details),
    safe: 'Nothing was taken in; your projects are as they were.',
    todo: found.todo,
  };
}

const AGAIN = 'Get the file again, or save a new copy from the device that has the project.';

const REASONS: {
  readonly [reason: string]: {
    readonly what: (file: string, details: JsonObject) => string;
    readonly todo: string;
  };
} = {
  foreign: {
    what: (file) => `${file} is not a project file of Foretaste.`,
    todo: 'Choose a file that “Save a copy” has made; its name ends in .foretaste.zip.',
  },
  newer: {
    what: (file, { version }) =>
      `${file} was saved by a newer version of Foretaste${typeof version === 'string' ? `, ${version}` : ''}.`,
    todo: 'Load this page with a network connection to get the newer version, then open the file again.',
  },
  incomplete: {
    what: (file, { found, expected }) =>
      typeof found === 'number' && typeof expected === 'number'
        ? `${file} ends too early: ${count(found)} of its ${count(expected)} parts are whole.`
        : `${file} ends too early.`,
    todo: AGAIN,
  },
  changed: {
    what: (file, { part }) =>
      `${file} is damaged${typeof part === 'string' ? `: ${part} is not as it was saved` : ''}.`,
    todo: AGAIN,
  },
  limit: {
    what: (file) => `${file} unpacks to more than is safe to open.`,
    todo: AGAIN,
  },
  malformed: {
    what: (file) => `${file} is not put together as a project file is.`,
    todo: AGAIN,
  },
};
