import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import cases from '../../fixtures/filter-cases.json';
import { isAppError } from '../../../src/domain/errors';
import { checkFilter } from '../../../src/filters/check';
import { compileFilter } from '../../../src/filters/compile';
import { parseFilter } from '../../../src/filters/parse';
import { printFilter } from '../../../src/filters/print';
import { tokenize } from '../../../src/filters/tokens';
import { schemas, tables } from './fixture';

/** What was said, without where. */
function meaning(text: string): unknown {
  const { syntax, fault } = parseFilter(text);
  expect(fault, text).toBeNull();
  return JSON.parse(
    JSON.stringify(syntax, (key, value: unknown) => (/span$/i.test(key) ? undefined : value)),
  );
}

/** The tokens of a text, as far as they carry meaning. */
function content(text: string): string[] {
  return tokenize(text).flatMap(({ kind, value }) => {
    if (kind === 'word' && value.toUpperCase() === 'NOT_IN') return ['NOT', 'IN'];
    if (kind === 'word')
      return [/^(include|exclude|where|and|or|not|in|if)$/i.test(value) ? value.toUpperCase() : value];
    return kind === 'number' ? [String(Number(value) + 0)] : [`${kind} ${value}`];
  });
}

const settings = { seed: 20_24, numRuns: 2000 };
const fieldName = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,12}$/);
const parameterName = fc.stringMatching(/^[A-Za-z0-9_]{1,50}$/);
const literal = fc
  .string({ unit: 'binary', maxLength: 12 })
  .filter((text) => !/[\n\r]/.test(text))
  .map((text) => `"${text.replace(/["\\]/g, '\\$&')}"`);
const singleQuoted = fc.stringMatching(/^[ -&(-[\]-~]{0,8}$/).map((text) => `'${text}'`);
const number = fc.oneof(
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.constantFrom('-.5', '+7.', '1.2e1', '3E-2', '-0'),
);
const operator = fc.constantFrom('=', '!=', '<', '<=', '>', '>=');
const membership = fc.constantFrom('IN', 'NOT IN', 'not_in', 'Not\nIn');
const dataset = fc.constantFrom('Items', 'interactions', 'USERS', 'CurrentUser', 'Whatever');
const reference = fieldName.map((name) => `CurrentItem.${name}`);
const test = fc.oneof(
  fc
    .tuple(membership, fc.array(fc.oneof(literal, singleQuoted), { minLength: 1, maxLength: 4 }))
    .map(([word, values]) => `${word} (${values.join(' , ')})`),
  parameterName.map((name) => `IN ( $${name} )`),
  fc.constantFrom('IN (*)', 'in ("*")'),
  fc.tuple(membership, reference).map(([word, item]) => `${word} ${item}`),
  fc
    .tuple(
      operator,
      fc.oneof(
        number,
        parameterName.map((name) => `$${name}`),
        reference,
      ),
    )
    .map(([sign, value]) => `${sign}${value}`),
);
const condition = fc.tuple(dataset, fieldName, test).map(([name, field, rest]) => `${name}.${field} ${rest}`);
const glue = fc.constantFrom(' AND ', ' or ', '\n\tAnd ');
const where = fc
  .array(fc.tuple(glue, condition), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.map(([word, text], i) => (i === 0 ? text : word + text)).join(''));
const when = fc.option(
  fc.array(condition, { minLength: 1, maxLength: 2 }).map((list) => ` IF ${list.join(' AND ')}`),
  {
    nil: '',
  },
);
const expression = fc
  .tuple(fc.constantFrom('INCLUDE', 'exclude'), fc.constantFrom('ItemID', 'USERID', 'actionId'), where, when)
  .map(([action, target, conditions, last]) => `${action} ${target} WHERE ${conditions}${last}`);
const filter = fc.array(expression, { minLength: 1, maxLength: 3 }).map((list) => list.join(' | '));

describe('printing and parsing', () => {
  it('are inverse: what is printed means the same, and printing again changes nothing', () => {
    fc.assert(
      fc.property(filter, (text) => {
        const printed = printFilter(parseFilter(text).syntax);
        expect(meaning(printed)).toEqual(meaning(text));
        expect(content(printed)).toEqual(content(text));
        expect(printFilter(parseFilter(printed).syntax)).toBe(printed);
      }),
      settings,
    );
  });

  it('leave nothing of the text out: the tokens cover all but white space', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        let at = 0;
        for (const token of tokenize(text)) {
          expect(text.slice(at, token.start).trim()).toBe('');
          expect(text.slice(token.start, token.end)).toBe(token.text);
          at = token.end;
        }
        expect(at).toBe(text.length);
      }),
      settings,
    );
  });
});

