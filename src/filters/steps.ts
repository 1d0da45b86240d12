import type { Tables } from '../domain/columns';
import { type Bitset } from './bitset';
import type { CheckedCondition, CheckedExpression, CheckedFilter } from './checked';
import type { Target } from './ast';
import { compileFilter, type CompiledFilter, type FilterRequest } from './compile';

/** Which piece of a filter a step adds, as places in `CheckedFilter.expressions`. */
export interface StepPlace {
  readonly expressions: readonly number[];
  /** One conjunction of the only expression; null: the whole. */
  readonly conjunction: number | null;
  /** One condition of the only conjunction; null: the whole. */
  readonly condition: number | null;
}

export interface FilterStepSet extends StepPlace {
  /** Whether the request makes the piece count: an IF that does not hold and an EXCLUDE without its value do not. */
  readonly applies: boolean;
  /** What is left after this piece and all before it. */
  readonly left: Bitset;
}

/** A filter cut short after a step. */
interface Cut {
  readonly place: StepPlace;
  readonly expressions: readonly CheckedExpression[];
}

/**
 * The sets that remain after each piece of a filter, each within the one before; the last is what the filter leaves.
 * A piece is the finest that can only take away: one condition of a single INCLUDE joined by AND; all INCLUDEs
 * where there are several or OR, since these add to each other; one side of OR in an EXCLUDE.
 *
 * @param evaluated as of `compileFilter`: conditions are evaluated once for all steps.
 * @throws AppError R01 … R07, as the filter itself would.
 */
export function filterSteps(
  filter: CheckedFilter,
  tables: Tables,
  request: FilterRequest,
  evaluated = new Map<CheckedCondition, Bitset>(),
): readonly FilterStepSet[] {
  return cutsOf(filter).map(({ place, expressions }) => {
    const compiled = compileFilter({ ...filter, expressions }, tables, evaluated);
    const left = leftFor(filter.target, compiled, request);
    const own = compileFilter(
      { ...filter, expressions: place.expressions.map((i) => filter.expressions[i]) },
      tables,
      evaluated,
    );
    return { ...place, applies: own.applies(request), left };
  });
}

/** What a filter leaves of what it chooses from. @throws AppError R01 … R07. */
export function leftFor(target: Target, compiled: CompiledFilter, request: FilterRequest): Bitset {
  return target === 'UserID' ? compiled.usersFor(request) : compiled.itemsFor(request, target);
}

function cutsOf({ expressions }: CheckedFilter): readonly Cut[] {
  const cuts: Cut[] = [];
  const includes = [...expressions.keys()].filter((i) => expressions[i].action === 'INCLUDE');
  let before: readonly CheckedExpression[] = [];
  const add = (place: StepPlace, pieces: readonly CheckedExpression[]): void => {
    cuts.push({ place, expressions: [...before, ...pieces] });
  };
  expressions.forEach((expression, i) => {
    const { action, where } = expression;
    let pieces: readonly CheckedExpression[] = [expression];
    if (action === 'EXCLUDE') {
      where.forEach((_, k) => {
        const conjunction = where.length > 1 ? k : null;
        add({ expressions: [i], conjunction, condition: null }, [
          { ...expression, where: where.slice(0, k + 1) },
        ]);
      });
    } else if (includes.length === 1 && where.length === 1) {
      where[0].forEach((_, k) => {
        const condition = where[0].length > 1 ? k : null;
        const short = [where[0].slice(0, k + 1)];
        add({ expressions: [i], conjunction: 0, condition }, [{ ...expression, where: short }]);
      });
    } else if (i === includes[0]) {
      pieces = includes.map((k) => expressions[k]);
      add({ expressions: includes, conjunction: null, condition: null }, pieces);
    } else return;
    before = [...before, ...pieces];
  });
  return cuts;
}
