import { isDeepStrictEqual } from 'node:util';
import type { Rng } from '../../../src/kernels/rng';
import { describeFilterFinding } from '../../../src/words/copy/filters';
import { AppError, isAppError } from '../../../src/domain/errors';
import { has } from '../../../src/filters/bitset';
import { checkFilter, type CheckResult } from '../../../src/filters/check';
import type { CheckedFilter } from '../../../src/filters/checked';
import { compileFilter, filterIndex } from '../../../src/filters/compile';
import { continuationsAt } from '../../../src/filters/complete';
import { fixesOf } from '../../../src/filters/fixes';
import { parseFilter } from '../../../src/filters/parse';
import { printFilter } from '../../../src/filters/print';
import { filterSteps } from '../../../src/filters/steps';
import { tokenize } from '../../../src/filters/tokens';
import { dataWarnings } from '../../../src/filters/warnings';
import { highlight } from '../../../src/page/views/filters/highlight';
import { describeError } from '../../../src/words/copy/errors';
import cases from '../../fixtures/filter-cases.json';
import type { Fixture } from '../../../src/programs/cli/fixture-tables';
import { leftBy } from '../../unit/filters/brute-force';
import { schemas, tables } from '../../unit/filters/fixture';
import { contentOf, meaningOf } from '../../unit/filters/meaning';
import { AWKWARD, mutatedText, oneIn, pick } from './mutate';
import { badSentence, loss, type Finding, type Target } from './target';

interface Input {
  readonly text: string;
  readonly user: string | null;
  readonly item: string | undefined;
  /** Place in `VALUES` of what every parameter is. */
  readonly value: number;
  readonly limit: number;
  /** Where proposals are asked for, as a share of the text; null: they are not. */
  readonly caret: number | null;
}

const fixture = cases.fixture as unknown as Fixture;
const SEEDS = cases.cases
  .map(({ expression }) => expression)
  .filter((text) => checkFilter(text, schemas).filter);

const PIECES = [
  ...[
    '"',
    "'",
    '(',
    ')',
    ',',
    '.',
    '|',
    '*',
    '$',
    '\\',
    '=',
    '<',
    '-',
    '1',
    ' ',
    '\n',
    'IF ',
    'AND ',
    'NOT ',
  ],
  ...[
    'IN ',
    'Items',
    'CurrentUser.AGE',
    'CurrentItem.PRICE',
    '\u0000',
    '\ud83d',
    '購',
    'WHERE ',
    '$G',
    '"*"',
  ],
  ...['BETWEEN ', ...AWKWARD],
];
/** Whole tokens that may stand for others and still make sense. */
const WORDS = [
  ...['INCLUDE', 'EXCLUDE', 'AND', 'OR', 'NOT IN', 'IN', '=', '!=', '<', '<=', '>', '>=', '*', '|'],
  ...['"Drama"', '"Comedy"', "'click'", '"*"', '"gold"', '"x99"', '"Acme", "Blue"', '2004', '-1', '1.2e1'],
  ...['$G', '$constructor', '$__proto__', '1e309', '-0', '9007199254740993', '"constructor"', '"__proto__"'],
  ...['GENRES', 'YEAR', 'PRICE', 'STUDIO', 'ITEM_ID', 'LABEL', 'AGE', 'TIER', 'USER_ID', 'EVENT_TYPE'],
  ...['__proto__', 'constructor', 'toString'],
  ...[
    'Items',
    'Users',
    'Interactions',
    'CurrentUser',
    'CurrentItem',
    'ItemID',
    'UserID',
    'CurrentItem.PRICE',
  ],
  ') OR Items.PRICE > 5 OR Items.STUDIO NOT IN ("Acme"',
  ') IF CurrentUser.AGE >= 18 AND CurrentUser.TIER IN ("gold"',
];
const WORDS_OF: ReadonlyMap<string, readonly string[]> = new Map(
  ['word', 'string', 'number', 'parameter', 'symbol'].map((kind) => [
    kind,
    WORDS.filter((word) => tokenize(word)[0].kind === kind),
  ]),
);

