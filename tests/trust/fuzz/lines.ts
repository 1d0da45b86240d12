import type { Rng } from '../../../src/kernels/rng';
import { describeError } from '../../../src/words/copy/errors';
import type { AppError, Json, JsonObject } from '../../../src/domain/errors';
import { recipeFacts, type RecipeName } from '../../../src/domain/recipe-catalogue';
import { attributeQueries } from '../../../src/engine/serving/batch/attribute-query';
import { answerLines, newTally, type BatchTask } from '../../../src/engine/serving/batch/batch-job';
import { batchFilter } from '../../../src/engine/serving/batch/batch-filter';
import { keyOf } from '../../../src/engine/serving/batch/batch-line';
import { linesOf } from '../../../src/engine/serving/batch/lines-of';
import { OpenProject } from '../../../src/engine/project/open-project';
import { batchStudio } from '../../support/batch-studio';
import { nodeJob } from '../../support/studio-in-node';
import { AWKWARD, many, mutatedBytes, mutatedText, oneIn, pick } from './mutate';
import { badSentence, loss, type Finding, type Target } from './target';

/** Recipes of every kind of line, with and without a filter. */
const ASKED: readonly (readonly [RecipeName, string | null])[] = [
  ['aws-popularity-count', null],
  [
    'aws-popularity-count',
    'EXCLUDE ItemID WHERE Items.GENRE IN ($G) | EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("*")',
  ],
  ['aws-personalized-ranking', null],
  ['aws-personalized-ranking', 'INCLUDE ItemID WHERE Items.GENRE IN ($constructor)'],
  ['aws-sims', null],
  ['aws-sims', 'INCLUDE ItemID WHERE Items.GENRE IN CurrentItem.GENRE'],
  ['aws-item-affinity', null],
  ['aws-item-attribute-affinity', 'EXCLUDE UserID WHERE Users.AGE > $AGE'],
];

interface Site {
  readonly task: BatchTask;
  /** The failure of the line that was answered last. */
  failure: AppError | null;
  readonly itemIds: readonly string[];
  readonly userIds: readonly string[];
}
const sites = await makeSites();

interface Input {
  /** Place in `ASKED`. */
  readonly asked: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Bytes that come at a time. */
  readonly step: number;
}

/**
 * The input file of a batch job. Every line that is not blank is answered by one line, in order, with itself as it was;
 * it holds an answer or says, by its number, what is wrong.
 */
export const lines: Target<Input> = {
  make(random) {
    const asked = random.below(ASKED.length);
    let text = many(random, 6, () => line(random, asked)).join(pick(random, ['\n', '\n', '\r\n', '\n\n']));
    const other = line(random, asked);
    if (oneIn(random, 2))
      for (let i = random.below(4); i > 0; i--) text = mutatedText(random, text, PIECES, other);
    let bytes = new TextEncoder().encode(text);
    if (oneIn(random, 4)) bytes = mutatedBytes(random, bytes, new TextEncoder().encode(other));
    const isSmall = bytes.length < 4000 && oneIn(random, 3);
    return { asked, bytes, step: isSmall ? 1 + random.below(5) : 1 << 16 };
  },

  async attempt({ asked, bytes, step }, seen) {
    const site = sites[asked];
    const wanted = new TextDecoder()
      .decode(bytes)
      .split('\n')
      .map((text) => text.replace(/\r$/, ''));
    const tally = newTally();
    const answers: { readonly text: string; readonly number: number; readonly failure: AppError | null }[] =
      [];
    const source = { path: 'in.jsonl', sizeBytes: bytes.length, stream: () => inSteps(bytes, step) };
    site.failure = null;
    for await (const text of answerLines(linesOf(source), site.task, nodeJob(), tally)) {
      answers.push({ text, number: tally.linesRead, failure: site.failure });
      site.failure = null;
    }
    const whole = linesAreUtf8(bytes);
    const filled = wanted.flatMap((text, i) =>
      text.trim() === '' ? [] : [{ text, number: i + 1, isUtf8: whole[i] }],
    );
    if (answers.length !== filled.length || tally.lines !== filled.length)
      return loss(`${filled.length} lines have ${answers.length} answers`);
    for (const [i, { text, number, isUtf8 }] of filled.entries()) {
      const answer = answers[i];
      if (answer.number !== number) return loss(`line ${number} is answered as line ${answer.number}`);
      const found = wrongAnswer({ text, number, isUtf8 }, answer.text, answer.failure, asked);
      if (found !== null) return found;
      seen(answer.failure === null ? 'taken' : `refused ${answer.failure.code}`);
    }
    return null;
  },

  show: ({ asked, bytes, step }) =>
    `${ASKED[asked].join(' ')}, ${step} bytes at a time: ${JSON.stringify(new TextDecoder('latin1').decode(bytes)).slice(0, 2000)}`,
};

