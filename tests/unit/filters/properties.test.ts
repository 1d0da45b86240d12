import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import cases from '../../fixtures/filter-cases.json';
import type { FilterCase } from '../../../src/programs/cli/filter-command';
import type { Fixture } from '../../../src/programs/cli/fixture-tables';
import { checkFilter } from '../../../src/filters/check';
import { parseFilter } from '../../../src/filters/parse';
import { printFilter } from '../../../src/filters/print';
import { tokenize } from '../../../src/filters/tokens';
import { parseFilterValue } from '../../../src/filters/values';
import { Rng } from '../../../src/kernels/rng';
import { full } from '../../support/full';
import { processorMs } from '../../support/processor-time';
import { filters, wrongReading, wrongRefusal } from '../../trust/fuzz/filters';
import { leftBy } from './brute-force';
import { schemas } from './fixture';
import { contentOf, meaningOf } from './meaning';

const settings = { seed: 20_24, numRuns: full ? 2000 : 400 };
const MUTATED = full ? 100_000 : 3_000;
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
        expect(meaningOf(printed)).not.toBeNull();
        expect(meaningOf(printed)).toEqual(meaningOf(text));
        expect(contentOf(printed)).toEqual(contentOf(text));
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

describe('the plain reading of a filter', () => {
  it('leaves what each case says, in every one without an error of the text', () => {
    let read = 0;
    for (const one of cases.cases as unknown as readonly (FilterCase & { expected: unknown })[]) {
      const { filter } = checkFilter(one.expression, schemas);
      if (!filter) continue;
      const values = Object.fromEntries(
        Object.entries(one.values ?? {}).flatMap(([name, text]) => {
          const found = parseFilterValue(name, text.replace(/""$/, '"'));
          return found === null ? [] : [[name, found]];
        }),
      );
      const left = leftBy(parseFilter(one.expression).syntax, cases.fixture as unknown as Fixture, {
        user: one.userId ?? null,
        item: one.itemId ?? undefined,
        values,
        limit: one.maxInteractionsPerUserPerEventType ?? 100,
      });
      // What only the reader of filterValues refuses is none of its business.
      const isOfValues =
        JSON.stringify(one.expected) === '{"error":"R02"}' || /""$/.test(one.values?.G ?? '');
      if (isOfValues) continue;
      expect(typeof left === 'string' ? { error: left } : left, one.expression).toEqual(one.expected);
      read++;
    }
    expect(read).toBe(76);
  });
});

describe(`${MUTATED} mutated expressions`, () => {
  it('are refused with a place and a reason, or taken for all that they say, each at once', () => {
    const findings: string[] = [];
    const seen = new Map<string, number>();
    let longestMs = 0;
    for (let n = 0; n < MUTATED; n++) {
      // Those of `npm run fuzz`, which also holds what a filter leaves against the plain reading.
      const { text } = filters.make(new Rng(settings.seed, `mutated|${n}`), n);
      const started = processorMs();
      const check = checkFilter(text, schemas);
      longestMs = Math.max(longestMs, processorMs() - started);
      const outcome = check.filter === null ? (check.errors[0]?.code ?? 'nothing') : 'taken';
      seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
      const wrong = check.filter === null ? wrongRefusal(text, check) : wrongReading(text, check);
      if (wrong !== null) findings.push(`${n}: ${text}: ${wrong.why}`);
    }
    expect(findings).toEqual([]);
    expect(seen.get('taken')).toBeGreaterThan(MUTATED / 5);
    expect(seen.size).toBeGreaterThan(12);
    expect(longestMs).toBeLessThan(2000);
  });
});

describe('an expression', () => {
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
      const started = processorMs();
      checkFilter(text, schemas);
      expect(processorMs() - started).toBeLessThan(1000);
    }
  });
});
