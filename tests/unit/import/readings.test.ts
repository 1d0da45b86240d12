import { describe, expect, it } from 'vitest';
import { evidenceWords } from '../../../src/words/copy/columns';
import { describeIssue } from '../../../src/words/copy/issues';
import { tallyWords } from '../../../src/words/copy/row-tally';
import { check } from '../../../src/import/judge/check';
import { inspect, judgeTimesOf } from '../../../src/import/propose/inspect';
import { importTables } from '../../../src/import/store/import-tables';
import { memorySource } from '../../../src/import/open/bytes/source';
import type { ColumnEvidence, ImportPlan } from '../../../src/domain/imports';
import type { Issue } from '../../../src/domain/issue';
import { withRole, withWriting } from '../../../src/import/plan/edit-plan';
import { fixesFor } from '../../../src/page/state/fixes';
import { bytesOf, job } from './importing';

const DAY = 86_400;
const FIRST = Date.UTC(2011, 3, 3) / 1000;
const written = (sec: number, order: 'day' | 'month'): string => {
  const at = new Date(sec * 1000);
  const [day, month] = [at.getUTCDate(), at.getUTCMonth() + 1];
  return `${order === 'day' ? `${day}/${month}` : `${month}/${day}`}/${at.getUTCFullYear()}`;
};
/** Of rows so long that the sample of a file ends after some thousands. */
const log = (n: number, time: (i: number) => string): string =>
  `user,film,date,note\n${Array.from({ length: n }, (_, i) => `u${i % 31},f${(i * 7) % 57},${time(i)},${'x'.repeat(400)}`).join('\n')}\n`;

async function read(text: string) {
  const { proposal, sources } = await inspect([memorySource('log.csv', bytesOf(text))], 'relaxed', job);
  const ask = async (plan: ImportPlan) => {
    const found = await check(sources, plan, null, job);
    return { ...found, all: [...found.issues, ...found.files.flatMap(({ issues }) => issues)] };
  };
  return { proposal, sources, ask, first: await ask(proposal.plan) };
}
const timeOf = (plan: ImportPlan) => plan.files[0].columns.find(({ role }) => role === 'TIMESTAMP');
const spanOf = (evidence: readonly ColumnEvidence[]): string =>
  evidenceWords(evidence[2]).fact.replace(/\s/g, ' ');

describe('times in digits', () => {
  it.each([
    ['seconds', 828_124_615, 1, /; 9 or 10 digits: Unix seconds$/],
    ['milliseconds', 828_124_615, 1000, /; 12 or 13 digits: Unix milliseconds$/],
  ])('from before September 2001 have fewer of them: %s', async (_, first, factor, says) => {
    const rows = Array.from({ length: 50 }, (_row, i) => `u${i % 7},i${i % 9},${(first + i) * factor}`);
    const text = `user,item,timestamp\n${rows.join('\n')}\n`;
    const { proposal } = await inspect([memorySource('log.csv', bytesOf(text))], 'relaxed', job);
    expect(evidenceWords(proposal.files[0].evidence[2]).why).toMatch(says);
  });
});

