import { AppError } from '../../../domain/errors';
import { servesOf } from '../../../domain/recipe-catalogue';
import { has } from '../../../filters/bitset';
import type { CompiledFilter } from '../../../filters/compile';
import { topK } from '../../../kernels/top-k';
import { having } from '../../../recipes/capabilities';
import { checkContext } from '../checks';
import type { Schemas } from '../../../domain/schema';
import { rankingOf, score } from '../score';
import { listableItems, orderList, select } from '../select';
import type { Serving } from '../serving';
import type { BatchLine } from './batch-line';
import type { BatchAnswer } from './batch-output';
import type { NameList } from './themes';

/** What a job answers from. */
export interface BatchSource extends Serving {
  readonly numResults: number;
  readonly filter: CompiledFilter | null;
  /** The items of the data that an attribute query is about. @throws AppError B03, B06 for a value that no item has. */
  readonly itemsMatching: (query: string, line: number) => Int32Array;
  /** The schemas that a line's context is held against. */
  readonly schemas: Schemas;
  /** Gives every list a theme and the order of its relevance; null = lists stay as they are. */
  readonly themeOf: NameList | null;
}

/**
 * The answer to one line, from the whole history of its user or from its item. Users and items that are not known get
 * popular items; the softmax is taken over the catalogue, or over the known items of a given list, before any filter.
 *
 * @throws AppError R01 … R07 for filter values that do not fit, I05 for context that does not, B06 for what a segment
 *   cannot be asked about.
 */
export function answerLine(line: BatchLine, source: BatchSource): BatchAnswer {
  const { recipe } = source.version.spec;
  checkContext(line.context, recipe, source.schemas);
  if (servesOf(recipe) === 'segments') return segment(line, source);
  const subject = {
    userId: line.userId ?? undefined,
    itemId: line.itemId ?? undefined,
    context: line.context,
  };
  const filter = source.filter && { filter: source.filter, values: line.filterValues };
  const scored = score(source, subject);
  if (line.itemList !== null) {
    const ranked = orderList(source, scored, line.itemList, listableItems(source, filter, subject));
    return {
      recommendedItems: ranked.map(({ itemId }) => itemId),
      scores: ranked.map((one) => one.score),
    };
  }
  const ranking = rankingOf(source, scored);
  const { places } = select(source, ranking, subject, { numResults: source.numResults, filter });
  const { itemIds } = source.index.tables;
  if (source.themeOf !== null) {
    const { theme, items } = source.themeOf(places.map(({ item }) => item));
    return {
      recommendedItems: items.map(({ item }) => itemIds[item]),
      theme,
      relevances: items.map(({ relevance }) => relevance),
    };
  }
  const { scores } = ranking;
  return {
    recommendedItems: places.map(({ item }) => itemIds[item]),
    scores: scores && places.map(({ item }) => scores[item]),
  };
}

function segment(line: BatchLine, source: BatchSource): BatchAnswer {
  const { served, index, numResults, filter } = source;
  const { model } = served;
  const items = line.itemId === null ? itemsOf(line, source) : oneItem(line.itemId, line.line, source);
  const values = new Float64Array(served.nUsers);
  having(model, 'segments').scoreSegment(items, values);
  if (values.some(Number.isNaN)) throw new AppError('MODEL_DIVERGED');
  const allowed = filter && allowedUsers(filter, line, source);
  const best = topK(served.byPresentUser(values, -Infinity), index.userRank, numResults, allowed);
  return { recommendedUsers: Array.from(best, (user) => index.tables.userIds[user]) };
}

/** @throws AppError B06 for an item that was not in training. */
function oneItem(itemId: string, line: number, source: BatchSource): Int32Array {
  const item = source.served.modelItemOf(itemId);
  if (item < 0 || !having(source.served.model, 'segments').isTrained(item))
    throw new AppError('B06', { line, value: itemId });
  return Int32Array.of(item);
}

/** @throws AppError B06 for an attribute that no item of the training has. */
function itemsOf({ itemAttributes, line }: BatchLine, { itemsMatching, served }: BatchSource): Int32Array {
  const query = itemAttributes ?? '';
  const items = itemsMatching(query, line)
    .map((item) => served.modelItem(item))
    .filter((item) => item >= 0);
  if (items.length === 0) throw new AppError('B06', { line, value: query });
  return items;
}

function allowedUsers(
  filter: CompiledFilter,
  { filterValues }: BatchLine,
  { index }: BatchSource,
): Uint8Array {
  const set = filter.usersFor({ values: filterValues });
  return Uint8Array.from(index.tables.userIds, (_, user) => (has(set, user) ? 1 : 0));
}