const texts = cases.cases.map((one) => one.expression).filter((text) => checkFilter(text, schemas).filter);
const pieces = [
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
  'IN ',
].concat([
  'Items',
  'CurrentUser.AGE',
  'CurrentItem.PRICE',
  '\u0000',
  '\ud83d',
  '購',
  'WHERE ',
  '$G',
  '"*"',
  'BETWEEN ',
]);

/** One small accident: a piece cut out, doubled, put in or swapped with its neighbour. */
const mutation = fc.record({
  base: fc.constantFrom(...texts),
  kind: fc.constantFrom('delete', 'insert', 'duplicate', 'swap', 'truncate'),
  at: fc.integer({ min: 0, max: 9999 }).map((n) => n / 10_000),
  length: fc.integer({ min: 1, max: 8 }),
  piece: fc.constantFrom(...pieces),
});

describe('a mutated expression', () => {
  it('never crashes or hangs, and is never let through unless it means what it says', () => {
    let passed = 0;
    let refused = 0;
    const started = performance.now();
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 2 }), (mutations) => {
        let text = mutations[0].base;
        for (const { kind, at: where, length, piece } of mutations) {
          const at = Math.floor(where * (text.length + 1));
          const cut = text.slice(at, at + length);
          if (kind === 'delete') text = text.slice(0, at) + text.slice(at + length);
          else if (kind === 'insert') text = text.slice(0, at) + piece + text.slice(at);
          else if (kind === 'duplicate') text = text.slice(0, at) + cut + text.slice(at);
          else if (kind === 'truncate') text = text.slice(0, at);
          else
            text =
              text.slice(0, at) + text.slice(at + 1, at + 2) + text.slice(at, at + 1) + text.slice(at + 2);
        }
        const { filter: checked, errors } = checkFilter(text, schemas);
        if (!checked) {
          refused++;
          expect(errors).toHaveLength(1);
          const [{ code, start, end, position, line, column }] = errors;
          expect(code).toMatch(/^F(0[1-9]|1[0-8])$/);
          expect(start).toBeLessThanOrEqual(end);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(position).toBe(start + 1);
          expect(text.split('\n')[line - 1].length + 1).toBeGreaterThanOrEqual(column);
          return;
        }
        passed++;
        expect(errors).toEqual([]);
        // Let through: every token is part of the meaning, none was skipped.
        const printed = printFilter(parseFilter(text).syntax);
        expect(content(printed)).toEqual(content(text));
        expect(checkFilter(printed, schemas).filter).toEqual(checked);
        const compiled = compileFilter(checked, tables);
        const values = Object.fromEntries(checked.parameters.map((name) => [name, '5']));
        const run = () =>
          checked.target === 'ItemID'
            ? compiled.itemsFor({ userIdx: 0, itemIdx: 0, values })
            : compiled.usersFor({ values });
        try {
          expect(run()).toBeInstanceOf(Uint32Array);
        } catch (error) {
          expect(isAppError(error) && /^R0[1-7]$/.test(error.code)).toBe(true);
        }
      }),
      { seed: 7, numRuns: 6000 },
    );
    expect(passed + refused).toBe(6000);
    // Both happen, so that both halves of the property are exercised.
    expect(passed).toBeGreaterThan(300);
    expect(refused).toBeGreaterThan(2000);
    expect(performance.now() - started).toBeLessThan(30_000);
  }, 60_000);

  it('of 2500 characters is judged at once', () => {
    const worst = [
      `INCLUDE ItemID WHERE ${'('.repeat(2400)}`,
      `INCLUDE ItemID WHERE Items.GENRES IN (${'"a",'.repeat(600)}`,
      'INCLUDE '.repeat(300),
      `INCLUDE ItemID WHERE ${'Items.PRICE > 1 OR '.repeat(120)}Items.PRICE > 1`,
      `INCLUDE ItemID WHERE Items.GENRES IN ("${'\\'.repeat(2400)}`,
      '1'.repeat(2500),
    ];
    for (const text of worst) {
      const started = performance.now();
      checkFilter(text, schemas);
      expect(performance.now() - started).toBeLessThan(1000);
    }
  });
});