describe('dates in figures', () => {
  it.each([
    ['whole', { timeUnit: 'month-first' }, (i: number) => (i < 3000 ? i % 9 : 20)],
    ['open', { timeUnit: 'day-first', undecided: { example: '4/3/2011' } }, (i: number) => i % 9],
  ])(
    'of a column that is said by hand to hold the times are judged by all of them: %s',
    async (_, wanted, day) => {
      const text = log(3100, (i) => written(FIRST + day(i) * DAY, 'month'));
      const { proposal, sources } = await inspect([memorySource('log.csv', bytesOf(text))], 'relaxed', job);
      const [{ plan, evidence }] = proposal.files;
      const without = withRole(plan, 2, 'KEEP', evidence);
      const byHand = withRole(without, 2, 'TIMESTAMP', evidence);
      expect(byHand.columns[2].timeUnit).toBe('day-first');
      const judged = await judgeTimesOf(sources, { ...proposal.plan, files: [byHand] }, plan.file, job);
      expect(judged.columns[2]).toMatchObject(wanted);
    },
  );

  it('are read as the whole file allows, not as its first megabyte does', async () => {
    // Over a megabyte of days up to the twelfth, which may be months as well.
    const text = log(5600, (i) => written(FIRST + (i < 5500 ? i % 9 : 20) * DAY, 'month'));
    const { proposal, ask, first } = await read(text);
    expect(timeOf(proposal.plan)).toMatchObject({ timeUnit: 'month-first' });
    expect(timeOf(proposal.plan)?.undecided).toBeUndefined();
    expect(first.tallies[0]).toMatchObject({ lost: [{ reason: 'repeated' }] });
    // The head of the column tells of nine days, not of nine months.
    for (const { evidence } of [proposal.files[0], first.files[0]])
      expect(spanOf(evidence)).toBe('3 Apr 2011 to 11 Apr 2011');
    const [file] = proposal.plan.files;
    const otherwise = withWriting(file, 2, { timeUnit: 'day-first' });
    const { files } = await ask({ ...proposal.plan, files: [{ ...otherwise, acceptsLoss: true }] });
    expect(spanOf(files[0].evidence)).toBe('4 Mar 2011 to 4 Nov 2011');
  });

  it('that may be either are asked for, with both days; one press answers', async () => {
    const { proposal, ask, first } = await read(log(60, (i) => written(FIRST + (i % 8) * DAY, 'month')));
    const question = first.all.find(({ code }) => code === 'DATES_EITHER_WAY');
    if (question === undefined) throw new Error('nothing is asked');
    expect(first.importable).toBe(true);
    const answers = fixesFor(question, proposal.plan);
    expect(answers.map(({ label }) => label.replace(/\s/g, ' '))).toEqual([
      'It is 4 Mar 2011',
      'It is 3 Apr 2011',
    ]);
    expect(describeIssue(question).fix.replace(/\s/g, ' ')).toBe(
      'Until you choose, it is read as 4 Mar 2011.',
    );
    for (const [i, unit] of ['day-first', 'month-first'].entries()) {
      expect(timeOf(answers[i].plan)?.timeUnit).toBe(unit);
      const { all } = await ask(answers[i].plan);
      expect(all.map(({ code }) => code)).not.toContain('DATES_EITHER_WAY');
    }
  });

  it('that may be either, in order, are of few days rather than of many months', async () => {
    for (const [order, unit] of [
      ['month', 'month-first'],
      ['day', 'day-first'],
    ] as const) {
      const { proposal, first } = await read(log(60, (i) => written(FIRST + Math.floor(i / 8) * DAY, order)));
      expect(timeOf(proposal.plan)?.timeUnit).toBe(unit);
      expect(first.all.map(({ code }) => code)).toContain('DATES_EITHER_WAY');
    }
  });

  const short = (i: number, form: 'year' | 'day'): string => {
    const at = new Date((FIRST + i * DAY) * 1000);
    const [year, month, day] = at.toISOString().slice(2, 10).split('-');
    return form === 'year' ? `${year}.${month}.${day}` : `${day}.${month}.${year}`;
  };
  it.each([
    ['with the year first, oldest first', 'year', 1, 'short-year-first'],
    ['with the year first, newest first', 'year', -1, 'short-year-first'],
    ['with the day first, oldest first', 'day', 1, 'day-first'],
    ['with the day first, newest first', 'day', -1, 'day-first'],
  ] as const)(
    'of two figures each have their year where it hardly changes: %s',
    async (_, form, way, unit) => {
      const { proposal, first } = await read(log(90, (i) => short(400 + way * i, form)));
      expect(timeOf(proposal.plan)).toMatchObject({ timeUnit: unit });
      const [from, to] = [400, 400 + way * 89].toSorted((a, b) => a - b);
      expect(first.counts).toMatchObject({ firstSec: FIRST + from * DAY, lastSec: FIRST + to * DAY });
    },
  );

  it('of two figures each are told apart by the whole file where its first rows are of one day', async () => {
    const text = log(3100, (i) => short(400 + (i < 3000 ? 0 : i % 9), 'year'));
    const { proposal, first } = await read(text);
    expect(timeOf(proposal.plan)).toMatchObject({ timeUnit: 'short-year-first' });
    expect(first.counts).toMatchObject({ firstSec: FIRST + 400 * DAY, lastSec: FIRST + 408 * DAY });
  });

  it('stand in the order in which the rows are until that is answered', async () => {
    const rising = (order: 'day' | 'month') =>
      log(40, (i) => written(Date.UTC(2011, Math.floor(i / 4), 1 + (i % 4)) / 1000, order));
    expect(timeOf((await read(rising('month'))).proposal.plan)?.timeUnit).toBe('month-first');
    expect(timeOf((await read(rising('day'))).proposal.plan)?.timeUnit).toBe('day-first');
  });
});

