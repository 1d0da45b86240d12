import { expect, test } from 'vitest';
import { withInstead, withRowsTogether } from '../../../../src/import/plan/put-together';
import { reinspect } from '../../../../src/import/propose/inspect';
import { importTables } from '../../../../src/import/store/import-tables';
import { inspectTexts, job, rowsOf } from '../importing';

const lines = (header: string, count: number, row: (i: number) => string): string =>
  [header, ...Array.from({ length: count }, (_, i) => row(i))].join('\n');
const plays = lines('user,track,played_at', 60, (i) => `u${i % 9},t${i % 12},2023-01-${10 + (i % 20)}`);
const tags = lines('user,track,tag,when', 20, (i) => `u${i % 9},t${i % 12},calm,${1_700_000_000 + i}`);

test('rows of a table that is left out go with the events, each with its kind and its own way to write times', async () => {
  const { proposal, sources } = await inspectTexts({ 'plays.csv': plays, 'tags.csv': tags });
  const put = withRowsTogether(proposal.plan, 'tags.csv');
  if (put === null) throw new Error('no events');
  const { plan } = await reinspect(sources, proposal, put.plan, put.made, job);
  const { tables } = await importTables(sources, plan, null, job);
  const rows = rowsOf(tables);
  const of = (kind: string) => rows.filter(({ EVENT_TYPE }) => EVENT_TYPE === kind);
  expect([of('plays').length, of('tags').length, rows.length]).toEqual([60, 20, 80]);
  expect(of('tags')[0].TIMESTAMP).toBe('1700000000');
  expect(of('plays')[0].TIMESTAMP).toBe(String(Date.UTC(2023, 0, 10) / 1000));
});

test('a table stands in place of the one that stood for its dataset', async () => {
  const { proposal } = await inspectTexts({ 'plays.csv': plays, 'tags.csv': tags });
  const { files } = withInstead(proposal.plan, 'tags.csv');
  expect(files.map(({ file, dataset, couldBe }) => [file, dataset, couldBe])).toEqual([
    ['plays.csv', null, 'INTERACTIONS'],
    ['tags.csv', 'INTERACTIONS', undefined],
  ]);
});
