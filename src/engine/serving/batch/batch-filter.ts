import type { Tables } from '../../../domain/columns';
import { AppError } from '../../../domain/errors';
import { recipeFacts, servesOf, type RecipeName } from '../../../domain/recipe-catalogue';
import { checkFilter } from '../../../filters/check';
import type { CheckedFilter } from '../../../filters/checked';
import { compileFilter, type CompiledFilter } from '../../../filters/compile';
import { filterError } from '../../../filters/errors';
import type { Schemas } from '../../../domain/schema';

/**
 * The filter of a batch job: over items for lists, over users for segments.
 *
 * @throws AppError F01 … F19 with the place in the text, J06 for one that the job cannot use.
 */
export function batchFilter(
  expression: string,
  schemas: Schemas,
  tables: Tables,
  recipe: RecipeName,
): CompiledFilter {
  return compileFilter(checkBatchFilter(expression, schemas, recipe), tables);
}

/** @throws AppError as `batchFilter`; a filter on Interactions does not fit segments of attributes either. */
export function checkBatchFilter(expression: string, schemas: Schemas, recipe: RecipeName): CheckedFilter {
  const { filter, errors } = checkFilter(expression, schemas);
  if (filter === null) throw filterError(errors[0]);
  const { target, fields } = filter;
  const wanted = servesOf(recipe) === 'segments' ? 'UserID' : 'ItemID';
  if (target !== wanted) throw new AppError('J06', { target, wanted, recipe });
  const onEvents = fields.some((field) => field.startsWith('Interactions.'));
  if (recipeFacts(recipe).batchKey === 'itemAttributes' && onEvents)
    throw new AppError('J06', { reason: 'interactions', recipe });
  return filter;
}
