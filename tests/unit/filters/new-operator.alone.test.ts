import { describe, expect, it, vi } from 'vitest';
import cases from '../../fixtures/filter-cases.json';
import { DataIndex } from '../../../src/engine/project/data-index';
import type { OpenProject } from '../../../src/engine/project/open-project';
import { completeFilterText } from '../../../src/engine/serving/complete-filter';
import { countOf } from '../../../src/filters/bitset';
import { checkFilter } from '../../../src/filters/check';
import { filterIndex } from '../../../src/filters/compile';
import { parseFilter, printFilter } from '../../../src/filters/grammar';
import type * as Operators from '../../../src/filters/operators';
import { filterSteps } from '../../../src/filters/steps';
import { operatorOf, readCondition, rightOf } from '../../../src/page/views/filters/builder';
import { highlight } from '../../../src/page/views/filters/highlight';
import { operatorWords } from '../../../src/page/views/filters/operator-words';
import type * as Words from '../../../src/page/views/filters/operator-words';
import { stepWords } from '../../../src/page/views/filters/step-words';
import { vocabularyOf } from '../../../src/page/views/filters/vocabulary';
import { faultOf, idsLeft, schemas, tables } from './fixture';

// All that a new operator needs: its row with its meaning, and its words. One of each kind.
vi.mock('../../../src/filters/operators', async (importOriginal) => {
  const original = await importOriginal<typeof Operators>();
  const multiple: Operators.NumberOperator = { right: 'number', holds: (own, other) => own % other === 0 };
  const start: Operators.ListOperator = {
    right: 'list',
    fits: (listed) => (own) => listed.some((text) => own.startsWith(text)),
  };
  Object.assign(original.OPERATORS, { '%': multiple, 'STARTS WITH': start });
  return original;
});
vi.mock('../../../src/page/views/filters/operator-words', async (importOriginal) => {
  const original = await importOriginal<typeof Words>();
  const more = (says: string, choice = says) => ({
    ...original.OPERATOR_WORDS.IN,
    says: ({ field, values }: { readonly field: string; readonly values: string }) =>
      `${field} ${says} ${values}`,
    choice: () => choice,
  });
  Object.assign(original.OPERATOR_WORDS, {
    '%': more('is a multiple of'),
    'STARTS WITH': more('starts with', 'starts with any of'),
  });
  return original;
});

const item = (condition: string) => `INCLUDE ItemID WHERE ${condition}`;
const index = new DataIndex(tables);
const datasets = (['ITEMS', 'INTERACTIONS', 'USERS'] as const).map((type) => ({
  type,
  schema: schemas[type],
}));
const project = { state: { datasets }, data: { index: async () => index } } as unknown as OpenProject;
const ask = (text: string) => completeFilterText(project, text, text.length);
const labels = async (text: string) => (await ask(text)).proposals.map(({ label }) => label);

