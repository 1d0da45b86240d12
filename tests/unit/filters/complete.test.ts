import { describe, expect, it } from 'vitest';
import cases from '../../fixtures/filter-cases.json';
import { checkFilter } from '../../../src/filters/check';
import type { Schemas } from '../../../src/domain/schema';
import { continuationsAt } from '../../../src/filters/complete';
import { tokenize } from '../../../src/filters/tokens';
import { schemas } from './fixture';
import { avroSchema } from '../../support/avro-schema';

/** What is offered at the bar in the text; `<FIELD>` stands for the values of a field. */
function offered(marked: string, group: readonly string[] = [], fields = schemas): string[] {
  const caret = marked.indexOf('¦');
  const { continuations } = continuationsAt(marked.replace('¦', ''), caret, fields, group);
  return continuations.map((one) => (one.kind === 'values' ? `<${one.field.name}>` : one.text));
}
const where = 'INCLUDE ItemID WHERE ';
const withActions: Schemas = {
  ...schemas,
  ACTIONS: avroSchema('Actions', [
    'ACTION_ID',
    { name: 'CATEGORY', type: 'string', categorical: true },
    { name: 'VALUE', type: 'long' },
  ]),
  ACTION_INTERACTIONS: avroSchema('Action_Interactions', ['USER_ID', 'ACTION_ID', 'EVENT_TYPE', 'TIMESTAMP']),
};

