import type { FilterProposal, FilterProposals } from '../../domain/filter-check';
import { continuationsAt, type Continuation, type FieldPath } from '../../filters/complete';
import { FieldValues } from '../../filters/field-values';
import { quoted } from '../../filters/print';
import type { DataIndex } from '../project/data-index';
import type { OpenProject } from '../project/open-project';
import { indexFor } from './filter';
import { groupOf } from '../resources/filters';

/** Most values that are offered at once. */
const OFFERED = 50;

/**
 * What can be written at the caret of a filter expression: what the grammar and the checker allow there, values of the
 * field with their counts among it, as far as it fits what is begun.
 */
export async function completeFilterText(
  project: OpenProject,
  expression: string,
  caret: number,
): Promise<FilterProposals> {
  const { schemas, fields } = groupOf(project.state);
  const { span, begun, continuations } = continuationsAt(expression, caret, schemas, fields);
  const index = await project.data.index();
  const before = expression.slice(0, span.start);
  const behind = expression.slice(span.end);
  const spaced = (text: string): string => {
    const lead = before === '' || /[\s(.]$/.test(before) || /^[),.]/.test(text) ? '' : ' ';
    const trail = /[.(]$|^[)"']/.test(text) || /^\s/.test(behind) ? '' : ' ';
    return lead + text + trail;
  };
  let more = 0;
  let valuesOf: string | null = null;
  const proposals = continuations.flatMap((one): readonly FilterProposal[] => {
    if (one.kind !== 'values') return matches(one.text, begun) ? [written(one, index, spaced)] : [];
    valuesOf = `${one.field.dataset}.${one.field.name}`;
    if (one.field.isNumber) return numbers(one.field, index, begun, spaced);
    const { all, offered } = valuesLike(one.field, one.listed, index, begun);
    more = all - offered.length;
    return offered.map(({ value, count, title }) => {
      const text = quoted(value);
      return { ...plain, kind: 'value', label: value, insert: spaced(text).trimEnd(), count, title };
    });
  });
  const starts = (text: string): number => (text.toLowerCase().startsWith(begun.toLowerCase()) ? 0 : 1);
  const ranked = begun === '' ? proposals : proposals.toSorted((a, b) => starts(a.label) - starts(b.label));
  // What is written already needs no proposal.
  const finished = ranked.length === 1 && ranked[0].insert.trim() === expression.slice(span.start, span.end);
  return { ...span, begun, valuesOf, proposals: finished ? [] : ranked, more };
}

const plain = { count: null, title: null, range: null, point: null } as const;

function matches(text: string, begun: string): boolean {
  return text.toLowerCase().includes(begun.toLowerCase());
}

function written(
  one: Exclude<Continuation, { kind: 'values' }>,
  index: DataIndex,
  spaced: (text: string) => string,
): FilterProposal {
  const isDataset = one.kind === 'dataset' || one.text === 'CurrentItem';
  const base = {
    ...plain,
    kind: one.kind,
    label: one.text,
    insert: spaced(isDataset ? `${one.text}.` : one.text),
  };
  if (one.kind !== 'field') return base;
  const values = valuesIn(one.field, index);
  if (!one.field.isNumber) return { ...base, count: values.texts(one.field).length };
  const five = values.numbers(one.field);
  return { ...base, range: five === null ? null : [five[0], five[4]] };
}

/** What the dataset of a field holds. */
function valuesIn({ dataset }: FieldPath, index: DataIndex): FieldValues {
  const ofActions = dataset === 'Actions' || dataset === 'Action_Interactions';
  return FieldValues.of(indexFor(ofActions ? 'ActionID' : 'ItemID', index).tables);
}

/** Values of a text field that are not listed yet; ids also by what they are called. */
function valuesLike(field: FieldPath, listed: readonly string[], index: DataIndex, begun: string) {
  const isItem = field.name === 'ITEM_ID' && field.dataset === 'Items';
  const named = isItem && begun.length > 1 ? index.words.withTitle(begun) : new Set<number>();
  const titleOf = (value: string): string | null =>
    isItem ? index.words.titleOf(index.itemIdx(value)) : null;
  const taken = new Set(listed);
  const fitting = valuesIn(field, index)
    .texts(field)
    .filter(
      ({ value }) =>
        !taken.has(value) && (matches(value, begun) || (named.size > 0 && named.has(index.itemIdx(value)))),
    );
  return {
    all: fitting.length,
    offered: fitting.slice(0, OFFERED).map((one) => ({ ...one, title: titleOf(one.value) })),
  };
}

/** Five points that the numbers of a field are spread over. */
function numbers(
  field: FieldPath,
  index: DataIndex,
  begun: string,
  spaced: (text: string) => string,
): readonly FilterProposal[] {
  const five: readonly number[] = valuesIn(field, index).numbers(field) ?? [];
  return five.flatMap((value, i): readonly FilterProposal[] => {
    const label = String(value);
    if (five.indexOf(value) !== i || !label.startsWith(begun)) return [];
    return [
      { ...plain, kind: 'number', label, insert: spaced(label).trimEnd(), point: i as 0 | 1 | 2 | 3 | 4 },
    ];
  });
}
