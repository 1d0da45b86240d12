import { lastPart } from '../../../domain/arn';
import type { FoundLists, ListForm, MetIds } from '../../../domain/brought-along';
import { listed } from '../../../domain/numbers';
import * as say from '../../../words/messages/brought';
import * as state from '../../../words/messages/state';

const FORMS: { readonly [form in ListForm]: Parameters<typeof say.form>[0]['form'] } = {
  'amazon-batch': 'batch',
  'amazon-answers': 'answers',
  rows: 'other',
  columns: 'columns',
  cell: 'cell',
};

/** One file by its name, several by their number. */
export function filesWords(files: readonly string[]): string {
  return files.length === 1 ? lastPart(files[0]) : state.files({ files: files.length });
}

/** How the files were read, a sentence each. */
export function formWords({ form, columns }: FoundLists): readonly string[] {
  const { person, item, rank, score } = columns;
  const read = say.form({ form: FORMS[form] });
  if (person === undefined || item === undefined) return [read];
  const given = columnsWords({ person, item }, rank, score);
  const isOrdered = form !== 'rows' || rank !== undefined || score !== undefined;
  return isOrdered ? [read, given] : [read, given, say.orderOfRows()];
}

function columnsWords(
  ids: { readonly person: string; readonly item: string },
  rank: string | undefined,
  score: string | undefined,
): string {
  if (rank === undefined)
    return score === undefined ? say.columnsRead(ids) : say.columnsScore({ ...ids, score });
  return score === undefined ? say.columnsRank({ ...ids, rank }) : say.columnsBoth({ ...ids, rank, score });
}

/** What of them the data do not know, or was no list. */
export function unmetWords({ people, items, failed }: FoundLists): readonly string[] {
  return [
    ...(people.unmet > 0 ? [say.strangers({ unmet: people.unmet, examples: examplesOf(people) })] : []),
    ...(items.unmet > 0 ? [say.strangeItems({ unmet: items.unmet, examples: examplesOf(items) })] : []),
    ...(failed > 0 ? [say.failed({ failed })] : []),
  ];
}

function examplesOf({ unmet, examples }: MetIds): string {
  return unmet > examples.length ? say.andOthers({ names: examples.join(', ') }) : listed(examples);
}
