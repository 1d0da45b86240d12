import type { FaultFacts } from '../domain/facts/faults';
import { inputSentence } from './input-errors';
import { bytes, count } from '../domain/numbers';
import { SAMPLES } from '../domain/samples';
import { projectFileWords } from './project-file-errors';
import type { Said, WordsFor } from './said';
import { tableWords } from './table-errors';

const VERSIONS_SAFE = 'Earlier solution versions are untouched.';
const BROKEN_RULE = (): Said => ({
  what: 'The data break a rule of the service.',
  todo: 'Correct the file or the columns.',
});

export const FAULT_WORDS: WordsFor<FaultFacts> = {
  D01: BROKEN_RULE,
  D02: BROKEN_RULE,
  D03: BROKEN_RULE,
  D06: BROKEN_RULE,
  D08: BROKEN_RULE,
  CANCELLED: () => 'Stopped, as you asked.',
  QUOTA_EXCEEDED: ({ neededBytes, freeBytes }) => {
    const free = freeBytes === null ? '' : ` and ${bytes(freeBytes)} are free`;
    const needed = neededBytes === null ? '' : `: ${bytes(neededBytes)} are needed${free}`;
    return {
      what: `There is not enough room on this device${needed}.`,
      todo: 'Delete a project or old versions under Storage, then do it again.',
    };
  },
  SAMPLE_UNAVAILABLE: ({ sample, reason }) => ({
    what: `${SAMPLES[sample].name} ${reason === 'damaged' ? 'has arrived damaged' : 'could not be fetched'}.`,
    todo: 'Load the page again with a network and press it once more; after that it stays on this device.',
  }),
  DATABASE_BLOCKED: () => ({
    what: 'Another tab holds an older version of the storage open.',
    todo: 'Close the other Foretaste tabs and load this page again.',
  }),
  DATABASE_LOST: () => ({
    what: 'The browser closed or cleared the storage of this page.',
    safe: 'What was finished before is still there unless site data were cleared.',
    todo: 'Load the page again.',
  }),
  DATABASE_NEWER: () => ({
    what: 'These data were written by a newer version of Foretaste.',
    safe: 'They are untouched.',
    todo: 'Load the page again with a network connection to get the newer version.',
  }),
  READ_ONLY_TAB: () => ({
    what: 'Another tab is working on the projects; this one only reads.',
    todo: 'Press Work here to take over.',
  }),
  WORKER_GONE: () => ({
    what: 'The background worker stopped, most likely for lack of memory.',
    safe: 'Everything that was finished is stored.',
    todo: 'Start it again. If it happens again, try a smaller file or close other tabs.',
  }),
  MODEL_DIVERGED: () => ({
    what: 'The numbers grew without limit while learning.',
    safe: VERSIONS_SAFE,
    todo: 'Train again with a higher regularisation or a lower learning rate.',
  }),
  MODEL_UNREADABLE: () => ({
    what: 'This solution version cannot be read: it is damaged or of a newer format.',
    safe: 'The data and the other versions are untouched.',
    todo: 'Delete it and train it again; the same seed gives the same result.',
  }),
  FILE_UNREADABLE: ({ file }) => ({
    what: `${file} cannot be read.`,
    // It lies in an archive or is one.
    todo: /\.(zip|gz)(\/|$)/i.test(file)
      ? 'The archive is damaged or cut short, as after a download that broke off. Get it again, or unpack it and drop the files.'
      : 'It may have been moved, changed or locked since it was chosen. Choose it again.',
  }),
  FILE_UNRECOGNISED: ({ file, reason }) => {
    switch (reason) {
      case 'git-pointer':
        return {
          what: `${file} is a pointer of Git LFS, not the file itself.`,
          todo: 'Fetch the file with “git lfs pull”, or download it from the page of its repository.',
        };
      case 'empty':
        return {
          what: `${file} is empty.`,
          todo: 'There is not one byte in it: export it again, or choose another file.',
        };
      default:
        return {
          what: `${file} is not a table that can be read.`,
          todo: 'CSV and other delimited text, JSON, Excel workbooks (.xlsx), Parquet and tables of web pages work, plain, gzipped or in a zip.',
        };
    }
  },
  PROJECT_FILE: projectFileWords,
  TABLE_UNREADABLE: tableWords,
  ARCHIVE_LIMIT: ({ file }) => ({
    what: `${file} unpacks to more than is safe to open.`,
    todo: 'Unpack it yourself and drop the files you need.',
  }),
  TOO_LARGE: (facts) => {
    if ('maxBytes' in facts)
      return {
        what: `${facts.file} is larger than ${Math.round(facts.maxBytes / 1e6)} MB, the most that a batch job takes.`,
        todo: 'Cut it into several files, one for each job.',
      };
    if ('rows' in facts)
      return {
        what: `${facts.file ?? 'This'} has about ${count(facts.rows)} rows: more than one browser tab can hold, about ${count(facts.mostRows)} of this width.`,
        todo: 'Use the most recent part of the data, or leave columns out; recipes learn most from what is new.',
      };
    return {
      what: 'This is too large for one browser tab.',
      todo: 'Use the most recent part of the data; recipes learn most from it.',
    };
  },
  NOT_FOUND: (facts) =>
    'arn' in facts && facts.arn !== ''
      ? {
          what: `This project has no ${facts.arn}.`,
          todo: 'It may have been deleted, here or in another tab. Look for a slip in the ARN, too.',
        }
      : {
          what: 'What you are looking for is not on this device.',
          todo: 'It may have been deleted, here or in another tab. Links carry no data: import the same file first.',
        },
  RESOURCE_IN_USE: ({ by }) => {
    const { kind, name } = resourceAt(by);
    switch (kind) {
      case null:
        return { what: 'This is in use right now.', todo: 'Wait until the running job has ended.' };
      case 'campaign':
        return {
          what: `The campaign ${name} serves this.`,
          todo: 'Delete the campaign first, or let it serve another version.',
        };
      case 'recommender':
        return {
          what: `The recommender ${name} uses this.`,
          todo: 'Delete the recommender first, or wait until its training has ended.',
        };
      default:
        return {
          what: `The ${kind} ${name} stands in the way.`,
          todo: 'Wait until it has ended, or delete it first.',
        };
    }
  },
  RESOURCE_ALREADY_EXISTS: ({ kind, name }) => {
    const most = ONLY_ONE.get(kind);
    return most === undefined
      ? { what: 'There is already one of this name.', todo: 'Choose another name.' }
      : {
          what: `A dataset group has ${most}, and there is already “${name}”.`,
          todo: 'Use that one, or delete it first.',
        };
  },
  LIMIT_EXCEEDED: ({ limit, status }) => ({
    // In the service's own words.
    what: `More than ${limit} resources in ${status} state. Please delete some and try again.`,
    todo: 'The relaxed profile has no such limits.',
  }),
  INVALID_INPUT: (facts) => ({ what: inputSentence(facts), todo: 'Correct it and do it again.' }),
  IMPORT_FAILED: () => ({
    what: 'The files break rules of the service, so they were not imported.',
    todo: 'The problems are listed below, each with its line and what to do.',
  }),
  INVALID_NEXT_TOKEN: () => ({
    what: 'No list call has given this nextToken.',
    todo: 'Begin the list again without a token.',
  }),
  UNKNOWN_OPERATION: ({ operation }) => ({
    what: `There is no operation “${operation}” here.`,
    todo: 'The README lists the operations that are built.',
  }),
  SIMULATION_REFUSED: ({ reason }) => ({
    what: `These campaigns cannot be tested: ${UNTESTABLE[reason]}.`,
    todo: 'Choose two campaigns of the sample that answer a person with a list.',
  }),
  NOT_COMPARABLE: ({ reason }) => ({
    what: `These two versions cannot be compared: ${INCOMPARABLE[reason]}.`,
    todo: 'Train both on the same data, with the same seed and the same events.',
  }),
  INTERNAL: () => ({
    what: 'Something went wrong inside Foretaste.',
    todo: 'Load the page again. The details help whoever looks into it.',
  }),
};