async function makeSites(): Promise<readonly Site[]> {
  const { node, state, version } = await batchStudio();
  const arns = new Map<string, string>();
  for (const [recipe] of ASKED) arns.set(recipe, await version(recipe));
  const store = await node.catalogue.open(state.project.id);
  const clock = { nowMs: () => Date.now() };
  const project = new OpenProject(store, await store.readState(), {
    clock,
    requireWriter: () => undefined,
    onState: () => undefined,
  });
  const index = await project.data.index();
  const { schemas } = project.data;
  const made: Site[] = [];
  for (const [name, expression] of ASKED) {
    const found = project.state.solutionVersions.find(({ arn }) => arn === arns.get(name));
    if (found === undefined) throw new RangeError(`no version of ${name}`);
    const { userIds, itemIds } = index.tables;
    const site: Site = {
      failure: null,
      userIds,
      itemIds,
      task: {
        describe: (error) => {
          site.failure = error;
          return describeError(error).what;
        },
        source: {
          version: found,
          served: await project.models.of(found),
          index,
          schemas,
          numResults: 3,
          filter: expression === null ? null : batchFilter(expression, schemas, index.tables, name),
          itemsMatching: attributeQueries(schemas, index.tables),
          themeOf: null,
        },
      },
    };
    made.push(site);
  }
  return made;
}

const PIECES = [
  ...['{', '}', '[', ']', ':', '"', '\\', '\\u0000', '\\ud83d', 'null', '{}', '[]', '""', 'userId', 'itemId'],
  ...['"userId":', '"itemId":"a"', '"filterValues":{}', ',"userId":"1"', '\t', ...AWKWARD],
];

/** A line as it should be, or nearly so. */
function line(random: Rng, asked: number): string {
  const [recipe, filter] = ASKED[asked];
  const key = keyOf(recipe);
  const word = (words: readonly string[]): Json =>
    oneIn(random, 5) ? pick(random, AWKWARD) : oneIn(random, 20) ? oddValue(random) : pick(random, words);
  const object: { [key: string]: Json } = {};
  const put = (name: string, value: Json): void => {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  };
  if (key === 'itemAttributes')
    put(
      key,
      word(['ITEMS.GENRE = "drama"', 'Items.genre = "comedy" AND ITEMS.GENRE = "drama"', 'ITEMS.X = 1']),
    );
  else put(key, word(key === 'userId' ? ['1', '2', '3', '4', '5', '6', 'new'] : ['a', 'b', 'c', 'd', 'new']));
  if (recipe === 'aws-personalized-ranking')
    put(
      'itemList',
      oneIn(random, 20) ? oddValue(random) : many(random, 5, () => word(['a', 'b', 'c', 'd', 'e'])),
    );
  const parameter = /\$(\w+)/.exec(filter ?? '')?.[1] ?? 'G';
  if (oneIn(random, filter === null ? 8 : 2))
    put('filterValues', {
      [oneIn(random, 6) ? pick(random, AWKWARD) : parameter]: word(['"drama"', '"drama","comedy"', '30', '']),
    });
  if (oneIn(random, 8))
    put('context', { [pick(random, ['DEVICE', 'device', '__proto__', 'AGE'])]: word(['tv', 'phone']) });
  if (oneIn(random, 8)) put(pick(random, AWKWARD), oddValue(random));
  const text = JSON.stringify(object, null, oneIn(random, 10) ? ' ' : undefined).replaceAll('\n', '');
  const deep = pick(random, [2000, 20_000, 100_000]);
  if (oneIn(random, 1000)) return text.replace('}', `,"deep":${'['.repeat(deep)}${']'.repeat(deep)}}`);
  return oneIn(random, 30)
    ? text.replace(
        '}',
        `,"n":${pick(random, ['1e999', '-1e999', '-0', '1e-999', '12345678901234567890', '0.1000'])}}`,
      )
    : text;
}

function oddValue(random: Rng): Json {
  return pick(random, ODD);
}

const ODD: readonly Json[] = [
  null,
  0,
  -1.5,
  true,
  [],
  {},
  ['a'],
  [null],
  { a: 1 },
  'x'.repeat(300),
  '',
  [['b']],
];

/** In as many bytes at a time. */
function inSteps(bytes: Uint8Array<ArrayBuffer>, step: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) controller.close();
      else controller.enqueue(bytes.subarray(at, (at += step)));
    },
  });
}

interface WantedLine {
  readonly text: string;
  readonly number: number;
  readonly isUtf8: boolean;
}

/** Line by line of a file: whether its bytes are the encoding that they are said to be. */
function linesAreUtf8(bytes: Uint8Array): boolean[] {
  const whole: boolean[] = [];
  for (let from = 0; from <= bytes.length;) {
    const end = bytes.indexOf(10, from);
    const line = bytes.subarray(from, end === -1 ? bytes.length : end);
    whole.push(isUtf8(line));
    if (end === -1) break;
    from = end + 1;
  }
  return whole;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false; // that is the question
  }
}

/** How many signs stand for a broken letter is each decoder's own. */
const once = (text: string): string => text.replace(/\ufffd+/g, '\ufffd');

