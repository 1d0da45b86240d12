import { formulaCells, formulaWords, withApostrophes } from '../charts/csv';
import type { AppState } from '../state/app';
import * as say from '../../words/messages/chart';
import { download } from './words';

/**
 * Hands the browser a text as CSV. Where a spreadsheet would run some of its cells, that is said, with a way to save it once
 * more so that none does.
 */
export async function saveCsv(
  { toasts }: Pick<AppState, 'toasts'>,
  name: string,
  csv: string,
): Promise<void> {
  download(name, csv, 'text/csv');
  if (await wantsApostrophes({ toasts }, formulaCells(csv))) download(name, withApostrophes(csv), 'text/csv');
}

/** Says that so many cells of what was saved would be run. @returns whether it is to be saved with apostrophes. */
export async function wantsApostrophes(
  { toasts }: Pick<AppState, 'toasts'>,
  cells: number,
): Promise<boolean> {
  return cells > 0 && (await toasts.show(formulaWords(cells), say.withApostrophes(), 15_000)) === 'pressed';
}
