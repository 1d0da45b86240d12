import { NO_EVENT_TYPE, type Tables } from '../domain/columns';
import { AppError } from '../domain/errors';
import type { UserQuery } from '../domain/histories';
import { askedAt } from '../domain/queries';
import { servesOf } from '../domain/recipe-catalogue';
import { DataIndex } from '../engine/project/data-index';
import { ServedModel } from '../engine/project/served-model';
import { checkInputList, checkNumResults } from '../engine/serving/checks';
import { addedUp } from '../engine/serving/explain';
import type { FilterCall } from '../engine/serving/filter';
import { countOf } from '../engine/serving/lists';
import { rankingOf, scoreItem, scoreQuery, type Scored } from '../engine/serving/score';
import { countListable, listableItems, orderList, placesOf, select } from '../engine/serving/select';
import type { Serving } from '../engine/serving/serving';
import { fullSet, subtract, add, emptySet, type Bitset } from '../filters/bitset';
import { checkFilter } from '../filters/check';
import type { CheckedCondition, CheckedFilter } from '../filters/checked';
import { compileFilter } from '../filters/compile';
import { filterError } from '../filters/errors';
import { having } from '../recipes/capabilities';
import { tablesOf, type ItemsFile } from './items-file';
import { readModelFile, unzipped, type TakenFacts } from './model-file';
import type {
  Explained,
  Filter,
  HistoryEvent,
  ListRequest,
  LoadOptions,
  ModelSource,
  RankRequest,
  Recommendations,
  Recommender,
} from './recommender-types';
import { restore } from '../recipes/restore';
import { saying } from './say-error';

/** The one who asks, in tables that know nobody else. */
const VISITOR = '';
/** Events whose times are not told come so far apart that no recipe takes two for one moment. */
const STEP_SEC = 60;

/**
 * Reads a recommender: `model.bin`, and `items.json` beside it unless `options.items` says where that is.
 *
 * @param source a URL, an answer to a request, bytes, or in Node a path.
 * @throws Error that says what is wrong with the files.
 */
export async function loadRecommender(
  source: ModelSource,
  { items = besideOf(source) }: LoadOptions = {},
): Promise<Recommender> {
  const [model, list] = await Promise.all([
    bytesOf(source),
    items instanceof Object && 'ids' in items ? items : readJson(items),
  ]);
  const file = await unzipped(model);
  return saying(() => {
    const { stored, facts } = readModelFile(file);
    return new TakenRecommender(stored, facts, list as ItemsFile);
  });
}

/** Where the items of a model are by themselves: beside it, else beside this file. */
function besideOf(source: ModelSource): string | URL {
  if (source instanceof URL) return new URL('items.json', source);
  if (typeof source === 'string') return source.replace(/[^/\\]*$/, 'items.json');
  return new URL(
    'items.json',
    source instanceof Response && source.url !== '' ? source.url : import.meta.url,
  );
}

async function readJson(source: Exclude<LoadOptions['items'], undefined>): Promise<unknown> {
  return JSON.parse(new TextDecoder().decode(await bytesOf(source as ModelSource)));
}

async function bytesOf(source: ModelSource): Promise<ArrayBuffer> {
  if (source instanceof ArrayBuffer) return source;
  if (ArrayBuffer.isView(source))
    return new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice().buffer as ArrayBuffer;
  if (source instanceof Response) return answerOf(source, source.url);
  const isFile = source instanceof URL ? source.protocol === 'file:' : !/^[a-z]+:\/\//i.test(source);
  const isNode =
    typeof (globalThis as { process?: { versions?: { node?: string } } }).process?.versions?.node ===
    'string';
  if (!isFile || !isNode) return answerOf(await fetch(source), String(source));
  // Named by a variable, so that no bundler of pages looks for it.
  const files = 'node:fs/promises';
  const { readFile } = (await import(/* @vite-ignore */ files)) as {
    readFile(path: string | URL): Promise<Uint8Array<ArrayBuffer>>;
  };
  return (await readFile(source)).slice().buffer;
}

async function answerOf(answer: Response, url: string): Promise<ArrayBuffer> {
  if (!answer.ok) throw new Error(`${url} cannot be read: the host answers ${answer.status}.`);
  return answer.arrayBuffer();
}

/** A filter that was asked for, and the sets of its conditions that depend on the items alone. */
interface KnownFilter {
  readonly filter: CheckedFilter;
  readonly evaluated: Map<CheckedCondition, Bitset>;
}

/** One request: who asks, among the items. */
interface Asked {
  readonly serving: Serving;
  readonly query: UserQuery;
  /** Events of items that nobody knows. */
  readonly unknown: number;
}

