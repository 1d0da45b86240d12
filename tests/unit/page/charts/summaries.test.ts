import { describe, expect, it } from 'vitest';
import { activityBins, summarizeActivity } from '../../../../src/page/charts/activity';
import { passedAt, summarizeCurve } from '../../../../src/page/charts/curve';
import type { Curve } from '../../../../src/page/charts/turn';
import { eventTypeRows, summarizeEventTypes } from '../../../../src/page/charts/event-types';
import { barsLabel } from '../../../../src/page/charts/columns';
import type { ColumnProfile } from '../../../../src/domain/column-profiles';
import { calendarOf, summarizeMonths } from '../../../../src/page/charts/months';
import { heldBackAtLeast, summarizeScores } from '../../../../src/page/charts/scores';
import { plain, sentence, tableText } from '../../../../src/page/charts/summary';
import { summarizeTail, tailOf } from '../../../../src/page/charts/tail';
import { datasetCard, learningCurve, recommendations } from '../../../support/fake-data';

const films = { thing: 'film', item: 'film', items: 'films' } as const;

describe('summary', () => {
  it('splits the starred run off and joins back to the same words', () => {
    const parts = sentence('The top hold *16 %*, no more.');
    expect(parts).toEqual([
      { text: 'The top hold ' },
      { text: '16 %', marked: true },
      { text: ', no more.' },
    ]);
    expect(plain(parts)).toBe('The top hold 16 %, no more.');
  });
  it('copies tables as tab-separated text, with tabs in cells made harmless', () => {
    const text = tableText({
      caption: 'x',
      columns: [{ label: 'a' }, { label: 'b' }],
      rows: [['1\t2', '3\n4']],
    });
    expect(text).toBe('a\tb\n1 2\t3 4');
  });
});

describe('long tail', () => {
  const card = datasetCard();
  it('cuts parts that add up to the whole', () => {
    const tail = tailOf(card);
    expect(tail.shares.reduce((sum, part) => sum + part.share, 0)).toBeCloseTo(1, 12);
    expect(tail.shares.map((part) => part.items)).toEqual([97, 875, 8752]);
  });
  it('says the same numbers in the sentence, the points and the table', () => {
    const tail = tailOf(card);
    const summary = summarizeTail(card, tail, films);
    expect(plain(summary.sentence)).toContain('the top 1 % hold 13\u00a0% of the events');
    expect(summary.points).toHaveLength(tail.stops.length);
    expect(summary.table.rows).toHaveLength(tail.stops.length);
    expect(summary.points[0]).toBe('Forrest Gump (1994), 1st: 329\u00a0events');
  });
  it('holds with a single item', () => {
    const one = { ...card, itemCounts: Int32Array.of(3), tail: { top1: 1, top10: 1, singletons: 0 } };
    expect(tailOf(one).stops).toEqual([1]);
    expect(tailOf(one).shares).toHaveLength(1);
  });
});

describe('activity and event types', () => {
  it('starts at the quietest user and ends at the busiest', () => {
    const bins = [0, 0, 4, 0, 2, 0].map((users, at) => ({ from: 2 ** at, to: 2 ** (at + 1), users }));
    const card = { ...datasetCard(), activity: bins };
    expect(activityBins(card).map((bin) => bin.users)).toEqual([4, 0, 2]);
    expect(summarizeActivity(card).points).toHaveLength(3);
    expect(activityBins({ ...card, activity: [] })).toEqual([]);
  });
  it('counts whole events where the median lies between two users', () => {
    const own = { ...datasetCard(), users: 1, medianEventsPerUser: 479, minEventsPerUser: 479 };
    expect(plain(summarizeActivity(own).sentence)).toMatch(/^One person has all 479\sevents\.$/);
    expect(summarizeActivity(own).label).toBe('Events per user: the only user has 479.');
    const { sentence, label } = summarizeActivity({ ...datasetCard(), medianEventsPerUser: 70.5 });
    expect(plain(sentence)).toContain('Half the users have 71\u00a0events or fewer');
    expect(label).toContain('have 71 or fewer');
  });
  it('names single-value bins by one number', () => {
    const card = { ...datasetCard(), activity: [{ from: 1, to: 2, users: 4 }], minEventsPerUser: 1 };
    expect(summarizeActivity(card).points).toEqual(['1\u00a0event: 4\u00a0users']);
  });
  it('does not let a single other type share', () => {
    const eventTypes = [
      { name: 'click', count: 85 },
      { name: 'buy', count: 15 },
    ];
    const { sentence } = summarizeEventTypes({ ...datasetCard(), interactions: 100, eventTypes });
    expect(plain(sentence)).toBe('85\u00a0% of the events are click; one other type has the rest.');
  });
  it('puts what is beyond six types into one row that keeps the total', () => {
    const types = Array.from({ length: 9 }, (_, i) => ({ name: `t${i}`, count: i + 1 }));
    const rows = eventTypeRows(types);
    expect(rows).toHaveLength(6);
    expect(rows.reduce((sum, row) => sum + row.count, 0)).toBe(45);
  });
});