describe('epoch times', () => {
  const epochs = (odd: (i: number) => number) => log(400, (i) => String((FIRST + i * DAY) * odd(i)));
  const mixed = (all: readonly Issue[]) => all.find(({ code }) => code === 'TIMES_MIXED');

  it('of one unit say which', async () => {
    for (const [factor, unit] of [
      [1, /^$/],
      [1e3, /Unix milliseconds; divided by 1,000/],
      [1e6, /Unix microseconds or finer/],
    ] as const) {
      const { first, proposal } = await read(epochs(() => factor));
      expect(first.counts).toMatchObject({ firstSec: FIRST, lastSec: FIRST + 399 * DAY });
      expect(mixed(first.all)).toBeUndefined();
      const said = proposal.files[0].issues.find(({ code }) => code === 'MILLISECONDS_DIVIDED');
      expect(said === undefined ? '' : describeIssue(said).what).toMatch(unit);
    }
  });

  it('that count something else far below are each read by their size, and that is said', async () => {
    for (const [most, odd] of [
      [1, 1e3],
      [1e3, 1],
      [1e3, 1e6],
    ]) {
      const { first } = await read(epochs((i) => (i > 390 ? odd : most)));
      expect(first.counts).toMatchObject({ firstSec: FIRST, lastSec: FIRST + 399 * DAY });
      const said = mixed(first.all);
      expect(said?.details).toMatchObject({ units: [{ count: 391 }, { count: 9 }] });
      if (said)
        expect(describeIssue(said).what).toMatch(/391.times are Unix .*seconds and 9.times are Unix /);
    }
  });

  it('of an items file are looked at as well', async () => {
    const rows = Array.from(
      { length: 200 },
      (_, i) => `f${i},Film ${i},${(FIRST + i * DAY) * (i > 190 ? 1e3 : 1)}`,
    );
    const { proposal, sources } = await inspect(
      [
        memorySource('log.csv', bytesOf(epochs(() => 1))),
        memorySource('films.csv', bytesOf(['film_id,title,created_at', ...rows, ''].join('\n'))),
      ],
      'relaxed',
      job,
    );
    const { issues } = await check(sources, proposal.plan, null, job);
    expect(mixed(issues)).toMatchObject({ dataset: 'ITEMS', column: 'CREATION_TIMESTAMP' });
  });
});

describe('numbers with a decimal comma', () => {
  const priced = (n: number, price: (i: number) => string) =>
    `user;film;date;price;note\n${Array.from({ length: n }, (_, i) => `u${i % 31};f${(i * 7) % 57};${FIRST + i * DAY};${price(i)};${'x'.repeat(400)}`).join('\n')}\n`;
  const prices = async (text: string) => {
    const { sources, proposal, first } = await read(text);
    const { tables } = await importTables(sources, proposal.plan, null, job);
    const column = tables.interactions.columns.find(({ name }) => name === 'PRICE');
    const said = first.all.find(({ code }) => code === 'NUMBERS_MIXED');
    return { column, values: column?.kind === 'number' ? [...column.values] : [], said };
  };

  it('are seen where they first come after the sample', async () => {
    // Whole numbers for over a megabyte; 1.250 is a thousand and more where most others have a comma.
    const { values, said } = await prices(
      priced(3100, (i) => (i < 3000 ? String(i % 40) : i === 3050 ? '1.250' : `${i % 40},5`)),
    );
    expect([values[1], values[3001], values[3050]]).toEqual([1, 1.5 + (3000 % 40), 1250]);
    expect(said).toBeUndefined();
  });

  it('are not taken for what the column has where most of it has points', async () => {
    // The first rows are few against the rest.
    const { values, said } = await prices(priced(400, (i) => (i % 100 === 3 ? `${i % 7},5` : `${i % 7}.25`)));
    expect(values).toEqual([]);
    expect(said).toBeUndefined();
  });

  it('stay read so beside a few with a point, which is said', async () => {
    const { values, said } = await prices(
      priced(400, (i) => (i === 390 ? '4.5' : i === 391 ? '1.250' : `${i % 7},5`)),
    );
    expect([values[1], values[390], values[391]]).toEqual([1.5, 4.5, 1250]);
    expect(said?.details).toEqual({ numbers: 'decimal-comma', count: 1, example: '4.5' });
  });

  it('as ratings are judged by all of them', async () => {
    const text = priced(3100, (i) => (i < 3000 ? String(i % 6) : `${i % 5},5`)).replace(';price', ';rating');
    const { first } = await read(text);
    expect(first.tallies[0]).toMatchObject({ rows: 3100, kept: 3100 });
  });
});

