import type { ColumnRole } from '../../domain/imports';
import { ofPupil, type OfPupil } from '../lexicon/pupil-words';
import { putTogether } from '../cells/put-together';
import { comesAgain } from './evidence';
import { countsRows } from './keys';
import type { SampledColumn } from './sampled-column';

/**
 * The columns that only together say who did it, in the order in which they are put together: a class has two of the same
 * name, and each class its own number 1. None where one column says it, or a number counts the rows.
 */
export function pupilsIn(
  roles: readonly ColumnRole[],
  columns: readonly SampledColumn[],
): readonly SampledColumn[] {
  const of = (...says: readonly OfPupil[]): SampledColumn[] =>
    says.flatMap((wanted) =>
      columns.filter(
        (column) =>
          ofPupil(column.header) === wanted &&
          roles[column.index] !== 'ITEM_ID' &&
          comesAgain(column) &&
          !countsRows(column, columns),
      ),
    );
  const [places, numbers, names] = [of('class'), of('number'), of('name').slice(0, 1)];
  if (numbers.length !== 1 || places.length === 0 || of('id', 'mail').length > 0) return [];
  const all = [...places, ...numbers, ...names];
  const differ = (some: readonly SampledColumn[]): number =>
    new Set(columns[0].cells.map((_, row) => putTogether(some.map(({ cells }) => cells[row])))).size;
  const people = differ(all);
  // Somebody may be written in two ways, but each does several things.
  const isSure = differ([...places, ...numbers]) >= people * 0.9 && people <= columns[0].cells.length / 2;
  return isSure && (names.length === 0 || differ(names) < people) ? all : [];
}
