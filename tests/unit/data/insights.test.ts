import { describe, expect, it } from 'vitest';
import { describeIssue } from '../../../src/words/copy/issues';
import { describeInsights } from '../../../src/data/insights';
import { describeQuality } from '../../../src/data/quality';
import { finish } from '../../../src/domain/steps';
import { describeTables } from '../../../src/data/card';
import type { Issue, IssueCode } from '../../../src/domain/issue';
import { importContent, type Given } from '../import/importing';

const KEYS = 'USER_ID,ITEM_ID,TIMESTAMP';

async function insightsOf(given: Given): Promise<Map<IssueCode, Issue>> {
  const { tables } = await importContent({ profile: 'relaxed', ...given });
  return new Map(finish(describeInsights(tables)).map((issue) => [issue.code, issue]));
}
const lines = (count: number, row: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => row(i)).join('\n');

describe('data insights', () => {
  it('says how many interactions and users are missing', async () => {
    const found = await insightsOf({ interactions: `${KEYS}\n${lines(40, (i) => `u${i % 5},i${i},${i}`)}` });
    expect(found.get('INSIGHT_FEW_INTERACTIONS')?.details).toEqual({ rows: 40, needed: 1000, missing: 960 });
    expect(found.get('INSIGHT_FEW_USERS')?.details).toEqual({ users: 5, needed: 25, missing: 20 });
  });

  it('does not find one person too busy for themselves', async () => {
    const tables = (users: number) =>
      importContent({
        profile: 'relaxed',
        interactions: `${KEYS}\n${lines(307 * users, (i) => `u${i % users},i${i},${i}`)}`,
      });
    for (const users of [1, 3]) {
      const codes = finish(describeQuality((await tables(users)).tables)).map(({ code }) => code);
      expect(codes).not.toContain('QUALITY_BUSY_USERS');
    }
  });

  it('finds ids on one side only', async () => {
    const found = await insightsOf({
      interactions: `${KEYS}\na,x,1\na,y,2\nb,x,3\n`,
      items: 'ITEM_ID,SIZE\nx,1\nz,2\nw,3\n',
      users: 'USER_ID,AGE\na,1\nc,2\n',
    });
    expect(found.get('INSIGHT_ITEMS_WITHOUT_INTERACTIONS')?.details).toEqual({ count: 2, share: 2 / 3 });
    expect(found.get('INSIGHT_INTERACTIONS_WITHOUT_ITEM')?.details).toEqual({
      count: 1,
      share: 0.5,
      examples: ['y'],
    });
    expect(found.get('INSIGHT_USERS_WITHOUT_INTERACTIONS')?.details).toEqual({ count: 1, share: 0.5 });
    expect(found.get('INSIGHT_INTERACTIONS_WITHOUT_USER')?.details).toEqual({
      count: 1,
      share: 0.5,
      examples: ['b'],
    });
  });

  it('takes no long number of an order for one far from the others', async () => {
    const order = (i: number) => `20${i % 7 === 0 ? 25 : 26}0501${100_000_000 + i}`;
    const rows = lines(60, (i) => `u${i % 5},i${i % 9},${i},${order(i)}`);
    const found = await insightsOf({ interactions: `${KEYS},ORDER_NO\n${rows}` });
    expect(found.has('INSIGHT_OUTLIERS')).toBe(false);
  });

  it('finds sparse columns under 70 % and not at 70 %', async () => {
    const items = (filled: number) => `ITEM_ID,SIZE\n${lines(10, (i) => `i${i},${i < filled ? i : ''}`)}`;
    const interactions = `${KEYS}\na,i1,1\n`;
    expect((await insightsOf({ interactions, items: items(7) })).has('INSIGHT_MISSING_VALUES')).toBe(false);
    const found = (await insightsOf({ interactions, items: items(6) })).get('INSIGHT_MISSING_VALUES');
    expect(found).toMatchObject({ dataset: 'ITEMS', column: 'SIZE', details: { count: 4, rows: 10 } });
  });

  it('finds numbers outside three interquartile ranges', async () => {
    // 1 … 100: Q1 = 25.75 and Q3 = 75.25 without the last one; one value of 1000 moves them to 26 and 76.
    // With 101 values, positions 25 and 75 are exact: Q1 = 26, Q3 = 76, so the range is −124 … 226.
    const rows = lines(101, (i) => `u${i % 30},i${i},${i},${i === 100 ? 1000 : i + 1}`);
    const found = (await insightsOf({ interactions: `${KEYS},STEPS\n${rows}` })).get('INSIGHT_OUTLIERS');
    expect(found).toMatchObject({
      column: 'STEPS',
      details: { count: 1, low: -124, high: 226, extreme: 1000, from: 1, to: 100, apart: 1 },
    });
    const calm = lines(100, (i) => `u${i % 30},i${i},${i},${i + 1}`);
    expect((await insightsOf({ interactions: `${KEYS},STEPS\n${calm}` })).has('INSIGHT_OUTLIERS')).toBe(
      false,
    );
  });

  it('takes a value for a mistake only where no tail leads to it', async () => {
    const years = (last: (i: number) => number) =>
      insightsOf({
        interactions: `${KEYS},YEAR\n${lines(200, (i) => `u${i % 30},i${i},${i},${i < 180 ? 1990 + (i % 20) : last(i)}`)}`,
      });
    // Twenty old ones, a few years from one to the next: a tail.
    const old = (await years((i) => 1902 + 3 * (i - 180))).get('INSIGHT_OUTLIERS');
    expect(old?.details).toHaveProperty('count', expect.any(Number));
    expect(old?.details).not.toHaveProperty('apart');
    const typo = (await years((i) => (i === 190 ? 20_155 : 1995))).get('INSIGHT_OUTLIERS');
    expect(typo?.details).toMatchObject({ from: 1990, to: 2009, apart: 1 });
    // A tenth of the values is no mistake.
    const kind = (await years(() => 20_155)).get('INSIGHT_OUTLIERS');
    expect(kind?.details).not.toHaveProperty('apart');
  });

  it('finds too many categories, and one category written differently', async () => {
    const rows = (distinct: number) => lines(400, (i) => `u${i % 30},i${i},${i},kind${i % distinct}`);
    const many = await insightsOf({ interactions: `${KEYS},KIND\n${rows(31)}` });
    expect(many.get('INSIGHT_MANY_CATEGORIES')?.details).toEqual({ count: 31 });
    expect(
      (await insightsOf({ interactions: `${KEYS},KIND\n${rows(30)}` })).has('INSIGHT_MANY_CATEGORIES'),
    ).toBe(false);
    const spelled = lines(
      40,
      (i) => `u${i % 30},i${i},${i},${['Red', 'red', 'N/A', 'Not Applicable'][i % 4]}`,
    );
    const { tables } = await importContent({ profile: 'relaxed', interactions: `${KEYS},KIND\n${spelled}` });
    const near = finish(describeInsights(tables)).filter(
      (issue) => issue.code === 'INSIGHT_NEAR_DUPLICATE_CATEGORIES',
    );
    expect(near.map((issue) => issue.details.values)).toEqual([
      ['Red', 'red'],
      ['N/A', 'Not Applicable'],
    ]);
  });

  it('finds sparse texts, many event types and one timestamp for all', async () => {
    const text = (i: number) =>
      i < 8 ? `a long description of number ${i}, which nobody has written before` : '';
    const items = `ITEM_ID,DESCRIPTION\n${lines(10, (i) => `i${i},"${text(i)}"`)}`;
    const interactions = `${KEYS},EVENT_TYPE\n${lines(30, (i) => `u${i},i${i % 10},5,type${i % 11}`)}`;
    const found = await insightsOf({ interactions, items });
    expect(found.get('INSIGHT_SPARSE_TEXT')).toMatchObject({
      column: 'DESCRIPTION',
      details: { complete: 0.8 },
    });
    expect(found.get('INSIGHT_EVENT_TYPES')?.details).toMatchObject({ count: 11 });
    expect(found.get('INSIGHT_SAME_TIMESTAMP')?.details).toEqual({ timestamp: 5 });
  });

  it('puts every finding in words without a gap', async () => {
    const found = await insightsOf({
      interactions: `${KEYS},EVENT_TYPE\n${lines(30, (i) => `u${i},i${i % 10},5,type${i % 11}`)}`,
      items: 'ITEM_ID,SIZE\nx,\nz,2\nw,\n',
    });
    expect(found.size).toBeGreaterThan(4);
    for (const issue of found.values()) {
      const { what, fix } = describeIssue(issue);
      expect(`${what} ${fix}`).not.toMatch(/NaN|undefined|\[object/);
      expect(fix).not.toBe('');
    }
  });
});

describe('the data set card', () => {
  it('counts what the file holds', async () => {
    // u1: 4 events, u2: 2, u3: 1. Items: a 4 (one pair twice), b 2, c 1.
    const rows = ['u1,a,0', 'u1,a,86400', 'u1,b,2678400', 'u1,c,8000000', 'u2,a,3', 'u2,b,4', 'u3,a,5'];
    const { tables } = await importContent({
      profile: 'relaxed',
      interactions: `${KEYS}\n${rows.join('\n')}\n`,
      items: 'ITEM_ID,TITLE,SIZE\na,First,1\nb,Second,2\nc,Third,3\nd,Fourth,4\n',
    });
    const card = describeTables(tables);
    expect(card).toMatchObject({
      users: 3,
      items: 3,
      itemsDescribed: 4,
      interactions: 7,
      density: 6 / 9,
      fromSec: 0,
      toSec: 8_000_000,
      topItems: [
        { itemId: 'a', title: 'First', count: 4 },
        { itemId: 'b', title: 'Second', count: 2 },
        { itemId: 'c', title: 'Third', count: 1 },
      ],
      tail: { top1: 4 / 7, top10: 4 / 7, singletons: 1 },
      activity: [
        { from: 1, to: 2, users: 1 },
        { from: 2, to: 4, users: 1 },
        { from: 4, to: 8, users: 1 },
      ],
      medianEventsPerUser: 2,
      minEventsPerUser: 1,
      months: [
        { month: '1970-01', count: 5 },
        { month: '1970-02', count: 1 },
        { month: '1970-03', count: 0 },
        { month: '1970-04', count: 1 },
      ],
    });
    expect([...card.itemCounts]).toEqual([4, 2, 1]);
  });
});
