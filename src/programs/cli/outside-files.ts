import type { Tables } from '../../domain/columns';
import type { JsonObject } from '../../domain/errors';
import type { TrainingData } from '../../domain/histories';
import { uncancelled } from '../../domain/ports';
import { drawTests, heldOutOfKnown, nextOfStrangers } from '../../engine/measuring/outside-rows';
import type { TestUser } from '../../engine/measuring/split';
import { buildTrainingData } from '../../engine/training/training-data';
import { importFiles, type InputFiles } from './import-files';
import { UsageError, wholeNumber } from './options';

/** What somebody is asked for that another file has. */
export const OUTSIDE_OPTIONS = {
  histories: { type: 'string' },
  'held-out': { type: 'string' },
  sample: { type: 'string' },
} as const;

/** A file of rows that nobody learns from, and how many lists are asked at most. */
export interface OutsideFile {
  readonly kind: 'histories' | 'held-out';
  readonly path: string;
  readonly most: number;
}

type Values = { readonly [option in keyof typeof OUTSIDE_OPTIONS]?: string };

/** @returns null where none is given. @throws UsageError where both are, or `--sample` alone. */
export function outsideOf({ histories, 'held-out': heldOut, sample }: Values): OutsideFile | null {
  const path = histories ?? heldOut;
  if (histories !== undefined && heldOut !== undefined)
    throw new UsageError('--histories and --held-out are two ways to measure: give one of them');
  if (path === undefined) {
    if (sample !== undefined) throw new UsageError('--sample goes with --histories or --held-out');
    return null;
  }
  const most = sample === undefined ? Infinity : wholeNumber('--sample', sample, 1, 1e9);
  return { kind: histories === undefined ? 'held-out' : 'histories', path, most };
}

/** Reads such a file as the interactions were read. @param seed as `buildTrainingData` takes it. */
export async function readOutside(
  { kind, path, most }: OutsideFile,
  learned: { readonly tables: Tables; readonly data: TrainingData },
  how: { readonly files: InputFiles; readonly seed: number | undefined; readonly exclude: boolean },
  drawnBy: number,
): Promise<{ readonly tests: readonly TestUser[]; readonly told: JsonObject }> {
  const files = { ...how.files, interactions: path, items: undefined, users: undefined };
  const { tables } = await importFiles(files, uncancelled);
  const histories = buildTrainingData(tables, {}, files.profile, how.seed, 'anything');
  const outside = { tables, histories };
  const { tests, ...leftOut } =
    kind === 'histories' ? nextOfStrangers(outside, learned) : heldOutOfKnown(outside, learned, how.exclude);
  if (tests.length === 0) throw new UsageError(`--${kind} ${path} has nothing that can be asked for`);
  return { tests: drawTests(tests, most, drawnBy), told: { found: tests.length, ...leftOut } };
}
