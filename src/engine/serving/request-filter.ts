import type { Tables } from '../../domain/columns';
import type { FilterStep } from '../../domain/recommendations';
import { checkFilter } from '../../filters/check';
import { compileFilter, type CompiledFilter, type FilterRequest } from '../../filters/compile';
import { filterError } from '../../filters/errors';
import type { FilterSchemas } from '../../filters/fields';
import { has } from '../../filters/bitset';
import { tokenize } from '../../filters/tokens';

/** One step of a filter: everything up to and with one expression. */
interface Step {
  readonly expression: string;
  readonly filter: CompiledFilter;
}

/**
 * A filter expression ready for requests, with what each of its parts leaves. The INCLUDE expressions unite, so they
 * count as one part, at the place of the first.
 */
export class RequestFilter {
  readonly #steps: readonly Step[];

  /** @throws AppError F01 … F19 with the place in the text. */
  constructor(expression: string, schemas: FilterSchemas, tables: Tables) {
    const { filter, errors } = checkFilter(expression, schemas);
    if (filter === null) throw filterError(errors[0]);
    const texts = expressionsOf(expression);
    const parts: number[][] = [];
    let include: number[] | null = null;
    filter.expressions.forEach(({ action }, i) => {
      if (action === 'INCLUDE' && include !== null) include.push(i);
      else parts.push([i]);
      if (action === 'INCLUDE' && include === null) include = parts[parts.length - 1];
    });
    this.#steps = parts.map((part, k) => {
      const upTo = parts.slice(0, k + 1).flat();
      const expressions = filter.expressions.filter((_, i) => upTo.includes(i));
      return {
        expression: part.map((i) => texts[i]).join(' | '),
        filter: compileFilter({ ...filter, expressions }, tables),
      };
    });
  }

  /**
   * The items that pass, as bytes by item, and how many of the listable ones are left after each part.
   *
   * @throws AppError R01 … R07.
   */
  run(
    asked: Pick<FilterRequest, 'userIdx' | 'itemIdx'>,
    listable: (itemIdx: number) => boolean,
    nItems: number,
  ): { allowed: Uint8Array; steps: FilterStep[] } {
    const allowed = new Uint8Array(nItems);
    const steps = this.#steps.map(({ expression, filter }): FilterStep => {
      const set = filter.itemsFor(asked);
      let remaining = 0;
      for (let item = 0; item < nItems; item++) {
        allowed[item] = has(set, item) ? 1 : 0;
        if (allowed[item] === 1 && listable(item)) remaining++;
      }
      return { kind: 'filter', expression, remaining };
    });
    return { allowed, steps };
  }
}

/** The expressions of a filter as written, cut at the `|` between them. */
function expressionsOf(filter: string): string[] {
  const cuts = tokenize(filter).filter((token) => token.kind === 'symbol' && token.text === '|');
  const starts = [0, ...cuts.map((token) => token.end)];
  const ends = [...cuts.map((token) => token.start), filter.length];
  return starts.map((start, i) => filter.slice(start, ends[i]).trim());
}