describe('an operator more', () => {
  it('is read, and printed as it is usually written', () => {
    const { syntax, fault } = parseFilter(item(`Items.YEAR%5 and Items.STUDIO starts  with ('Ac')`));
    expect(fault).toBeNull();
    expect(printFilter(syntax)).toBe(item('Items.YEAR % 5 AND Items.STUDIO STARTS WITH ("Ac")'));
    expect(parseFilter(item('Items.STUDIO STARTS ("A")')).expected).toEqual(['WITH']);
    expect(parseFilter(item('Items.STUDIO 5')).fault?.details).toMatchObject({
      expected: ['IN', 'NOT IN', '=', '!=', '<', '<=', '>', '>=', '%', 'STARTS WITH'],
    });
  });
  it('is held against the type of its field', () => {
    expect(faultOf(item('Items.YEAR % 5'))).toBeNull();
    expect(faultOf(item('Items.STUDIO % 5'))).toBe('F07 text-compared');
    expect(faultOf(item('Items.YEAR STARTS WITH ("1")'))).toBe('F07 number-listed');
    expect(faultOf(item('Items.YEAR % "5"'))).toBe('F07 number-quoted');
  });
  it('means the same on every kind of data', () => {
    const left = (condition: string, request = {}) => idsLeft(item(condition), request);
    const tens = left('Items.YEAR % 10');
    const { items, users } = cases.fixture;
    expect(tens).toEqual(
      items.filter(({ YEAR }) => YEAR !== null && YEAR % 10 === 0).map(({ ITEM_ID }) => ITEM_ID),
    );
    expect(left('Items.YEAR % $N', { values: { N: '10' } })).toEqual(tens);
    expect(left('Items.STUDIO STARTS WITH ("Ac")')).toEqual(left('Items.STUDIO IN ("Acme")'));
    expect(left('Items.GENRES STARTS WITH ("Com", "Hor")')).toEqual(
      left('Items.GENRES IN ("Comedy", "Horror")'),
    );
    expect(left('Items.ITEM_ID STARTS WITH ("m0")')).toEqual(
      tables.itemIds.filter((id) => id.startsWith('m0')),
    );
    expect(left('Items.STUDIO STARTS WITH ($S)', { values: { S: 'Ac' } })).toEqual(
      left('Items.STUDIO IN ("Acme")'),
    );
    expect(left('Items.STUDIO STARTS WITH CurrentItem.STUDIO', { item: 'm01' })).toEqual(
      left('Items.STUDIO IN ("Acme")'),
    );
    const types = [...new Set(tables.interactions.eventTypes.map((type) => type.toLowerCase()))];
    const listed = types.filter((type) => type.startsWith(types[0][0])).map((type) => `"${type}"`);
    expect(left(`Interactions.EVENT_TYPE STARTS WITH ("${types[0][0]}")`, { user: 'u1' })).toEqual(
      left(`Interactions.EVENT_TYPE IN (${listed.join(', ')})`, { user: 'u1' }),
    );
    expect(idsLeft('INCLUDE UserID WHERE Users.AGE % 5')).toEqual(
      users.filter(({ AGE }) => AGE !== null && AGE % 5 === 0).map(({ USER_ID }) => USER_ID),
    );
    const ifFrom = (country: string) =>
      left(`Items.YEAR % 10 IF CurrentUser.COUNTRY STARTS WITH ("${country}")`, { user: users[0].USER_ID });
    expect(ifFrom(users[0].COUNTRY[0])).toEqual(tens);
    expect(ifFrom('?')).toEqual(tables.itemIds);
  });
  it('is proposed in the editor and coloured there', async () => {
    expect(await labels(item('Items.YEAR '))).toContain('%');
    expect(await labels(item('Items.STUDIO '))).toEqual(['IN', 'NOT IN', 'STARTS WITH']);
    expect(await labels(item('Items.STUDIO STARTS '))).toEqual(['WITH']);
    expect(await labels(item('Items.STUDIO STARTS WITH ('))).toContain('Acme');
    const runs = highlight('Items.STUDIO STARTS WITH ("A")', [], null).flat();
    expect(runs.filter(({ kind }) => kind === 'keyword').map(({ text }) => text)).toEqual(['STARTS', 'WITH']);
  });
  it('can be chosen in the builder', async () => {
    const { where } = await vocabularyOf('ItemID', ask);
    const choices = (path: string) =>
      where.find((field) => field.path === path)?.operators.map((each) => operatorWords(each).choice());
    expect(choices('Items.YEAR')).toEqual(['=', '≠', '<', '≤', '>', '≥', 'is a multiple of']);
    expect(choices('Items.STUDIO')).toEqual(['is any of', 'is none of', 'starts with any of']);
    const condition = readCondition('Items.STUDIO STARTS WITH ("Ac")');
    expect(condition && [operatorOf(condition), rightOf(condition)]).toEqual(['STARTS WITH', '("Ac")']);
  });
  it('is explained step by step', () => {
    const text = item('Items.STUDIO STARTS WITH ("Ac", "Bl") AND Items.YEAR % 10');
    const { filter } = checkFilter(text, schemas);
    if (filter === null) throw new Error(text);
    const steps = filterSteps(filter, tables, { userIdx: filterIndex(tables).users.indexOf('u1') });
    const { syntax } = parseFilter(text);
    const told = steps.map(({ left, ...place }) => {
      const remaining = countOf(left);
      return [stepWords({ ...place, remaining }, syntax, 'u1').words, remaining];
    });
    expect(told).toEqual([
      ['STUDIO starts with Ac or Bl', idsLeft(item('Items.STUDIO IN ("Acme", "Blue")')).length],
      ['YEAR is a multiple of 10', idsLeft(text).length],
    ]);
  });
});
