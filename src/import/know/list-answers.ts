import { lastPart } from '../../domain/arn';
import type { ListForm } from '../../domain/brought-along';
import type { Json, JsonObject } from '../../domain/errors';
import { isObject } from '../../domain/json';
import { TABLE_LIMITS } from '../../domain/table-limits';
import { guessEncoding, looksBinary } from '../open/bytes/encoding';
import { isZip, readBeginning, type SourceFile } from '../open/bytes/source';
import { parseExactly } from '../open/forms/json/parse';
import { textPieces } from '../open/forms/text-pieces';

/** What the service answered about one person; without a list where it failed, without a person where nothing says who it was. */
export interface ListAnswer {
  readonly form: ListForm;
  readonly person: string | null;
  readonly items: readonly string[] | null;
}

const BEGINNING_BYTES = 1 << 14;
/** Members that hold a list, as the service calls them and as people call what they save. */
const LISTS = 'itemList personalizedRanking recommendedItems recommendations items item_list recs'.split(' ');
const PEOPLE = ['userId', 'user_id', 'userID', 'USER_ID', 'user'];
const ITEMS = ['itemId', 'item_id', 'itemID', 'ITEM_ID', 'item', 'id'];
const ENDING = /(\.(json|jsonl|ndjson|out|txt|gz))+$/i;

/**
 * The answers in a file of JSON: lines of a batch job (`input`, `output`, `error`), answers of GetRecommendations and
 * GetPersonalizedRanking, one or several, in a list or under the ids of those who were asked for; none in what is no such
 * file. An answer says nothing of who it is for: `userId` beside it does, else the key it stands under, else the file's name.
 *
 * @param isPerson whether a part of a file's name is somebody.
 */
export async function* answersIn(
  source: SourceFile,
  isPerson: (id: string) => boolean,
): AsyncGenerator<ListAnswer> {
  if (source.table !== undefined || source.refusal !== undefined) return;
  const { bytes, gzip } = await readBeginning(source, BEGINNING_BYTES);
  if (isZip(bytes) || looksBinary(bytes)) return;
  const encoding = guessEncoding(bytes);
  const beginning = new TextDecoder(encoding).decode(bytes, { stream: true });
  if (!/^\uFEFF?\s*[{[]/.test(beginning)) return;
  const called = personIn(source.path, isPerson);
  for await (const value of valuesOf(textPieces(source, { gzip, encoding })))
    yield* answersOf(value, null, called, isPerson);
}

/** The values of JSON Lines one by one; of any other JSON the whole. What is neither is nothing. */
async function* valuesOf(pieces: AsyncIterable<string>): AsyncGenerator<Json> {
  let rest = '';
  let inLines: boolean | null = null;
  for await (const piece of pieces) {
    rest += piece;
    if (inLines === null) {
      const end = rest.trimStart().indexOf('\n');
      if (end < 0) continue;
      inLines = parsed(rest.trimStart().slice(0, end)) !== undefined;
    }
    if (rest.length > TABLE_LIMITS.wholeChars) return;
    if (!inLines) continue;
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield* one(line);
  }
  yield* one(rest);
}

function* one(text: string): Generator<Json> {
  const value = text.trim() === '' ? undefined : parsed(text);
  if (value !== undefined) yield value;
}

function parsed(text: string): Json | undefined {
  try {
    return parseExactly(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function* answersOf(
  value: Json,
  key: string | null,
  called: string | null,
  isPerson: (id: string) => boolean,
): Generator<ListAnswer> {
  if (Array.isArray(value)) {
    const own = key === null ? null : idsIn(value);
    if (own !== null) yield { form: 'amazon-answers', person: key, items: own };
    else for (const part of value) if (isObject(part)) yield* answersOf(part, key, called, isPerson);
    return;
  }
  if (!isObject(value)) return;
  const answer = batchLine(value) ?? answerIn(value, key ?? called);
  if (answer !== null) yield answer;
  else if (key === null && Object.keys(value).some(isPerson))
    for (const [id, part] of Object.entries(value)) yield* answersOf(part, id, called, isPerson);
}

/** A line of a batch job's output. Lines about items are nobody's list. */
function batchLine(value: JsonObject): ListAnswer | null {
  const { input, output, error } = value;
  if (!isObject(input) || (output === undefined && error === undefined)) return null;
  const person = member(input, PEOPLE);
  const items = isObject(output) ? (listIn(output) ?? null) : null;
  return { form: 'amazon-batch', person, items: error === null || error === undefined ? items : null };
}

function answerIn(value: JsonObject, called: string | null): ListAnswer | null {
  const within = [value, value.response, value.answer, value.output].filter((one) => isObject(one));
  const items = within.map(listIn).find((list) => list !== undefined);
  if (items === undefined) return null;
  const asked = [value, value.request, value.input].filter((one) => isObject(one));
  const person = asked.map((one) => member(one, PEOPLE)).find((id) => id !== null);
  return { form: 'amazon-answers', person: person ?? called, items };
}

function listIn(value: JsonObject): readonly string[] | undefined {
  for (const name of LISTS) {
    const list = value[name];
    // With themes, or by groups, a list lies one deeper.
    const ids = Array.isArray(list) ? idsIn(list) : isObject(list) ? listIn(list) : null;
    if (ids !== null && ids !== undefined) return ids;
  }
  return undefined;
}

/** The ids of a list of ids, or of records of which each has one; null for any other list. */
function idsIn(list: readonly Json[]): string[] | null {
  const ids = list.map((part) => (isObject(part) ? member(part, ITEMS) : scalar(part)));
  const isIds =
    ids.every((id) => id !== null) && !list.some((part) => isObject(part) && isObject(part.input));
  return isIds ? (ids as string[]) : null;
}

function member(record: JsonObject, names: readonly string[]): string | null {
  for (const name of names) {
    const id = scalar(record[name]);
    if (id !== null) return id;
  }
  return null;
}

function scalar(value: Json | undefined): string | null {
  if (typeof value === 'string' && value !== '') return value;
  return typeof value === 'number' ? String(value) : null;
}

/** Whom a file's name says it is about: all of it, or what stands behind its last sign between words. */
function personIn(path: string, isPerson: (id: string) => boolean): string | null {
  const name = lastPart(path).replace(ENDING, '');
  const candidates = [name, ...Array.from(name.matchAll(/[-_. ]/g), ({ index }) => name.slice(index + 1))];
  return candidates.find(isPerson) ?? null;
}