const UNTESTABLE: { readonly [reason in FaultFacts['SIMULATION_REFUSED']['reason']]: string } = {
  truth: 'what people truly like is known of the simulated sample alone',
  same: 'both are the same campaign',
  recipe: 'one answers for an item, or puts a given list in order',
};
const INCOMPARABLE: { readonly [reason in FaultFacts['NOT_COMPARABLE']['reason']]: string } = {
  data: 'they learned from different data',
  split: 'they were measured on different held-out rows',
  unmeasured: 'one of them was not measured user by user',
};
/** Of these a dataset group has one, whatever it is called. */
const ONLY_ONE: ReadonlyMap<string, string> = new Map([
  ['dataset', 'one dataset of each type'],
  ['event-tracker', 'one event tracker'],
  ['metric-attribution', 'one metric attribution'],
]);

/** What an ARN names, as a person says it: `dataset`, `shop/ITEMS`. */
function resourceAt(arn: string | null): { readonly kind: string | null; readonly name: string } {
  const [, kind = null, name = ''] = /:([a-z-]+)\/([^:]+)$/.exec(arn ?? '') ?? [];
  const isVersion = kind === 'solution' && name.includes('/');
  return { kind: isVersion ? 'solution version' : (kind?.replaceAll('-', ' ') ?? null), name };
}
