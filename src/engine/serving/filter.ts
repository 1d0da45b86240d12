import { AppError } from '../../domain/errors';
import type { FilterTarget } from '../../domain/facts/filters';
import type { FilterStep } from '../../domain/recommendations';
import type { Arn } from '../../domain/resources';
import type { FilterValues } from '../../domain/runtime';
import type { DomainEvent } from '../../domain/use-cases';
import { has, type Bitset } from '../../filters/bitset';
import { checkFilter } from '../../filters/check';
import type { CheckedCondition } from '../../filters/checked';
import { compileFilter, type CompiledFilter, type FilterRequest } from '../../filters/compile';
import { filterError } from '../../filters/errors';
import type { Schemas } from '../../domain/schema';
import { filterSteps } from '../../filters/steps';
import { tokenize } from '../../filters/tokens';
import type { DataIndex } from '../project/data-index';
import type { OpenProject } from '../project/open-project';
import { serviceOf } from '../../domain/service-resources';

/** A filter bound to the data, and what a request makes of it. */
export interface FilterCall extends Pick<FilterRequest, 'values' | 'maxInteractionsPerUserPerEventType'> {
  readonly filter: CompiledFilter;
}

/** A filter as a screen sends it. */
export interface WrittenFilter extends FilterCall {
  readonly text: string;
  /** Sets of its conditions, shared with its steps. */
  readonly evaluated: Map<CheckedCondition, Bitset>;
}

/** The data in which a filter of this target chooses. */
export function indexFor(target: FilterTarget, index: DataIndex): DataIndex {
  return target === 'ActionID' ? index.actions : index;
}

/** A filter of the project. @throws AppError R02, R07 for one that is not there or fits the data no longer. */
export async function storedFilter(
  project: OpenProject,
  filterArn: Arn | undefined,
  values: FilterValues = {},
): Promise<FilterCall | null> {
  if (filterArn === undefined) {
    const [parameter] = Object.keys(values);
    if (parameter !== undefined) throw new AppError('R02', { parameter, parameters: [] });
    return null;
  }
  const resource = serviceOf(project.state).filters.find(({ arn }) => arn === filterArn);
  if (resource?.status !== 'ACTIVE') {
    throw new AppError('R07', { reason: 'missing', status: resource?.status ?? null });
  }
  const { filter, errors } = checkFilter(resource.filterExpression, project.data.schemas);
  if (filter === null) throw new AppError('R07', { reason: 'unfit', status: 'unfit', fault: errors[0].code });
  const { tables } = indexFor(filter.target, await project.data.index());
  return { filter: compileFilter(filter, tables), values };
}

/** @throws AppError F01 … F19 with the place in the text. */
export function writtenFilter(
  text: string | undefined,
  schemas: Schemas,
  index: DataIndex,
): WrittenFilter | null {
  if (text === undefined) return null;
  const { filter, errors } = checkFilter(text, schemas);
  if (filter === null) throw filterError(errors[0]);
  const evaluated = new Map<CheckedCondition, Bitset>();
  return { text, evaluated, filter: compileFilter(filter, indexFor(filter.target, index).tables, evaluated) };
}

/**
 * What a use case leaves out by itself: it takes no field of the group's quota. The service looks at a user's newest 100
 * events of a type in the filters of a request; this removes an item whenever the event was.
 *
 * @throws AppError R07 where the data do not fit it.
 */
export function exclusionOf(eventType: DomainEvent, schemas: Schemas, { tables }: DataIndex): FilterCall {
  const expression = `EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("${eventType}")`;
  const { filter, errors } = checkFilter(expression, schemas);
  if (filter === null) throw new AppError('R07', { reason: 'unfit', status: 'unfit', fault: errors[0].code });
  return { filter: compileFilter(filter, tables), maxInteractionsPerUserPerEventType: Infinity };
}

/** Whom and what a request names; undefined = nobody, nothing. */
interface Ids {
  readonly userId?: string;
  readonly itemId?: string;
}

/** By dense index of the present data; −1 = unknown. */
function indicesOf({ userId, itemId }: Ids, index: DataIndex): Pick<FilterRequest, 'userIdx' | 'itemIdx'> {
  return {
    userIdx: userId === undefined ? null : index.userIdx(userId),
    itemIdx: itemId === undefined ? undefined : index.itemIdx(itemId),
  };
}

/** One byte for each present item, or action in an index of those. @throws AppError R01 … R07. */
export function allowedItems(
  { filter, ...call }: FilterCall,
  ids: Ids,
  index: DataIndex,
  wanted?: 'ItemID' | 'ActionID',
): Uint8Array {
  const set = filter.itemsFor({ ...indicesOf(ids, index), ...call }, wanted);
  const allowed = new Uint8Array(index.tables.itemIds.length);
  for (let item = 0; item < allowed.length; item++) if (has(set, item)) allowed[item] = 1;
  return allowed;
}

/**
 * How many of the listable items each part of a filter leaves. The INCLUDE expressions unite, so they count as one part,
 * at the place of the first.
 */
export function stepsOf(
  { text, filter, evaluated }: WrittenFilter,
  ids: Ids,
  index: DataIndex,
  listable: (item: number) => boolean,
): FilterStep[] {
  const texts = expressionsOf(text);
  const steps = filterSteps(filter.filter, index.tables, indicesOf(ids, index), evaluated);
  // Of the steps inside one part, the last is the whole of it.
  const parts = steps.filter(({ expressions }, k) => steps.at(k + 1)?.expressions[0] !== expressions[0]);
  return parts.map(({ expressions, left }) => {
    let remaining = 0;
    for (let i = 0; i < index.tables.itemIds.length; i++) if (has(left, i) && listable(i)) remaining++;
    return { kind: 'filter', expression: expressions.map((i) => texts[i]).join(' | '), remaining };
  });
}

/** The expressions of a filter as written, cut at the `|` between them. */
function expressionsOf(filter: string): string[] {
  const cuts = tokenize(filter).filter((token) => token.kind === 'symbol' && token.text === '|');
  const starts = [0, ...cuts.map((token) => token.end)];
  const ends = [...cuts.map((token) => token.start), filter.length];
  return starts.map((start, i) => filter.slice(start, ends[i]).trim());
}