describe('months', () => {
  const month = (count: number, at: number): { month: string; count: number } => ({
    month: `2020-${String(at + 1).padStart(2, '0')}`,
    count,
  });
  it('gives empty months no colour and the busiest the darkest', () => {
    const calendar = calendarOf([0, 1, 2, 3, 4, 5].map(month));
    expect(calendar.cells.map((cell) => cell.level)[0]).toBe(0);
    expect(calendar.cells.at(-1)?.level).toBe(5);
    expect(calendar.years).toEqual([2020]);
  });
  it('calls bursts bursts and even months steady', () => {
    const text = (counts: number[]): string => plain(summarizeMonths(calendarOf(counts.map(month))).sentence);
    expect(text([10, 10, 10, 10, 900])).toMatch(/bursts.*900/);
    expect(text([0, 0, 0, 924])).toMatch(/half the months hold none, the busiest/);
    expect(text([10, 11, 10, 12])).toMatch(/steadily/);
    expect(text([7, 7, 6, 7])).toBe('They come steadily: about 7\u00a0events a month.');
    expect(text([10, 12, 14, 20])).toMatch(/In a usual month .* at most 20/);
    expect(text([])).toMatch(/have no dates/);
  });
  it('finds nothing steady in a single month', () => {
    const { sentence } = summarizeMonths(calendarOf([month(3000, 10)]));
    expect(plain(sentence)).toBe('They are all of Nov\u00a02020: 3,000\u00a0events.');
  });
  it('calls a doubling by its name, also where no month stands out', () => {
    const text = (counts: number[]): string => plain(summarizeMonths(calendarOf(counts.map(month))).sentence);
    const rise = [2700, 2900, 3300, 3800, 4400, 4900];
    expect(text(rise)).toMatch(/Growing: 2,800.events in a usual month at first, 4,650 at the end/);
    expect(text(rise.toReversed())).toMatch(/Fewer over time: 4,650.events .* 2,800 at the end/);
    expect(text([10, 11, 10, 12, 10, 12])).toMatch(/steadily/);
  });
});

describe('learning curve', () => {
  const curve = (change: Partial<Curve> = {}): Curve => ({
    points: learningCurve(4),
    total: 20,
    baseline: 0.071,
    name: 'user-personalization',
    running: true,
    ...change,
  });
  it('finds the step that passed popularity', () => {
    // 0.15 − 0.09 / e: 0.06, 0.105, …
    expect(passedAt(curve())?.epoch).toBe(2);
    expect(plain(summarizeCurve(curve()).sentence)).toBe(
      'It passed popularity in step 2 and still gains with the last step.',
    );
  });
  it('says so when it stays below, falls back or has nothing yet', () => {
    const text = (change: Partial<Curve>): string => plain(summarizeCurve(curve(change)).sentence);
    expect(text({ baseline: 0.9, running: false })).toMatch(/did not pass popularity/);
    const slipped = learningCurve(3).map((point, at) => (at === 2 ? { ...point, ndcgAt10: 0.1 } : point));
    expect(text({ baseline: 0.9, running: false, points: slipped })).toBe(
      'It ended at 0.100, after 0.105 in step 2, and did not pass popularity.',
    );
    const fallen = learningCurve(3).map((point, at) => (at === 2 ? { ...point, ndcgAt10: 0.01 } : point));
    expect(text({ points: fallen })).toMatch(/fallen back/);
    expect(text({ points: [] })).toMatch(/first point appears/);
  });
});

describe('score distribution', () => {
  it('counts held-back items only in bins wholly above the cut', () => {
    const list = recommendations('1', 25, true, 'EXCLUDE …');
    // Cut 38.9 / 25 = 1.556: bins from 2× on: (1600−870)+(800−480)+(350−230)+(130−88)+(44−30).
    expect(list.distribution && heldBackAtLeast(list.distribution)).toBe(1226);
  });
  it('says where the item stands that is looked at, stars in its name included', () => {
    const list = recommendations('1', 25, true);
    if (list.distribution === null) throw new Error('the list has no distribution');
    const summary = summarizeScores(list, list.distribution, films, { name: 'M*A*S*H', timesEvenShare: 9.2 });
    expect(plain(summary.sentence)).toMatch(/of the score\. M\*A\*S\*H stands at 9\.2 times\.$/);
    expect(summary.sentence.at(-1)).not.toHaveProperty('marked');
    expect(summary.label).toContain('M*A*S*H stands at 9.2 times.');
  });
  it('has one point and one row per bin, and names the cut in the sentence', () => {
    const list = recommendations('1', 25, true);
    if (list.distribution === null) throw new Error('the list has no distribution');
    const summary = summarizeScores(list, list.distribution, films);
    expect(summary.points).toHaveLength(8);
    expect(summary.table.rows).toHaveLength(8);
    expect(plain(summary.sentence)).toBe(
      'The 25 shown begin at 1.6 times an even share and hold 8.0\u00a0% of the score.',
    );
  });
});

it('bars of numbers and times in bins are read from where to where, those of single values by the value', () => {
  const label = (change: Partial<ColumnProfile>): string => {
    const bars = [2000, 2005, 2010].map((from, k) => ({ label: String(from), count: [1, 9, 9][k] }));
    const range = [2000, 2015] as const;
    const profile = { name: 'YEAR', kind: 'number', missing: 0, distinct: 12, range, bars } as const;
    return barsLabel({ ...profile, ...change }).replaceAll('\u00a0', ' ');
  };
  expect(label({})).toBe('YEAR: most often 2005 to 2010, 9 times');
  const last = [
    { label: '2000', count: 1 },
    { label: '2010', count: 5 },
  ];
  expect(label({ bars: last })).toBe('YEAR: most often 2010 to 2015, 5 times');
  expect(label({ distinct: 3 })).toBe('YEAR: most often 2005, 9 times');
  const days = [0, 86_400].map((sec) => ({ label: String(sec), count: 4 }));
  expect(label({ kind: 'time', range: [0, 172_800], bars: days })).toBe(
    'YEAR: most often 1 Jan 1970 to 2 Jan 1970, 4 times',
  );
  expect(label({ bars: [] })).toBe('');
});
