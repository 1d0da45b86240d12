import type { Tables } from '../../domain/columns';
import { AppError } from '../../domain/errors';
import type { RecipeName, RecipeType } from '../../domain/resources';
import { checkFilter } from '../../filters/check';
import { compileFilter, type CompiledFilter } from '../../filters/compile';
import { filterError } from '../../filters/errors';
import type { FilterSchemas } from '../../filters/fields';

/**
 * The filter of a batch job: over items for lists, over users for segments.
 *
 * @throws AppError F01 … F19 with the place in the text, J06 for one that the job cannot use.
 */
export function batchFilter(
  expression: string,
  schemas: FilterSchemas,
  tables: Tables,
  { name, type }: { readonly name: RecipeName; readonly type: RecipeType },
): CompiledFilter {
  const { filter, errors } = checkFilter(expression, schemas);
  if (filter === null) throw filterError(errors[0]);
  const wanted = type === 'USER_SEGMENTATION' ? 'UserID' : 'ItemID';
  if (filter.target !== wanted) throw new AppError('J06', { target: filter.target, wanted, recipe: name });
  return compileFilter(filter, tables);
}
