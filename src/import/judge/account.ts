import { factsOf } from '../../data/table-facts';
import type { Tables } from '../../domain/columns';
import type { FilePlan, ImportPlan, ReadRows, TableFacts } from '../../domain/imports';
import type { MadeSources } from '../gather/with-made';
import type { Outcome } from '../read/read-planned';
import { leftOutOf, rowsOf } from './import-rules';

/** What became of the rows of every file and table of a plan: of those that were read themselves, and of those that others were made of. */
export function readRows(outcomes: readonly Outcome[], made: MadeSources): ReadRows[] {
  const own = outcomes.flatMap(({ dataset, reading }) =>
    reading.files.map(({ plan: { file }, counts }): ReadRows => ({
      file,
      dataset,
      rows: rowsOf(counts),
      kept: counts.kept,
      leftOut: leftOutOf(counts),
    })),
  );
  return [...own, ...made.read().filter(({ file }) => !own.some((each) => each.file === file))];
}

/** What the tables tell at a glance, as they would be after the plan. */
export function toldOf(tables: Tables, { files }: Pick<ImportPlan, 'files'>): TableFacts[] {
  const events = files.filter(({ dataset }) => dataset === 'INTERACTIONS');
  // Of days from an unknown first one no date is true.
  const isTimed = ({ rowOrderAsTime, columns }: FilePlan): boolean =>
    rowOrderAsTime !== true && !columns.some(({ timeUnit }) => timeUnit === 'days');
  return factsOf(tables, events.length === 0 || events.some(isTimed));
}
