import { beforeAll, describe, expect, it } from 'vitest';
import { check } from '../../../src/import/judge/check';
import { inspect } from '../../../src/import/propose/inspect';
import { importTables } from '../../../src/import/store/import-tables';
import { memorySource } from '../../../src/import/open/bytes/source';
import { full } from '../../support/full';
import { hasOnlineRetail, onlineRetailRaw } from '../../support/online-retail-raw';
import { bytesOf, job } from './importing';

const isThere = hasOnlineRetail();
if (!isThere) console.log('The Online Retail data are not here: reading them raw is not tried.');

// Half a million rows; in the short run the published files are read as they lie (tests/unit/programs/cli/published-sets.test.ts).
describe.runIf(full && isThere)('Online Retail as UCI hands it out', () => {
  let raw: ReturnType<typeof onlineRetailRaw>;
  beforeAll(() => {
    raw = onlineRetailRaw();
  });

  it(
    'is read right without a question: every purchase of a customer, on its day',
    { timeout: 120_000 },
    async () => {
      const source = memorySource('Online Retail.csv', bytesOf(raw.text));
      const { proposal, sources } = await inspect([source], 'aws', job);
      const events = proposal.plan.files.find(({ dataset }) => dataset === 'INTERACTIONS');
      const roleOf = (header: string) => events?.columns.find((column) => column.header === header);
      expect(roleOf('CustomerID')?.role).toBe('USER_ID');
      expect(roleOf('StockCode')?.role).toBe('ITEM_ID');
      expect(roleOf('InvoiceDate')).toMatchObject({ role: 'TIMESTAMP', timeUnit: 'month-first' });
      const found = await check(sources, proposal.plan, null, job);
      const codes = [...found.issues, ...found.files.flatMap(({ issues }) => issues)].map(({ code }) => code);
      expect(found.importable).toBe(true);
      expect(codes).not.toContain('DATES_EITHER_WAY');
      expect(codes).not.toContain('ROWS_LOST');
      expect(codes).not.toContain('ROLE_DOUBTFUL');
      const tally = found.tallies.find(({ dataset }) => dataset === 'INTERACTIONS');
      expect(raw.named).toBe(397_884);
      expect(tally).toEqual({
        dataset: 'INTERACTIONS',
        rows: 397_884 + raw.nobody,
        kept: 392_638,
        lost: [
          { reason: 'no-user', count: raw.nobody },
          { reason: 'repeated', count: 397_884 - 392_638 },
        ],
      });
      const { tables, report, card } = await importTables(sources, proposal.plan, null, job);
      expect(report).toMatchObject({ users: 4338 });
      expect(tables.interactions.nRows).toBe(392_638);
      const times = tables.interactions.timestampSec;
      expect([times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))]).toEqual([
        Date.UTC(2010, 11, 1, 8, 26) / 1000,
        Date.UTC(2011, 11, 9, 12, 50) / 1000,
      ]);
      expect(card.topItems[0].title).not.toBeNull();
    },
  );
});