/** Texts of `filterValues` and the values that each stands for (docs/rules/filters.md); undefined: none is given. */
const VALUES: readonly (readonly [string, readonly string[] | undefined])[] = [
  ['5', ['5']],
  ['"Comedy","Drama"', ['Comedy', 'Drama']],
  ['click, watch', ['click', 'watch']],
  ['"*"', ['*']],
  ['"*",click', ['*', 'click']],
  ['1.2e1', ['1.2e1']],
  ['cheap', ['cheap']],
  ['  ', undefined],
  ['"a\\"b", constructor', ['a"b', 'constructor']],
  ['__proto__', ['__proto__']],
  ['1e309', ['1e309']],
];

/**
 * An expression of the filter language. What is let through must say what was written, print as itself, and leave what
 * a slow reading of the syntax leaves; what is refused has a code, a place and a sentence.
 */
export const filters: Target<Input> = {
  make(random) {
    const text = expression(random);
    return {
      text,
      user: pick(random, [null, 'u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'zz', '__proto__']),
      item: pick(random, [undefined, 'm01', 'm05', 'm07', 'x99', 'nope', 'constructor']),
      value: random.below(VALUES.length),
      limit: pick(random, [1, 2, 100]),
      caret: oneIn(random, 40) ? random.uniform() : null,
    };
  },

  attempt(input, seen) {
    const { text, caret } = input;
    const check = checkFilter(text, schemas);
    const { filter, errors } = check;
    seen(filter === null ? `refused ${errors[0]?.code}` : 'taken');
    return (
      (filter === null ? wrongRefusal(text, check) : wrongTaking(text, check)) ??
      wrongPicture(text, check) ??
      (filter === null ? null : wrongAnswer(filter, input)) ??
      (caret === null ? null : wrongProposals(text, Math.floor(caret * (text.length + 1))))
    );
  },

  show: (input) => JSON.stringify(input),
};

function expression(random: Rng): string {
  let text = pick(random, SEEDS);
  for (let i = random.below(4); i > 0; i--) {
    if (oneIn(random, 2)) {
      const { start, end, kind } = pick(random, tokenize(text));
      const words = (oneIn(random, 3) ? undefined : WORDS_OF.get(kind)) ?? WORDS;
      text = text.slice(0, start) + pick(random, words) + text.slice(end);
    } else if (oneIn(random, 6)) text = `${text} | ${pick(random, SEEDS)}`;
    else text = mutatedText(random, text, PIECES, pick(random, SEEDS));
  }
  return oneIn(random, 500) ? text.repeat(1 + random.below(40)) : text;
}

/** One reason, at its place, in a sentence, with fixes that change the text. */
export function wrongRefusal(text: string, { errors }: CheckResult): Finding | null {
  const [error, ...others] = errors;
  if (error === undefined || others.length > 0) return loss(`${errors.length} reasons for one refusal`);
  const { code, start, end, position, line, column } = error;
  const lines = text.split('\n');
  const located =
    /^F(0[1-9]|1[0-8])$/.test(code) &&
    start >= 0 &&
    start <= end &&
    end <= text.length &&
    position === start + 1 &&
    column >= 1 &&
    lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column === position &&
    lines[line - 1].length + 1 >= column;
  if (!located) return loss(`${code} without its place: ${JSON.stringify(error)}`);
  const fixes = fixesOf(text, error, schemas, []);
  for (const fix of fixes) {
    if (!(fix.start >= 0 && fix.start <= fix.end && fix.end <= text.length))
      return loss('a fix outside the text');
    const mended = text.slice(0, fix.start) + fix.text + text.slice(fix.end);
    if (mended === text) return loss(`a fix of ${code} that changes nothing`);
    checkFilter(mended, schemas);
  }
  return badSentence(describeFilterFinding(error), text);
}

/** Every token is part of the meaning, none was skipped, and what is printed means the same. */
export function wrongReading(text: string, check: CheckResult): Finding | null {
  const printed = printFilter(parseFilter(text).syntax);
  if (!isDeepStrictEqual(contentOf(printed), contentOf(text))) return loss(`read as ${printed}`);
  if (!isDeepStrictEqual(meaningOf(printed), meaningOf(text))) return loss(`printed as ${printed}`);
  if (printFilter(parseFilter(printed).syntax) !== printed) return loss(`not printed as itself: ${printed}`);
  const again = checkFilter(printed, schemas).filter;
  if (!isDeepStrictEqual(again, check.filter) && printed.length <= 2500)
    return loss(`checked otherwise: ${printed}`);
  return null;
}

function wrongTaking(text: string, check: CheckResult): Finding | null {
  const wrong = wrongReading(text, check);
  if (wrong !== null) return wrong;
  for (const warning of [...check.warnings, ...dataWarnings(text, check, tables)]) {
    fixesOf(text, warning, schemas, []);
    const bad = badSentence(describeFilterFinding(warning), text);
    if (bad !== null) return bad;
  }
  return null;
}

/** The tokens and the coloured runs make up the text, letter by letter. */
function wrongPicture(text: string, { errors }: CheckResult): Finding | null {
  let at = 0;
  for (const token of tokenize(text)) {
    if (text.slice(at, token.start).trim() !== '' || text.slice(token.start, token.end) !== token.text)
      return loss('a token is not what stands there');
    at = token.end;
  }
  if (at !== text.length) return loss('the tokens end before the text');
  const marks = errors.map(({ start, end }) => ({ start, end, kind: 'fault' as const }));
  const drawn = highlight(text, marks, null)
    .map((runs) => runs.map((run) => run.text).join(''))
    .join('\n');
  const isDrawn = drawn === text || drawn === `${text}\u00a0`;
  return isDrawn ? null : loss(`drawn as ${JSON.stringify(drawn)}`);
}

/** What the compiled filter leaves, or the error it meets, against the plain reading. */
function wrongAnswer(filter: CheckedFilter, { text, user, item, value, limit }: Input): Finding | null {
  const { users, items } = filterIndex(tables);
  const [written, given] = VALUES[value];
  const request = {
    values: Object.fromEntries(filter.parameters.map((name) => [name, written])),
    maxInteractionsPerUserPerEventType: limit,
  };
  const ofItems = filter.target === 'ItemID';
  const forItems = {
    ...request,
    userIdx: user === null ? null : users.indexOf(user),
    itemIdx: item === undefined ? undefined : items.indexOf(item),
  };
  const ids = ofItems ? tables.itemIds : tables.userIds;
  const left = orCode(() => {
    const compiled = compileFilter(filter, tables);
    const set = ofItems ? compiled.itemsFor(forItems) : compiled.usersFor(request);
    return ids.filter((_, i) => has(set, i));
  });
  const code = left instanceof AppError ? left.code : null;
  const values: Record<string, readonly string[]> = Object.create(null);
  if (given !== undefined) for (const name of filter.parameters) values[name] = given;
  const plain = leftBy(parseFilter(text).syntax, fixture, { user, item, values, limit });
  if (!isDeepStrictEqual(code ?? left, plain))
    return loss(`leaves ${JSON.stringify(code ?? left)}, and should ${JSON.stringify(plain)}`);
  if (left instanceof AppError) return badSentence(describeError(left).what, text + written);
  const steps = orCode(() => filterSteps(filter, tables, { ...forItems, userIdx: forItems.userIdx }));
  if (steps instanceof AppError) return loss(`its steps fail with ${steps.code}`);
  const last = ids.filter((_, i) => has(steps[steps.length - 1].left, i));
  return isDeepStrictEqual(last, left) ? null : loss(`its steps leave ${JSON.stringify(last)}`);
}

function orCode<T>(work: () => T): T | AppError {
  try {
    return work();
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
}

function wrongProposals(text: string, caret: number): Finding | null {
  const { span, continuations } = continuationsAt(text, caret, schemas);
  const isInside = span.start <= caret && caret <= span.end && span.end <= text.length;
  if (!isInside) return loss('proposals for a place where the caret is not');
  for (const one of continuations) {
    if (one.kind === 'values') continue;
    const taken = `${text.slice(0, span.start)} ${one.text} `;
    const [fault] = checkFilter(taken, schemas).errors;
    const isEarlier = checkFilter(text.slice(0, span.start), schemas).errors[0]?.start ?? span.start;
    if (fault !== undefined && fault.start < span.start && isEarlier >= span.start)
      return loss(`“${one.text}” is proposed and refused with ${fault.code}`);
  }
  return null;
}
