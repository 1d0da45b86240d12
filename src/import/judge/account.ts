import type { ReadRows } from '../../domain/imports';
import type { MadeSources } from '../gather/with-made';
import type { Outcome } from '../read/read-planned';
import { keptIn, leftOutOf, rowsOf } from './import-rules';

/** What became of the rows of every file and table of a plan: of those that were read themselves, and of those that others were made of. */
export function readRows(outcomes: readonly Outcome[], made: MadeSources): ReadRows[] {
  const own = outcomes.flatMap(({ dataset, reading }) =>
    reading.files.map(({ plan: { file }, counts }): ReadRows => ({
      file,
      dataset,
      rows: rowsOf(counts),
      kept: keptIn(counts),
      leftOut: leftOutOf(counts),
    })),
  );
  return [...own, ...made.read().filter(({ file }) => !own.some((each) => each.file === file))];
}
