import type { AppError, Json } from '../domain/errors';
import { bytes, count } from '../domain/numbers';
import { describeInput } from './input-errors';
import { describeProjectFile } from './project-file-errors';
import { describeServiceError } from './service-errors';

/** An error as a person reads it. Never the raw message, never a stack. */
export interface ErrorWords {
  readonly what: string;
  readonly safe: string;
  readonly todo: string;
}

const UNTESTABLE: { readonly [reason: string]: string } = {
  truth: 'what people truly like is known of the simulated sample alone',
  same: 'both are the same campaign',
  recipe: 'one answers for an item, or puts a given list in order',
};
const INCOMPARABLE: { readonly [reason: string]: string } = {
  data: 'they learned from different data',
  split: 'they were measured on different held-out rows',
  unmeasured: 'one of them was not measured user by user',
};
const AS_BEFORE = 'Everything stored is as it was before.';

export function describeError(error: AppError): ErrorWords {
  const details = error.details;
  switch (error.code) {
    case 'CANCELLED':
      return { what: 'Stopped, as you asked.', safe: AS_BEFORE, todo: '' };
    case 'QUOTA_EXCEEDED':
      return {
        what: `There is not enough room on this device${needed(details)}.`,
        safe: AS_BEFORE,
        todo: 'Delete a project or old versions under Storage, then do it again.',
      };
    case 'DATABASE_BLOCKED':
      return {
        what: 'Another tab holds an older version of the storage open.',
        safe: AS_BEFORE,
        todo: 'Close the other Foretaste tabs and load this page again.',
      };
    case 'DATABASE_LOST':
      return {
        what: 'The browser closed or cleared the storage of this page.',
        safe: 'What was finished before is still there unless site data were cleared.',
        todo: 'Load the page again.',
      };
    case 'DATABASE_NEWER':
      return {
        what: 'These data were written by a newer version of Foretaste.',
        safe: 'They are untouched.',
        todo: 'Load the page again with a network connection to get the newer version.',
      };
    case 'READ_ONLY_TAB':
      return {
        what: 'Another tab is working on the projects; this one only reads.',
        safe: AS_BEFORE,
        todo: 'Press Work here to take over.',
      };
    case 'WORKER_GONE':
      return {
        what: 'The background worker stopped, most likely for lack of memory.',
        safe: 'Everything that was finished is stored.',
        todo: 'Start it again. If it happens again, try a smaller file or close other tabs.',
      };
    case 'MODEL_DIVERGED':
      return {
        what: 'The numbers grew without limit while learning.',
        safe: 'Earlier solution versions are untouched.',
        todo: 'Train again with a higher regularisation or a lower learning rate.',
      };
    case 'MODEL_UNREADABLE':
      return {
        what: 'This solution version cannot be read: it is damaged or of a newer format.',
        safe: 'The data and the other versions are untouched.',
        todo: 'Delete it and train it again; the same seed gives the same result.',
      };
    case 'FILE_UNREADABLE':
      return {
        what: `${named(details, 'The file')} cannot be read.`,
        safe: AS_BEFORE,
        todo: isPacked(details)
          ? 'The archive is damaged or cut short, as after a download that broke off. Get it again, or unpack it and drop the files.'
          : 'It may have been moved, changed or locked since it was chosen. Choose it again.',
      };
    case 'FILE_UNRECOGNISED':
      if (details.reason === 'git-pointer')
        return {
          what: `${named(details, 'This file')} is a pointer of Git LFS, not the file itself.`,
          safe: AS_BEFORE,
          todo: 'Fetch the file with “git lfs pull”, or download it from the page of its repository.',
        };
      return {
        what:
          details.reason === 'empty'
            ? `${named(details, 'This file')} is empty.`
            : `${named(details, 'This file')} is not a table that can be read.`,
        safe: AS_BEFORE,
        todo:
          details.reason === 'empty'
            ? 'There is not one byte in it: export it again, or choose another file.'
            : 'CSV, TSV and other delimited text work, plain, gzipped or in a zip. Save spreadsheets as CSV first.',
      };
    case 'PROJECT_FILE':
      return describeProjectFile(details);
    case 'ARCHIVE_LIMIT':
      return {
        what: `${named(details, 'The archive')} unpacks to more than is safe to open.`,
        safe: AS_BEFORE,
        todo: 'Unpack it yourself and drop the files you need.',
      };
    case 'TOO_LARGE':
      if (typeof details.maxBytes === 'number')
        return {
          what: `${named(details, 'The input')} is larger than ${Math.round(details.maxBytes / 1e6)} MB, the most that a batch job takes.`,
          safe: AS_BEFORE,
          todo: 'Cut it into several files, one for each job.',
        };
      if (typeof details.rows === 'number' && typeof details.mostRows === 'number')
        return {
          what: `${named(details, 'This')} has about ${count(details.rows)} rows: more than one browser tab can hold, about ${count(details.mostRows)} of this width.`,
          safe: AS_BEFORE,
          todo: 'Use the most recent part of the data, or leave columns out; recipes learn most from what is new.',
        };
      return {
        what: `${named(details, 'This')} is too large for one browser tab.`,
        safe: AS_BEFORE,
        todo: 'Use the most recent part of the data; recipes learn most from it.',
      };
    case 'NOT_FOUND':
      if (typeof details.arn === 'string' && details.arn !== '')
        return {
          what: `This project has no ${details.arn}.`,
          safe: AS_BEFORE,
          todo: 'It may have been deleted, here or in another tab. Look for a slip in the ARN, too.',
        };
      return {
        what: 'What you are looking for is not on this device.',
        safe: AS_BEFORE,
        todo: 'It may have been deleted, here or in another tab. Links carry no data: import the same file first.',
      };
    case 'RESOURCE_IN_USE':
      if (typeof details.by === 'string' && details.by.includes(':campaign/'))
        return {
          what: `The campaign ${details.by.slice(details.by.lastIndexOf('/') + 1)} serves this.`,
          safe: AS_BEFORE,
          todo: 'Delete the campaign first, or let it serve another version.',
        };
      if (typeof details.by === 'string' && details.by.includes(':recommender/') && !('status' in details))
        return {
          what: `The recommender ${details.by.slice(details.by.lastIndexOf('/') + 1)} uses this.`,
          safe: AS_BEFORE,
          todo: 'Delete the recommender first, or wait until its training has ended.',
        };
      return inTheWay(details);
    case 'RESOURCE_ALREADY_EXISTS':
      return alreadyThere(details);
    case 'LIMIT_EXCEEDED':
      return {
        // In the service's own words.
        what:
          typeof details.limit === 'number'
            ? `More than ${details.limit} resources in ${String(details.status ?? 'ACTIVE')} state. Please delete some and try again.`
            : 'This is more than the service allows.',
        safe: AS_BEFORE,
        todo: 'The relaxed profile has no such limits.',
      };
    case 'INVALID_INPUT':
      return { what: describeInput(details), safe: AS_BEFORE, todo: 'Correct it and do it again.' };
    case 'IMPORT_FAILED':
      return {
        what: 'The files break rules of the service, so they were not imported.',
        safe: AS_BEFORE,
        todo: 'The problems are listed below, each with its line and what to do.',
      };
    case 'INVALID_NEXT_TOKEN':
      return {
        what: 'No list call has given this nextToken.',
        safe: AS_BEFORE,
        todo: 'Begin the list again without a token.',
      };
    case 'UNKNOWN_OPERATION':
      return {
        what: `There is no operation “${String(details.operation)}” here.`,
        safe: AS_BEFORE,
        todo: 'The README lists the operations that are built.',
      };
    case 'SIMULATION_REFUSED':
      return {
        what: `These campaigns cannot be tested: ${UNTESTABLE[String(details.reason)] ?? UNTESTABLE.recipe}.`,
        safe: AS_BEFORE,
        todo: 'Choose two campaigns of the sample that answer a person with a list.',
      };
    case 'NOT_COMPARABLE':
      return {
        what: `These two versions cannot be compared: ${INCOMPARABLE[String(details.reason)] ?? INCOMPARABLE.split}.`,
        safe: AS_BEFORE,
        todo: 'Train both on the same data, with the same seed and the same events.',
      };
    case 'INTERNAL':
      return {
        what: 'Something went wrong inside Foretaste.',
        safe: AS_BEFORE,
        todo: 'Load the page again. The details help whoever looks into it.',
      };
    default:
      return describeServiceCode(error);
  }
}