class TakenRecommender implements Recommender {
  readonly about: Recommender['about'];
  readonly items: Recommender['items'];
  readonly #serving: Serving;
  readonly #itemRank: Int32Array;
  readonly #gone: readonly number[];
  readonly #filters = new Map<string, KnownFilter>();

  constructor(
    stored: ReturnType<typeof readModelFile>['stored'],
    private readonly facts: TakenFacts,
    private readonly file: ItemsFile,
  ) {
    const { recipe, seed } = stored.header;
    this.about = facts.about as Recommender['about'];
    this.items = file.ids.flatMap((itemId, item) =>
      itemId === null ? [] : [{ itemId, ...this.#named(item) }],
    );
    this.#gone = [...file.ids.keys()].filter((item) => file.ids[item] === null);
    const index = new DataIndex(tablesOf(file, facts.eventTypes));
    // Both are made once, and taken over by the tables of each request.
    index.itemIdx(VISITOR);
    this.#itemRank = index.itemRank;
    // Whoever asks is nobody of the training.
    const ofNobody = { ...stored, header: { ...stored.header, nUsers: 0 } };
    const served = new ServedModel(ofNobody, index, true, restore(stored));
    this.#serving = { version: { arn: recipe, spec: { recipe, seed } }, served, index };
  }

  recommend({ history = [], numResults, filter, context, atSec }: ListRequest = {}): Recommendations {
    return saying(() => {
      const asked = this.#ask(history, atSec, context);
      const { itemIds } = asked.serving.index.tables;
      if (servesOf(this.#recipe) !== 'items')
        return this.#list(asked, scoreQuery(asked.serving, asked.query), numResults, filter);
      const newest = asked.query.items.at(-1);
      return this.#listAbout(asked, newest === undefined ? VISITOR : itemIds[newest], numResults, filter);
    });
  }

  similar(
    itemId: string,
    { numResults, filter }: Pick<ListRequest, 'numResults' | 'filter'> = {},
  ): Recommendations {
    return saying(() => {
      const asked = this.#ask([{ itemId }]);
      if (servesOf(this.#recipe) === 'items') return this.#listAbout(asked, itemId, numResults, filter);
      const scored = scoreQuery(asked.serving, asked.query);
      const values = scored.values.slice();
      for (const item of asked.query.items) values[item] = -Infinity;
      return this.#list(asked, { ...scored, values, unexplored: values }, numResults, filter);
    });
  }

  rank(
    history: readonly HistoryEvent[],
    itemIds: readonly string[],
    { filter, context, atSec }: RankRequest = {},
  ): Recommendations {
    return saying(() => {
      const asked = this.#ask(history, atSec, context);
      const { serving } = asked;
      const { index, served } = serving;
      const scored = this.#scored(asked);
      const allowed = listableItems(serving, this.#filterCall(filter, index), { userId: VISITOR });
      const ordered = orderList(serving, scored, checkInputList(itemIds, false), allowed);
      const scoreOf = (itemId: string, score: number): number => {
        const item = index.itemIdx(itemId);
        if (served.model.hasScores || item < 0) return score;
        const value = scored.values[served.modelItem(item)] ?? -Infinity;
        return value === -Infinity ? 0 : countOf(item, served, scored.values);
      };
      const list = ordered.map(({ itemId, score }) => ({
        itemId,
        score: scoreOf(itemId, score),
        ...this.#named(index.itemIdx(itemId)),
      }));
      return Object.assign(list, { unknown: asked.unknown });
    });
  }

  explain(
    history: readonly HistoryEvent[],
    itemId: string,
    { filter, context, atSec }: RankRequest = {},
  ): Explained {
    return saying(() => {
      const asked = this.#ask(history, atSec, context);
      const { serving } = asked;
      const { served, index } = serving;
      const item = index.itemIdx(itemId);
      if (item < 0) throw new AppError('NOT_FOUND', { what: 'item', id: itemId });
      const scored = this.#scored(asked);
      const allowed = listableItems(serving, this.#filterCall(filter, index), { userId: VISITOR });
      const { values } = rankingOf(serving, scored);
      const modelItem = served.modelItem(item);
      const { model } = served;
      const stands = {
        itemId,
        ...this.#named(item),
        rank: placesOf(Int32Array.of(item), values, this.#itemRank, allowed)[0],
        listable: countListable(values, allowed),
        unknown: asked.unknown,
      };
      if (modelItem < 0 || !(scored.values[modelItem] > -Infinity))
        return { ...stands, shares: null, reason: null };
      if (!model.hasScores) {
        const reason = having(model, 'givesReasons').reason(scored.query, modelItem);
        return { ...stands, shares: null, reason };
      }
      const { contributions, ...numbers } = addedUp(modelItem, scored, model);
      const shares = contributions.map(({ part, value, historyPosition, context: given }) => {
        if (historyPosition === undefined) return { part, value, ...(given && { context: given }) };
        const past = served.presentItem(scored.query.items[historyPosition]);
        return { part, value, itemId: index.tables.itemIds[past], ...this.#named(past) };
      });
      return { ...stands, ...numbers, shares, reason: null };
    });
  }

  get #recipe(): Serving['version']['spec']['recipe'] {
    return this.#serving.version.spec.recipe;
  }

  #named(item: number): { readonly name?: string } {
    const name = this.file.names[item] ?? null;
    return name === null ? {} : { name };
  }

  /** Of a recipe that answers about items, about the newest of the history. */
  #scored({ serving, query }: Asked): Scored {
    if (servesOf(this.#recipe) !== 'items') return scoreQuery(serving, query);
    const newest = query.items.at(-1);
    return scoreItem(serving, {
      itemId: newest === undefined ? VISITOR : serving.index.tables.itemIds[newest],
    });
  }

  #listAbout(asked: Asked, itemId: string, numResults?: number, filter?: Filter): Recommendations {
    return this.#list(asked, scoreItem(asked.serving, { itemId }), numResults, filter, itemId);
  }

  #list(
    { serving, unknown }: Asked,
    scored: Scored,
    numResults: number | undefined,
    filter: Filter | undefined,
    itemId?: string,
  ): Recommendations {
    const { index, served } = serving;
    const ranking = rankingOf(serving, scored);
    const { places } = select(
      serving,
      ranking,
      { userId: VISITOR, ...(itemId !== undefined && { itemId }) },
      { numResults: checkNumResults(numResults, false), filter: this.#filterCall(filter, index) },
    );
    const list = places.map(({ item }) => ({
      itemId: index.tables.itemIds[item],
      score: ranking.scores === null ? countOf(item, served, ranking.values) : ranking.scores[item],
      ...this.#named(item),
    }));
    return Object.assign(list, { unknown });
  }

  /** Tables in which the one who asks has done this. */
  #ask(history: readonly HistoryEvent[], atSec?: number, context?: ListRequest['context']): Asked {
    const { index: items, served } = this.#serving;
    const { tables, unknown } = this.#tablesWith(history, items);
    const index = items.withTables(tables);
    const present = served.withIndex(index);
    const newest = Math.max(index.newestSec, this.facts.newestSec ?? -Infinity);
    const query = askedAt(present.query(VISITOR, context), atSec ?? newest);
    return { serving: { ...this.#serving, served: present, index, ...this.#without() }, query, unknown };
  }

  #tablesWith(
    history: readonly HistoryEvent[],
    items: DataIndex,
  ): { readonly tables: Tables; readonly unknown: number } {
    const known = history.filter(({ itemId }) => items.itemIdx(itemId) >= 0);
    const eventTypes = [...this.facts.eventTypes];
    const codeOf = (type: string | undefined): number => {
      if (type === undefined) return NO_EVENT_TYPE;
      const code = eventTypes.indexOf(type);
      return code >= 0 ? code : eventTypes.push(type) - 1;
    };
    const begin = (this.facts.newestSec ?? 0) - history.length * STEP_SEC;
    const interactions = {
      nRows: known.length,
      userIdx: new Int32Array(known.length),
      itemIdx: Int32Array.from(known, ({ itemId }) => items.itemIdx(itemId)),
      timestampSec: Float64Array.from(known, ({ timestamp }, k) => timestamp ?? begin + k * STEP_SEC),
      eventType: Uint16Array.from(known, ({ eventType }) => codeOf(eventType)),
      eventTypes,
      columns: [],
    };
    return {
      tables: { ...items.tables, userIds: [VISITOR], interactions },
      unknown: history.length - known.length,
    };
  }

  /** What is in the data no more counts and is never listed. */
  #without(): Pick<Serving, 'exclusion'> {
    if (this.#gone.length === 0) return {};
    const gone = emptySet(this.file.ids.length);
    for (const item of this.#gone) add(gone, item);
    const left = (): Bitset => subtract(fullSet(this.file.ids.length), gone);
    return { exclusion: { filter: { itemsFor: left } } as unknown as FilterCall };
  }

  #filterCall(asked: Filter | undefined, index: DataIndex): FilterCall | null {
    if (asked === undefined) return null;
    const { expression, values = {} } = typeof asked === 'string' ? { expression: asked } : asked;
    const { filter, evaluated } = this.#filter(expression);
    return { filter: compileFilter(filter, index.tables, evaluated), values };
  }

  #filter(expression: string): KnownFilter {
    const known = this.#filters.get(expression);
    if (known !== undefined) return known;
    const { filter, errors } = checkFilter(expression, this.file.schemas);
    if (filter === null) throw filterError(errors[0]);
    const made = { filter, evaluated: new Map<CheckedCondition, Bitset>() };
    this.#filters.set(expression, made);
    return made;
  }
}
