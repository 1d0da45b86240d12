import type { ErrorCode, ErrorFacts, ErrorRecord } from '../domain/errors';
import { BATCH_WORDS } from './batch-errors';
import { FAULT_WORDS } from './fault-errors';
import { FILTER_WORDS } from './filters';
import { REQUEST_WORDS } from './request-errors';
import { present, type Always, type Said, type WordsFor } from './said';
import { TRAINING_WORDS } from './training-errors';

/** An error as a person reads it. Never the raw message, never a stack. */
export type ErrorWords = Required<Said>;

const WORDS: WordsFor<ErrorFacts> = {
  ...FAULT_WORDS,
  ...TRAINING_WORDS,
  ...FILTER_WORDS,
  ...REQUEST_WORDS,
  ...BATCH_WORDS,
};

/** What is safe beside the rest, and what can be said of an error that an older version stored with other facts. */
const FAMILIES: { readonly [letter: string]: Said } = {
  T: {
    what: 'This cannot be trained on these data.',
    safe: 'Earlier solution versions are untouched.',
    todo: 'Change the settings or import more data.',
  },
  P: { what: 'A setting is out of its range.', todo: 'Correct the marked setting.' },
  F: {
    what: 'The filter cannot be read.',
    safe: 'The list is as it was.',
    todo: 'Correct it at the marked place.',
  },
  R: { what: 'The filter cannot be used here.', safe: 'The list is as it was.', todo: 'Correct the filter.' },
  I: {
    what: 'No recommendations can be given for this request.',
    todo: 'Choose another user or solution version.',
  },
  M: { what: 'The metric cannot be kept.', todo: 'Correct its expression.' },
};

const FORGOTTEN: Said = {
  what: 'This failed for a reason that another version of Foretaste has stored.',
  todo: 'Do it again.',
};

export function describeError({ code, details }: ErrorRecord): ErrorWords {
  const family = /^[A-Z]\d\d$/.test(code) ? FAMILIES[code[0]] : undefined;
  const safe = family?.safe ?? 'Everything stored is as it was before.';
  return { safe, ...(said(code, details) ?? family ?? FORGOTTEN) };
}

/** null for an error of an older version that lacks facts of today's, or has a code that is no more. */
function said<Code extends ErrorCode>(code: Code, details: Always<ErrorFacts[Code]>): Said | null {
  if (!Object.hasOwn(WORDS, code)) return null;
  try {
    const words = WORDS[code](present(details));
    return typeof words === 'string' ? { what: words, todo: '' } : words;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** What to paste into a report: code and facts, no data rows beyond what the error names. */
export function errorDetails({ code, details }: ErrorRecord): string {
  return JSON.stringify({ code, details }, null, 2);
}