/** What has to end or to go before something can be changed or deleted. */
function inTheWay({ arn, by }: AppError['details']): ErrorWords {
  const other = by === arn ? null : resourceAt(by);
  if (other === null) {
    const todo = 'Wait until the running job has ended.';
    return { what: 'This is in use right now.', safe: AS_BEFORE, todo };
  }
  const todo = 'Wait until it has ended, or delete it first.';
  return { what: `${other} stands in the way.`, safe: AS_BEFORE, todo };
}

/** Of some resources a dataset group has one, whatever it is called. */
function alreadyThere({ kind, name }: AppError['details']): ErrorWords {
  const only: { readonly [kind: string]: string } = {
    dataset: 'one dataset of each type',
    'event-tracker': 'one event tracker',
    'metric-attribution': 'one metric attribution',
  };
  const most = Object.hasOwn(only, String(kind)) ? only[String(kind)] : null;
  if (most === null)
    return { what: 'There is already one of this name.', safe: AS_BEFORE, todo: 'Choose another name.' };
  return {
    what: `A dataset group has ${most}, and there is already “${String(name)}”.`,
    safe: AS_BEFORE,
    todo: 'Use that one, or delete it first.',
  };
}

/** Codes of docs/rules: the family tells what is wrong, the details what exactly. */
function describeServiceCode(error: AppError): ErrorWords {
  const family = error.code[0];
  const FAMILIES: { readonly [letter: string]: ErrorWords } = {
    S: { what: 'The schema is not allowed.', safe: AS_BEFORE, todo: 'Correct the marked field.' },
    D: {
      what: 'The data break a rule of the service.',
      safe: AS_BEFORE,
      todo: 'Correct the file or the columns.',
    },
    T: {
      what: 'This cannot be trained on these data.',
      safe: 'Earlier solution versions are untouched.',
      todo: 'Change the settings or import more data.',
    },
    P: { what: 'A setting is out of its range.', safe: AS_BEFORE, todo: 'Correct the marked setting.' },
    F: {
      what: 'The filter cannot be read.',
      safe: 'The list is as it was.',
      todo: 'Correct it at the marked place.',
    },
    R: {
      what: 'The filter cannot be used here.',
      safe: 'The list is as it was.',
      todo: 'Correct the filter.',
    },
    I: {
      what: 'No recommendations can be given for this request.',
      safe: AS_BEFORE,
      todo: 'Choose another user or solution version.',
    },
    M: { what: 'The metric cannot be kept.', safe: AS_BEFORE, todo: 'Correct its expression.' },
  };
  const words = FAMILIES[family] ?? FAMILIES.D;
  return { ...words, ...describeServiceError(error) };
}