describe('what can come next', () => {
  it.each([
    ['¦', ['INCLUDE', 'EXCLUDE']],
    ['INCLUDE ¦', ['ItemID', 'UserID']],
    ['INCLUDE ItemID ¦', ['WHERE']],
    [`${where}¦`, ['Items', 'Interactions']],
    ['EXCLUDE UserID WHERE ¦', ['Interactions', 'Users']],
    [`${where}Items.GENRES ¦`, ['IN', 'NOT IN']],
    [`${where}Items.PRICE ¦`, ['=', '!=', '<', '<=', '>', '>=']],
    [`${where}Items.PRICE < ¦`, ['<PRICE>', '$PRICE', 'CurrentItem']],
    [`${where}Items.GENRES IN ¦`, ['(', 'CurrentItem']],
    [`${where}Items.GENRES NOT ¦`, ['IN']],
    [`${where}Items.GENRES IN (¦`, ['<GENRES>', '$GENRES']],
    [`${where}Items.GENRES NOT IN (¦`, ['<GENRES>']],
    [`${where}Items.GENRES IN ("Comedy"¦`, [',', ')']],
    [`${where}Items.GENRES IN ($G¦`, ['<GENRES>', '$GENRES', '$G']],
    [`${where}Items.GENRES IN ($G ¦`, [')']],
    [`${where}Items.GENRES IN ("Comedy") ¦`, ['AND', 'OR', 'IF', '|']],
    [`${where}Items.PRICE > 1 AND ¦`, ['Items']],
    [`${where}Items.PRICE > 1 IF ¦`, ['CurrentUser']],
    [`${where}Items.PRICE > 1 IF CurrentUser.¦`, ['USER_ID', 'AGE', 'TIER', 'COUNTRY']],
    [`${where}Items.PRICE > 1 IF CurrentUser.AGE > 1 ¦`, ['AND', '|']],
    [`${where}Items.PRICE > 1 | EXCLUDE ¦`, ['ItemID']],
    [`${where}Interactions.¦`, ['EVENT_TYPE']],
    [`${where}Interactions.EVENT_TYPE IN ¦`, ['(']],
    [`${where}Interactions.EVENT_TYPE IN (¦`, ['<EVENT_TYPE>', '$EVENT_TYPE', '*']],
    [`${where}Items.YEAR > CurrentItem.¦`, ['YEAR', 'PRICE', 'CREATION_TIMESTAMP']],
    ['EXCLUDE UserID WHERE Users.AGE > 3 ¦', ['AND', 'OR', '|']],
  ])('%s', (text, words) => {
    expect(offered(text)).toEqual(words);
  });

  it.each([
    ['INCLUDE ¦', ['ItemID', 'UserID', 'ActionID']],
    ['INCLUDE ActionID WHERE ¦', ['Actions', 'Action_Interactions']],
    ['INCLUDE ActionID WHERE Actions.¦', ['ACTION_ID', 'CATEGORY', 'VALUE']],
    ['INCLUDE ActionID WHERE Actions.CATEGORY IN (¦', ['<CATEGORY>', '$CATEGORY']],
    ['INCLUDE ActionID WHERE Actions.VALUE > ¦', ['<VALUE>', '$VALUE']],
    ['EXCLUDE ActionID WHERE Action_Interactions.¦', ['EVENT_TYPE']],
    ['EXCLUDE ActionID WHERE Action_Interactions.EVENT_TYPE IN (¦', ['<EVENT_TYPE>', '$EVENT_TYPE', '*']],
    ['INCLUDE ActionID WHERE Actions.VALUE > 1 IF ¦', ['CurrentUser']],
    [`${where}Actions.¦`, []],
  ])('with actions in the group: %s', (text, words) => {
    expect(offered(text, [], withActions)).toEqual(words);
  });

  it('leaves out fields that no filter can use', () => {
    expect(offered(`${where}Items.¦`)).toEqual([
      'ITEM_ID',
      'GENRES',
      'YEAR',
      'PRICE',
      'STUDIO',
      'IN_STOCK',
      'LABEL',
      'CREATION_TIMESTAMP',
    ]);
  });

  it('keeps to the fields in use once the group has its 20', () => {
    const others = Array.from({ length: 18 }, (_, i) => `Users.F${i}`);
    const used = `${where}Items.GENRES IN ("a") AND Items.YEAR > 1 AND Items.¦`;
    expect(offered(used, others)).toEqual(['GENRES', 'YEAR']);
  });

  it('goes on behind a bar though the expression before it is faulty, and not within it', () => {
    expect(offered(`${where}Items.GENR IN ("a") | EXCLUDE ItemID WHERE ¦`)).toEqual([
      'Items',
      'Interactions',
    ]);
    expect(offered(`${where}Items.GENR IN ("a") AND ¦`)).toEqual([]);
  });

  it.each([
    ['INCL¦', 'INCL', ''],
    [`${where}Items.GE¦NRES IN ("a")`, 'GE', ' IN ("a")'],
    [`${where}Items.GENRES IN ("Com¦`, 'Com', ''],
    [`${where}Items.GENRES IN ("Com¦edy") AND`, 'Com', ') AND'],
    [`${where}Items.GENRES IN ("Com¦) AND Items.GENRES IN ("a")`, 'Com', ') AND Items.GENRES IN ("a")'],
    [`${where}Items.GENRES IN ($G¦)`, '$G', ')'],
    [`${where}Items.GENRES ¦`, '', ''],
  ])('takes the place of what is begun: %s', (marked, begun, behind) => {
    const caret = marked.indexOf('¦');
    const text = marked.replace('¦', '');
    const found = continuationsAt(text, caret, schemas);
    expect(found.begun).toBe(begun);
    expect(text.slice(found.span.end)).toBe(behind);
  });

  it('holds every next word of every specified filter that is one', () => {
    let words = 0;
    for (const { expression } of cases.cases) {
      if (!checkFilter(expression, schemas).filter) continue;
      for (const { kind, text, value, start } of tokenize(expression)) {
        const before = `${expression.slice(0, start)} `;
        const { continuations } = continuationsAt(before, before.length, schemas);
        const has = continuations.some((one) => {
          if (kind === 'string' || kind === 'number') return one.kind === 'values' || value === '*';
          if (kind === 'parameter') return one.kind === 'parameter';
          if (one.kind === 'values') return false;
          return one.text.toLowerCase() === text.toLowerCase() || one.text.split(' ')[0] === text;
        });
        const spelled =
          text === 'NOT_IN' && continuations.some((one) => 'text' in one && one.text === 'NOT IN');
        if (kind !== 'end') expect(has || spelled, `${expression.slice(0, start)}¦${text}`).toBe(true);
        words++;
      }
    }
    expect(words).toBeGreaterThan(1000);
  });
});
