import type { Budget } from '../../domain/resources';
import type { Profile } from '../../domain/schema';
import { BUDGETS } from '../../domain/solution-spec';
import type { InputFiles } from './import-files';
import { DEFAULT_WORKERS, MAX_WORKERS } from './node-pool';

/** What commands share, as `parseArgs` takes it. The defaults of a profile differ: `filesOf` has them. */
export const FILE_OPTIONS = {
  interactions: { type: 'string' },
  items: { type: 'string' },
  users: { type: 'string' },
  profile: { type: 'string' },
  'keep-rows': { type: 'boolean' },
  'leave-out-personal': { type: 'boolean' },
  'keep-blanks': { type: 'boolean' },
} as const;
export const TRAINING_OPTIONS = {
  seed: { type: 'string', default: '42' },
  budget: { type: 'string', default: 'standard' },
  workers: { type: 'string', default: String(DEFAULT_WORKERS) },
} as const;
/** Of commands that measure on held-out rows. */
export const MEASURING_OPTIONS = {
  repeats: { type: 'string', default: 'allow' },
  'min-item-count': { type: 'string', default: '0' },
} as const;

type Values<Options> = {
  readonly [option in keyof Options]?: Options[option] extends { readonly type: 'boolean' }
    ? boolean
    : string;
};

/** @throws UsageError without interactions. */
export function filesOf(values: Values<typeof FILE_OPTIONS>, profile: Profile): InputFiles {
  required(values, 'interactions', 'FILE');
  return filesNamed(values, profile);
}

export function filesNamed(values: Values<typeof FILE_OPTIONS>, profile: Profile): InputFiles {
  const { interactions, items, users } = values;
  return {
    interactions,
    items,
    users,
    profile: profileOf(values, profile),
    keepsRows: values['keep-rows'] === true,
    leavesOutPersonal: values['leave-out-personal'] === true,
    keepsBlanks: values['keep-blanks'] === true,
  };
}

export function profileOf({ profile }: Values<typeof FILE_OPTIONS>, absent: Profile): Profile {
  return oneOf('--profile', profile ?? absent, ['aws', 'relaxed']);
}

export function trainingOf(values: Values<typeof TRAINING_OPTIONS>): {
  readonly seed: number;
  readonly budget: Budget;
  readonly workers: number;
} {
  return {
    seed: wholeNumber('--seed', values.seed ?? '', 0, 2147483647),
    budget: oneOf('--budget', values.budget ?? '', BUDGETS),
    workers: wholeNumber('--workers', values.workers ?? '', 1, MAX_WORKERS),
  };
}

export function measuringOf(values: Values<typeof MEASURING_OPTIONS>): {
  readonly exclude: boolean;
  readonly minItemCount: number;
} {
  return {
    exclude: oneOf('--repeats', values.repeats ?? '', ['allow', 'exclude']) === 'exclude',
    minItemCount: wholeNumber('--min-item-count', values['min-item-count'] ?? '', 0, 1e9),
  };
}

/** @throws UsageError where it was not given. */
export function required<Name extends string>(
  values: { readonly [name in Name]?: string },
  name: Name,
  what: string,
): string {
  const value = values[name];
  if (value === undefined) throw new UsageError(`--${name} ${what} is missing`);
  return value;
}

export function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new UsageError(`${option} must be one of ${allowed.join(', ')}`);
  return found;
}

export function wholeNumber(option: string, value: string, min: number, max: number): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < min || number > max) {
    throw new UsageError(`${option} must be a whole number from ${min} to ${max}`);
  }
  return number;
}

export function secondsSince(startedMs: number): number {
  return Math.round(performance.now() - startedMs) / 1000;
}

/** A command line that cannot be understood: `headless` shows how it should look, and ends with status 2. */
export class UsageError extends TypeError {}

/** Our own complaints, those of `parseArgs`, and JSON in an option that is none. */
export function isWrongUsage(error: unknown): error is Error {
  if (error instanceof UsageError || error instanceof SyntaxError) return true;
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code?.startsWith('ERR_PARSE_ARGS') === true;
}
