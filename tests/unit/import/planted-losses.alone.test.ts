import { beforeEach, describe, expect, test, vi } from 'vitest';
import { accountOf } from '../../../src/domain/account';
import { unaccounted, unstored } from '../../support/account-faults';
import type { ImportPlan } from '../../../src/domain/imports';
import type { CellTable } from '../../../src/import/open/cell-table';
import { check } from '../../../src/import/judge/check';
import { importTables } from '../../../src/import/store/import-tables';
import { inspectTexts, job } from './importing';

/** The room that loses something, by a stand-in at its edge. */
const planted = vi.hoisted(() => ({ in: '' }));
beforeEach(() => (planted.in = ''));

vi.mock(import('../../../src/import/gather/gathered-table'), async (original) => {
  const { gatheredTable, ...rest } = await original();
  const short = <Table extends CellTable>(table: Table): Table => ({
    ...table,
    async *rows(onRead) {
      for await (const batch of table.rows(onRead))
        yield planted.in === 'gather' ? { ...batch, rows: batch.rows.slice(1), lines: batch.lines.slice(1) } : batch;
    },
  });
  return { ...rest, gatheredTable: (...given) => short(gatheredTable(...given)) };
}); // prettier-ignore

vi.mock(import('../../../src/import/read/meant-rows'), async (original) => {
  const { meantRows, ...rest } = await original();
  return {
    ...rest,
    meantRows: (...given) => {
      const { rows, lines } = meantRows(...given);
      return planted.in === 'read' ? { rows: rows.slice(1), lines: lines.slice(1) } : { rows, lines };
    },
  };
});

vi.mock(import('../../../src/import/judge/import-rules'), async (original) => {
  const { leftOutOf, ...rest } = await original();
  return { ...rest, leftOutOf: (counts) => leftOutOf(counts).slice(planted.in === 'judge' ? 1 : 0) };
});

vi.mock(import('../../../src/import/read/assembled'), async (original) => {
  const { assembled, ...rest } = await original();
  return {
    ...rest,
    assembled: (...given) => {
      const made = assembled(...given);
      if (planted.in !== 'store') return made;
      const { interactions } = made.tables;
      const short = { ...interactions, nRows: interactions.nRows - 1 };
      return { ...made, tables: { ...made.tables, interactions: short } };
    },
  };
});

const lines = (count: number, row: (i: number) => string): string =>
  ['user_id,product_id,time', ...Array.from({ length: count }, (_, i) => row(i))].join('\n');
const event = (i: number): string => `u${i % 20},p${(i * 7) % 30},${1_600_000_000 + i * 60}`;
const DROP = {
  'views.csv': lines(60, event),
  'purchases.csv': lines(25, (i) => (i === 3 ? 'u3,p1,never' : event(i))),
  'notes.txt': 'Nothing but words stands here.\nNo table, no rows, and nothing to learn from.',
};

/** What the account of the drop is missing, and what the tables are. @param edge of the plan, before it is carried out. */
async function missing(edge: (plan: ImportPlan) => ImportPlan = (plan) => plan): Promise<readonly string[]> {
  const { proposal, sources } = await inspectTexts(DROP);
  const plan = edge(proposal.plan);
  const { read } = await check(sources, plan, null, job);
  const { report } = await importTables(sources, plan, null, job);
  return [...unaccounted(accountOf(proposal, plan, read), plan), ...unstored(report)];
}

const without = (plan: ImportPlan, file: string): ImportPlan => ({
  ...plan,
  files: plan.files.filter((each) => each.file !== file),
});

describe('the account turns red where something is lost in', () => {
  test('no room: nothing is', async () => {
    expect(await missing()).toEqual([]);
  });

  test('propose: a table that nobody planned for', async () => {
    const { proposal, sources } = await inspectTexts({ ...DROP, 'words.csv': 'word\nlamp\ncup\n'.repeat(9) });
    const lost = { ...proposal, ignored: proposal.ignored.filter(({ file }) => file !== 'notes.txt') };
    const { read } = await check(sources, proposal.plan, null, job);
    expect(unaccounted(accountOf(lost, proposal.plan, read), proposal.plan)).toEqual(['notes.txt']);
  });

  test('plan: a file that an edit took away', async () => {
    const alone = (plan: ImportPlan): ImportPlan => {
      const files = plan.files.filter(({ file }) => file in DROP);
      const own = files.map((each, i) => ({ ...each, dataset: i === 0 ? ('INTERACTIONS' as const) : null }));
      return { ...plan, files: own, made: [] };
    };
    expect(await missing(alone)).toEqual([]);
    expect(await missing((plan) => without(alone(plan), 'purchases.csv'))).toEqual(['purchases.csv']);
  });

  test.each([
    ['gather', ['rows of views']],
    ['read', ['rows of views']],
    ['judge', ['rows of views']],
    ['store', ['INTERACTIONS']],
  ])('%s', async (room, wanted) => {
    planted.in = room;
    expect(await missing()).toEqual(wanted);
  });
});
