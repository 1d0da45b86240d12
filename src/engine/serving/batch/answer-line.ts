import type { Tables } from '../../../domain/columns';
import { AppError } from '../../../domain/errors';
import type { RequestContext } from '../../../domain/histories';
import type { RecipeType } from '../../../domain/recipe-catalogue';
import { has } from '../../../filters/bitset';
import type { CompiledFilter } from '../../../filters/compile';
import { softmax } from '../../../kernels/softmax';
import { topK } from '../../../kernels/top-k';
import { having } from '../../../recipes/capabilities';
import type { DataIndex } from '../../project/data-index';
import { checkContext, type Schemas } from '../request-checks';
import { rankList } from '../rank-list';
import type { ServedModel } from '../../project/served-model';
import type { BatchLine } from './batch-line';
import type { BatchAnswer } from './batch-output';

/** What a job answers from. */
export interface BatchSource {
  readonly served: ServedModel;
  readonly index: DataIndex;
  readonly type: RecipeType;
  readonly numResults: number;
  readonly filter: CompiledFilter | null;
  /** The logits of a user where they are not the model's own: with exploration. */
  readonly logitsOf?: (userId: string, context: RequestContext) => Float64Array;
  /** The items of the data that an attribute query is about. @throws AppError B03, B06 for a value that no item has. */
  readonly itemsMatching: (query: string, line: number) => Int32Array;
  /** The schemas that a line's context is held against. */
  readonly schemas: Schemas;
}

/**
 * The answer to one line, from the whole history of its user or from its item. Users and items that are not known get
 * popular items; the softmax is taken over the catalogue, or over the known items of a given list, before any filter.
 *
 * @throws AppError R01 … R07 for filter values that do not fit, I05 for context that does not, B06 for what a segment
 *   cannot be asked about.
 */
export function answerLine(line: BatchLine, source: BatchSource): BatchAnswer {
  checkContext(line.context, source.type, source.schemas);
  if (source.type === 'USER_SEGMENTATION') return segment(line, source);
  if (line.itemList !== null) return rankGiven(line, line.itemList, source);
  const { served, index, numResults } = source;
  const { model } = served;
  const values = new Float64Array(model.nItems);
  if (source.type === 'RELATED_ITEMS')
    having(model, 'relates').scoreRelated(modelItem(line.itemId ?? '', source), values);
  else if (source.logitsOf !== undefined) values.set(source.logitsOf(line.userId ?? '', line.context));
  else model.scoreUser(served.query(line.userId ?? '', line.context), values);
  requireNumbers(values);
  const best = topK(
    served.byPresentItem(values, -Infinity),
    index.itemRank,
    numResults,
    allowedBy(line, source),
  );
  const recommendedItems = Array.from(best, (item) => index.tables.itemIds[item]);
  if (!model.hasScores) return { recommendedItems, scores: null };
  const scores = new Float64Array(values.length);
  softmax(values, scores);
  const byItem = served.byPresentItem(scores, NaN);
  return { recommendedItems, scores: Array.from(best, (item) => byItem[item]) };
}

/** The model's number of an item given by id; −1 when it does not know it. */
function modelItem(itemId: string, { served, index }: BatchSource): number {
  const item = index.itemIdx(itemId);
  return item < 0 ? -1 : served.modelItem(item);
}

function rankGiven(line: BatchLine, itemList: readonly string[], source: BatchSource): BatchAnswer {
  const ranked = rankList(source, line.userId ?? '', itemList, allowedBy(line, source), line);
  return {
    recommendedItems: ranked.map(({ itemId }) => itemId),
    scores: ranked.map(({ score }) => score),
  };
}

function segment(line: BatchLine, source: BatchSource): BatchAnswer {
  const { served, index, numResults, filter } = source;
  const { model } = served;
  const items = line.itemId === null ? itemsOf(line, source) : oneItem(line.itemId, line.line, source);
  const values = new Float64Array(served.nUsers);
  having(model, 'segments').scoreSegment(items, values);
  requireNumbers(values);
  const allowed = filter && usersBy(filter, line, index.tables);
  const best = topK(served.byPresentUser(values, -Infinity), index.userRank, numResults, allowed);
  return { recommendedUsers: Array.from(best, (user) => index.tables.userIds[user]) };
}

/** @throws AppError B06 for an item that was not in training. */
function oneItem(itemId: string, line: number, source: BatchSource): Int32Array {
  const item = modelItem(itemId, source);
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

function allowedBy(line: BatchLine, { filter, index }: BatchSource): Uint8Array | null {
  if (filter === null) return null;
  const userIdx = line.userId === null ? null : index.userIdx(line.userId);
  const itemIdx = line.itemId === null ? undefined : index.itemIdx(line.itemId);
  const set = filter.itemsFor({ userIdx, itemIdx, values: line.filterValues });
  return Uint8Array.from(index.tables.itemIds, (_, item) => (has(set, item) ? 1 : 0));
}

function usersBy(filter: CompiledFilter, { filterValues }: BatchLine, { userIds }: Tables): Uint8Array {
  const set = filter.usersFor({ values: filterValues });
  return Uint8Array.from(userIds, (_, user) => (has(set, user) ? 1 : 0));
}

function requireNumbers(values: Float64Array): void {
  if (values.some(Number.isNaN)) throw new AppError('MODEL_DIVERGED');
}
