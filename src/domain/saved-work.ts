import { isObject, jsonIn } from './json';

/** What somebody has made of one step of a lesson: what they were asked, and what they said. */
export interface SavedStep {
  readonly step: string;
  readonly heading: string;
  readonly text: string;
  /** null: nothing is voted on. */
  readonly asked: {
    readonly prompt: string;
    readonly choices: readonly string[];
    readonly said: number | null;
    readonly right: number;
  } | null;
  /** In own words; empty: none. */
  readonly answer: string;
  /** What the step says of the data, once it was revealed. */
  readonly says: string;
}

/** The work of one person on one lesson, as a saved page carries it. */
export interface SavedWork {
  readonly form: 1;
  readonly lesson: string;
  readonly title: string;
  /** As they wrote it; empty: without a name. */
  readonly name: string;
  /** The project that it was done on, by name. */
  readonly data: string;
  readonly savedAtMs: number;
  readonly steps: readonly SavedStep[];
}

/** More than any lesson has; a page with more is none of ours. */
const MOST_STEPS = 50;

export function isSavedStep(value: unknown): value is SavedStep {
  if (typeof value !== 'object' || value === null) return false;
  const { step, heading, text, asked, answer, says } = value as Partial<SavedStep>;
  return areTexts([step, heading, text, answer, says]) && (asked === null || isAsked(asked));
}

function isAsked(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { prompt, choices, said, right } = value as Partial<NonNullable<SavedStep['asked']>>;
  if (typeof prompt !== 'string' || !Array.isArray(choices) || !areTexts(choices)) return false;
  const isChoice = (at: unknown): boolean => Number.isInteger(at) && choices[Number(at)] !== undefined;
  return isChoice(right) && (said === null || isChoice(said));
}

const areTexts = (values: readonly unknown[]): boolean => values.every((value) => typeof value === 'string');

/** What a saved page carries, read again; null: this is no work of a lesson, or was changed by hand into none. */
export function readWork(json: string): SavedWork | null {
  const found = jsonIn(json);
  if (!isObject(found)) return null;
  const { form, lesson, title, name, data, savedAtMs, steps } = found as Partial<SavedWork>;
  const whole =
    form === 1 &&
    areTexts([lesson, title, name, data]) &&
    typeof savedAtMs === 'number' &&
    Array.isArray(steps) &&
    steps.length <= MOST_STEPS &&
    steps.every(isSavedStep);
  return whole ? (found as unknown as SavedWork) : null;
}
