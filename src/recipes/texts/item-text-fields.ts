import { labelsOf } from '../../domain/cell-texts';
import { isTextual, type Column } from '../../domain/columns';
import { AppError } from '../../domain/errors';
import { missingText } from '../../domain/item-texts';
import type { RecipeName } from '../../domain/recipe-catalogue';
import type { TextField } from './term-vectors';

/**
 * What items are called and what is written of them.
 *
 * @throws AppError T07 where nothing is known of items, T10 where no column is their name, or none is textual.
 */
export function itemTextFields(columns: readonly Column[], recipe: RecipeName): readonly TextField[] {
  if (columns.length === 0) throw new AppError('T07', { recipe, dataset: 'ITEMS' });
  const mark = missingText(columns);
  if (mark !== null) throw new AppError('T10', { recipe, mark });
  return columns.flatMap((column) => {
    const isRead = column.itemName === true || isTextual(column);
    return isRead ? [textsOf(column)] : [];
  });
}

function textsOf(column: Column): TextField {
  switch (column.kind) {
    case 'text':
      return (item) => column.values[item];
    case 'code':
      return (item) => (column.codes[item] < 0 ? null : column.vocabulary[column.codes[item]]);
    case 'multi':
      return (item) => labelsOf(column, item).join(' ');
    case 'number':
    case 'boolean':
      return () => null;
  }
}
