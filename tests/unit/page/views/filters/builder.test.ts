import { describe, expect, it } from 'vitest';
import cases from '../../../../fixtures/filter-cases.json';
import { parseFilter, printFilter } from '../../../../../src/filters/grammar';
import { checkFilter } from '../../../../../src/filters/check';
import {
  operatorOf,
  printLines,
  readCondition,
  rightOf,
  withAction,
  withAlternative,
  withCondition,
  withExpression,
  withOneMore,
  withoutCondition,
  withoutExpression,
} from '../../../../../src/page/views/filters/builder';
import { toBeginWith } from '../../../../../src/page/views/filters/vocabulary';
import { highlight } from '../../../../../src/page/views/filters/highlight';
import { schemas } from '../../../filters/fixture';

const read = (text: string) => parseFilter(text).syntax;
const condition = (text: string) => {
  const found = readCondition(text);
  if (found === null) throw new Error(text);
  return found;
};

describe('a new condition', () => {
  const field = (path: string, values: number | null) => ({ path, operators: ['IN'] as const, values });
  const paths = (...fields: readonly ReturnType<typeof field>[]) => toBeginWith(fields)?.path;
  it('begins with the first field of a few values, not with names', () => {
    expect(paths(field('Items.NAME', 1800), field('Items.YEAR', null), field('Items.GENRES', 18))).toBe(
      'Items.GENRES',
    );
    expect(paths(field('Items.ALWAYS', 1), field('Items.KIND', 2))).toBe('Items.KIND');
    expect(paths(field('Items.NAME', 1800), field('Items.YEAR', null))).toBe('Items.NAME');
    expect(paths()).toBeUndefined();
  });
});

describe('the builder', () => {
  it('changes the text one piece at a time', () => {
    let filter = withExpression(null, 'INCLUDE', condition('Items.GENRES IN ("a \\"b\\"")'));
    expect(printLines(filter)).toBe('INCLUDE ItemID WHERE Items.GENRES IN ("a \\"b\\"")');
    const where = { expression: 0, part: 'where', conjunction: 0 } as const;
    filter = withOneMore(filter, where, condition('Items.YEAR >= 1995'));
    filter = withAlternative(filter, 0, condition('Items.PRICE < 5'));
    filter = withOneMore(filter, { ...where, part: 'when' }, condition('CurrentUser.AGE > 18'));
    filter = withExpression(filter, 'EXCLUDE', condition('Interactions.EVENT_TYPE IN (*)'));
    expect(printLines(filter)).toBe(
      'INCLUDE ItemID WHERE Items.GENRES IN ("a \\"b\\"") AND Items.YEAR >= 1995 OR Items.PRICE < 5' +
        ' IF CurrentUser.AGE > 18\n| EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (*)',
    );
    expect(checkFilter(printLines(filter), schemas).errors).toEqual([]);
    filter = withCondition(filter, { ...where, condition: 1 }, condition('Items.YEAR < 1990'));
    filter = withAction(filter, 1, 'INCLUDE');
    filter = withoutCondition(filter, { expression: 0, part: 'where', conjunction: 1, condition: 0 });
    filter = withoutCondition(filter, { ...where, part: 'when', condition: 0 });
    expect(printLines(filter)).toBe(
      'INCLUDE ItemID WHERE Items.GENRES IN ("a \\"b\\"") AND Items.YEAR < 1990' +
        '\n| INCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (*)',
    );
    expect(printLines(withoutExpression(filter, 0))).toBe(
      'INCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (*)',
    );
    const last = { expression: 1, part: 'where', conjunction: 0, condition: 0 } as const;
    expect(withoutCondition(filter, last).expressions).toHaveLength(1);
  });

  it('writes every specified filter as it was meant', () => {
    for (const { expression } of cases.cases) {
      if (!checkFilter(expression, schemas).filter) continue;
      expect(printFilter(read(printLines(read(expression))))).toBe(printFilter(read(expression)));
    }
  });

  it('reads one condition, and nothing more than one', () => {
    const right = (text: string) => [operatorOf(condition(text)), rightOf(condition(text))];
    expect(right('Items.GENRES not_in ("A" , "B")')).toEqual(['NOT IN', '("A", "B")']);
    expect(right('Items.PRICE<=1e3')).toEqual(['<=', '1000']);
    expect(right('Items.GENRES IN CurrentItem.GENRES')).toEqual(['IN', 'CurrentItem.GENRES']);
    for (const text of [
      '',
      'Items.PRICE > 1 AND Items.PRICE < 2',
      'Items.PRICE > 1 OR Items.PRICE < 0',
      'Items.PRICE > 1 IF CurrentUser.AGE > 1',
      'Items.PRICE > 1 | EXCLUDE ItemID WHERE Items.PRICE > 1',
      'Items.PRICE >',
    ])
      expect(readCondition(text), text).toBeNull();
  });
});

describe('the picture behind the text', () => {
  const plain = (text: string, ...rest: [Parameters<typeof highlight>[1], number | null]) =>
    highlight(text, ...rest).map((line) => line.map((run) => run.text).join(''));

  it('is the text, line by line, whatever is marked', () => {
    const text = 'INCLUDE ItemID\n\n  WHERE Items.GENR IN ("a';
    for (let start = 0; start < text.length; start++) {
      const mark = { start, end: Math.min(text.length, start + 3), kind: 'fault' } as const;
      expect(plain(text, [mark], start).join('\n')).toBe(text);
    }
  });
  it('tells keywords, texts and faults', () => {
    const text = 'exclude ItemID WHERE Items.GENR IN ("and")';
    const runs = highlight(text, [{ start: 27, end: 31, kind: 'fault' }], 27)[0];
    expect(runs.filter(({ kind }) => kind === 'keyword').map((run) => run.text)).toEqual([
      'exclude',
      'WHERE',
      'IN',
    ]);
    expect(runs.filter(({ kind }) => kind === 'text').map((run) => run.text)).toEqual(['"and"']);
    expect(runs.filter(({ mark }) => mark === 'fault').map((run) => run.text)).toEqual(['GENR']);
    expect(runs.filter(({ anchor }) => anchor).map((run) => run.text)).toEqual(['GENR']);
  });
  it('has a place for the list at the end of the text and of a line', () => {
    expect(highlight('INCLUDE ', [], 8)[0].at(-1)).toMatchObject({ text: '', anchor: true });
    expect(highlight('INCLUDE\nItemID', [], 7)[0].at(-1)).toMatchObject({ text: '', anchor: true });
  });
});
