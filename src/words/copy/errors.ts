import type { ErrorCode, ErrorFacts, ErrorRecord } from '../../domain/errors';
import * as say from '../messages/errors';
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
const FAMILIES: { readonly [letter: string]: () => Said } = {
  T: () => ({ what: say.untrainable(), safe: say.versionsSafe(), todo: say.untrainableTodo() }),
  P: () => ({ what: say.settingOut(), todo: say.settingOutTodo() }),
  F: () => ({ what: say.filterUnread(), safe: say.listSafe(), todo: say.filterUnreadTodo() }),
  R: () => ({ what: say.filterUnusable(), safe: say.listSafe(), todo: say.filterUnusableTodo() }),
  I: () => ({ what: say.noRecommendations(), todo: say.noRecommendationsTodo() }),
  M: () => ({ what: say.metricUnkept(), todo: say.metricUnkeptTodo() }),
};

export function describeError({ code, details }: ErrorRecord): ErrorWords {
  const family = /^[A-Z]\d\d$/.test(code) ? FAMILIES[code[0]]?.() : undefined;
  const safe = family?.safe ?? say.allSafe();
  return { safe, ...(said(code, details) ?? family ?? forgotten()) };
}

function forgotten(): Said {
  return { what: say.forgotten(), todo: say.forgottenTodo() };
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
