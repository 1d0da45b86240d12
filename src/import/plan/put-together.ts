import {
  withFile,
  type ColumnPlan,
  type FilePlan,
  type ImportPlan,
  type MadeGathered,
  type TimeUnit,
} from '../../domain/imports';
import { madeName } from '../../domain/made-name';
import { stemOf } from '../lexicon/names';
import { freeMade, unseenEvents } from './made-plan';

const used = ({ columns }: FilePlan): ColumnPlan[] =>
  columns.filter(({ role, derived }) => role !== 'IGNORE' && derived === undefined);

/**
 * The plan with the rows of a file that is left out put behind those of the events: what has the same role is one column,
 * whatever each calls it, and where neither says what kind an event is, the names of the files do.
 *
 * @returns with `made` the name of the new table, whose columns are to be looked at; null where there are no events.
 */
export function withRowsTogether(
  plan: ImportPlan,
  file: string,
): { readonly plan: ImportPlan; readonly made: string } | null {
  const events = plan.files.find(({ dataset }) => dataset === 'INTERACTIONS');
  const other = plan.files.find((each) => each.file === file);
  if (events === undefined || other === undefined || events === other) return null;
  const made = freeMade(plan, madeName('rows', stemOf(events.file)));
  const both = [events, other];
  const fields = [...new Set(both.flatMap((each) => used(each).map(({ field }) => field)))];
  const columns = fields.map((field): MadeGathered['columns'][number] => {
    const own = both.map((each) => used(each).find((column) => column.field === field));
    const units = own.flatMap((column): TimeUnit[] =>
      column?.timeUnit === undefined ? [] : [column.timeUnit],
    );
    return {
      header: field.toLowerCase(),
      from: own.map((column) => column?.index ?? null),
      ...(units.length === both.length && units[0] !== units[1] ? { units } : {}),
    };
  });
  const hasKind = fields.includes('EVENT_TYPE');
  const gathered: MadeGathered = {
    kind: 'gathered',
    file: made,
    parts: [events.file, file],
    columns,
    ...(hasKind
      ? {}
      : { mark: { header: 'event_type', values: both.map((each) => stemOf(each.file).toLowerCase()) } }),
  };
  const files = withFile(withFile(plan.files, events.file, leftOut), file, leftOut);
  return {
    plan: { ...plan, files: [...files, unseenEvents(made)], made: [...(plan.made ?? []), gathered] },
    made,
  };
}

/** The plan in which a file stands for its dataset, and what stood for it is left out. */
export function withInstead(plan: ImportPlan, file: string): ImportPlan {
  const dataset = plan.files.find((each) => each.file === file)?.couldBe;
  if (dataset === undefined) return plan;
  const files = plan.files.map((each): FilePlan => {
    if (each.file === file) return { ...each, dataset, couldBe: undefined };
    return each.dataset === dataset ? { ...each, dataset: null, couldBe: dataset } : each;
  });
  return { ...plan, files };
}

function leftOut({ couldBe: _, ...plan }: FilePlan): FilePlan {
  return { ...plan, dataset: null };
}