/** What to paste into a report: code and facts, no data rows beyond what the error names. */
export function errorDetails(error: AppError): string {
  return JSON.stringify({ code: error.code, details: error.details }, null, 2);
}

function named(details: { readonly [key: string]: Json }, otherwise: string): string {
  return typeof details.file === 'string' ? details.file : otherwise;
}
/** The file lies in an archive or is one. */
function isPacked(details: { readonly [key: string]: Json }): boolean {
  return /\.(zip|gz)(\/|$)/i.test(named(details, ''));
}
function needed(details: { readonly [key: string]: Json }): string {
  const { neededBytes, freeBytes } = details;
  if (typeof neededBytes !== 'number') return '';
  const free = typeof freeBytes === 'number' ? ` and ${bytes(freeBytes)} are free` : '';
  return `: ${bytes(neededBytes)} are needed${free}`;
}

/** What an id names, as in “The dataset shop/ITEMS”; null where it names nothing. */
function resourceAt(arn: Json | undefined): string | null {
  const [, kind, name] = /^arn:(?:[^:]*:){4}([a-z-]+)\/(.+)$/.exec(typeof arn === 'string' ? arn : '') ?? [];
  if (kind === undefined) return null;
  const isVersion = kind === 'solution' && name.includes('/');
  return `The ${isVersion ? 'solution version' : kind.replaceAll('-', ' ')} ${name}`;
}