function wrongAnswer(
  { text, number, isUtf8 }: WantedLine,
  answer: string,
  failure: AppError | null,
  asked: number,
): Finding | null {
  if (/[\n\r]/.test(answer)) return loss('an answer of several lines');
  const { input, output, error, ...rest } = JSON.parse(answer) as { [key: string]: Json };
  if (Object.keys(rest).length > 0 || input === undefined)
    return loss(`an answer with other keys: ${answer}`);
  if (!isEcho(once(text), once(answer), typeof input === 'string' ? once(input) : input))
    return loss(`the line is echoed as ${JSON.stringify(input).slice(0, 300)}`);
  const expected = isUtf8 ? codesOf(text, asked) : ['B01'];
  if (error === null) {
    if (failure !== null) return loss('a failure that the answer does not tell');
    if (expected !== null) return loss(`answered, and should be refused with ${expected.join(' or ')}`);
    return wrongOutput(text, output, asked);
  }
  // As the service has it: an empty output, and why, in words.
  const isEmpty = /^\{"(recommendedItems|usersList|predictions)":\[\]\}$/.test(JSON.stringify(output));
  if (!isEmpty || typeof error !== 'string' || !error.startsWith('User error: ') || failure === null)
    return loss(`half an answer: ${answer}`);
  const { code } = failure;
  const { line, key } = failure.details as JsonObject;
  if (line !== number) return loss(`the failure of line ${number} names ${String(line)}`);
  if (
    expected === null
      ? /^B0[1235]$/.test(code) && !String(key).startsWith('context') && asked !== 7
      : !expected.includes(code)
  )
    return loss(
      `refused with ${code}, and should ${expected === null ? 'not be' : `with ${expected.join(' or ')}`}`,
    );
  return badSentence(error, text);
}

/** What is JSON is there with the same tokens in the same order; what is not, as a text. */
function isEcho(text: string, answer: string, input: Json): boolean {
  try {
    JSON.parse(text);
  } catch {
    return input === text; // none
  }
  return answer.startsWith(`{"input":${tokensOf(text).join('')},"output":`);
}

/** Letter by letter, where the product has one pattern. */
function tokensOf(json: string): string[] {
  const tokens: string[] = [];
  let isText = false;
  for (let at = 0; at < json.length; at++) {
    if (!isText && ' \t\r\n'.includes(json[at])) continue;
    tokens.push(json[at]);
    if (isText && json[at] === '\\') tokens.push(json[++at]);
    else if (json[at] === '"') isText = !isText;
  }
  return tokens;
}

/** The codes that a line must be refused with, by its form alone; null: by that it may be answered. */
function codesOf(text: string, asked: number): readonly string[] | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return ['B01'];
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return ['B01'];
  const [recipe] = ASKED[asked];
  const { type } = recipeFacts(recipe);
  const key = keyOf(recipe);
  const own = (name: string): unknown =>
    Object.hasOwn(parsed, name) ? (parsed as { [name: string]: unknown })[name] : undefined;
  const id = own(key);
  if (id === undefined) return ['B02'];
  if (typeof id !== 'string' || (key !== 'itemAttributes' && id.length > 256)) return ['B03'];
  if (type === 'PERSONALIZED_RANKING') {
    const list = own('itemList');
    if (list === undefined) return ['B02'];
    if (!Array.isArray(list)) return ['B03'];
    if (list.length === 0) return ['B05'];
    if (list.some((one) => typeof one !== 'string' || one.length > 256)) return ['B03'];
  }
  const values = own('filterValues') ?? {};
  const areTexts =
    typeof values === 'object' &&
    !Array.isArray(values) &&
    Object.values(values).every((one) => typeof one === 'string');
  return areTexts ? null : ['B04'];
}

function wrongOutput(text: string, output: Json, asked: number): Finding | null {
  const { itemIds, userIds } = sites[asked];
  const given = JSON.parse(text) as { userId?: string; itemId?: string; itemList?: string[] };
  const { recommendedItems, usersList, scores } = output as {
    recommendedItems?: string[];
    usersList?: string[];
    scores?: number[];
  };
  const listed = recommendedItems ?? usersList;
  if (listed === undefined) return loss('an answer without a list');
  if (new Set(listed).size !== listed.length) return loss('somebody is listed twice');
  const [recipe] = ASKED[asked];
  const known: readonly string[] =
    recipe === 'aws-personalized-ranking' ? (given.itemList ?? []) : recommendedItems ? itemIds : userIds;
  if (!listed.every((id) => known.includes(id))) return loss(`${listed.join()} holds what is not known`);
  if (recipe === 'aws-sims' && listed.includes(given.itemId ?? '')) return loss('an item is like itself');
  if (
    scores !== undefined &&
    !(scores.length === listed.length && scores.every((score) => score >= 0 && score <= 1))
  )
    return loss(`scores of ${scores.join()}`);
  return null;
}