describe('a reading that fails in more than one row of twenty', () => {
  it('stops the import, and one press reads otherwise or leaves the rows out', async () => {
    const text = log(200, (i) => (i % 10 === 0 ? 'soon' : new Date((FIRST + i * DAY) * 1000).toISOString()));
    const { proposal, sources, ask, first } = await read(text);
    const issue = first.all.find(({ code }) => code === 'ROWS_LOST');
    if (issue === undefined) throw new Error('nothing is said');
    expect(issue.details).toEqual({ count: 20, rows: 200, unit: null });
    expect(first.importable).toBe(false);
    const [accept] = fixesFor(issue, proposal.plan);
    expect(accept.label).toBe('Leave these rows out');
    expect((await ask(accept.plan)).importable).toBe(true);
    const { report } = await importTables(sources, accept.plan, null, job);
    expect(report.datasets[0]).toMatchObject({
      rows: 200,
      kept: 180,
      dropped: 20,
      lost: [{ reason: 'unread-time', count: 20 }],
    });
  });

  it('offers the reading that reads them', async () => {
    const text = log(200, (i) => written(FIRST + i * DAY, 'month'));
    const { proposal, ask } = await read(text);
    const columns = proposal.plan.files[0].columns.map((column) =>
      column.role === 'TIMESTAMP' ? { ...column, timeUnit: 'day-first' as const } : column,
    );
    const wrong = { ...proposal.plan, files: [{ ...proposal.plan.files[0], columns }] };
    const { all, importable } = await ask(wrong);
    const issue = all.find(({ code }) => code === 'ROWS_LOST');
    if (issue === undefined) throw new Error('nothing is said');
    expect(importable).toBe(false);
    const [other] = fixesFor(issue, wrong);
    expect(other.label).toBe('Read as month-day');
    expect(await ask(other.plan)).toMatchObject({ importable: true, tallies: [{ rows: 200, kept: 200 }] });
  });

  it('is not what an empty key is: rows that name nobody are left out and counted', async () => {
    const text = log(200, (i) => String(FIRST + i * DAY)).replace(/^u[0-5],/gm, ',');
    const { first } = await read(text);
    expect(first.importable).toBe(true);
    const [{ rows, kept, lost }] = first.tallies;
    expect(lost).toEqual([{ reason: 'no-user', count: 200 - kept }]);
    expect(rows).toBe(200);
  });
});

describe('rows in', () => {
  it('are the rows kept and those left out by reason, in the check and after the import', async () => {
    const good = Array.from({ length: 300 }, (_, i) => `u${i % 31},f${(i * 7) % 57},${FIRST + i * DAY},4`);
    const bad = [
      ...[',f1,1300000000,4', ',f2,1300000000,4', 'u1,,1300000000,4', 'u1,f1,,4', 'u1,f1,soon,4'],
      ...['u1,f1,1300000000,many', 'u1,f1', `u1,${'f'.repeat(300)},1300000000,4`, 'user,film,date,rating'],
      good[0],
    ];
    const { proposal, sources, first } = await read(
      ['user,film,date,rating', ...good, ...bad, ''].join('\n'),
    );
    const [tally] = first.tallies;
    expect(Object.fromEntries(tally.lost.map(({ reason, count }) => [reason, count]))).toEqual({
      'no-user': 2,
      'no-item': 1,
      'no-time': 1,
      'unread-time': 1,
      'unread-number': 1,
      ragged: 1,
      unheld: 1,
      'header-again': 1,
      repeated: 1,
    });
    const out = tally.lost.reduce((sum, { count }) => sum + count, 0);
    expect(tally.rows).toBe(tally.kept + out);
    expect(tally).toMatchObject({ rows: 310, kept: 300 });
    expect(tallyWords(tally)).toMatch(/^310\srows: 300 kept, 10 left out \(2 without a person, /);
    const { report } = await importTables(sources, proposal.plan, null, job);
    const [{ rows, kept, dropped, lost }] = report.datasets;
    expect({ rows, kept, dropped, lost }).toEqual({ rows: 310, kept: 300, dropped: 10, lost: tally.lost });
  });
});

describe('the place of a finding', () => {
  const records = Array.from({ length: 60 }, (_, i) => ({
    user: `u${i % 9}`,
    film: `f${i % 7}`,
    date: i === 41 ? 'soon' : new Date((FIRST + i * DAY) * 1000).toISOString(),
  }));
  const csv = ['user,film,date', ...records.map((one) => Object.values(one).join(',')), ''].join('\n');

  it.each([
    ['log.csv', csv, 'line 43'],
    ['log.jsonl', records.map((one) => JSON.stringify(one)).join('\n'), 'line 42'],
    ['log.json', JSON.stringify({ events: records }), 'record 42'],
  ])('in %s is said as people would look for it', async (path, text, place) => {
    const { proposal, sources } = await inspect([memorySource(path, bytesOf(text))], 'relaxed', job);
    const { files } = await check(sources, proposal.plan, null, job);
    const found = files[0].issues.find(({ code }) => code === 'D12');
    expect(found && describeIssue(found).what).toContain(`, ${place}, column date: `);
  });

  it('is a row of a sheet, and of Parquet', () => {
    for (const form of ['xlsx', 'parquet'] as const)
      expect(
        describeIssue({
          code: 'DUPLICATE_ID',
          severity: 'warning',
          dataset: 'ITEMS',
          line: 9,
          form,
          value: 'f1',
          details: { firstLine: 4 },
        }).what,
      ).toBe('Items, row 9: “f1” was described before, in row 4; this row replaces it.');
  });
});
