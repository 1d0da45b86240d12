import { expect, it } from 'vitest';
import { describeIssue } from '../../../src/copy/issues';
import { withRowsKept } from '../../../src/domain/imports';
import { importTables } from '../../../src/import/store/import-tables';
import { job, inspectTexts } from './importing';

const line = (i: number, request: string, status: number, agent: string): string =>
  `203.0.113.${i % 40} - - [10/Oct/2025:1${Math.floor(i / 50)}:00:${10 + (i % 50)} +0000] "${request} HTTP/1.1" ${status} 9 "-" "${agent}"`;
const PERSON = 'Mozilla/5.0 (X11)';
const LOG = Array.from({ length: 300 }, (_, i) => [
  line(i, `GET /cups/${i % 25}`, 200, PERSON),
  line(i, 'GET /style.css', 200, PERSON),
  ...(i % 3 === 0 ? [line(i, `GET /lamps/${i % 25}`, 200, 'Googlebot/2.1')] : []),
  ...(i % 5 === 0 ? [line(i, 'GET /gone', 404, PERSON), line(i, 'POST /cart', 200, PERSON)] : []),
]).flat();

it('of the requests of a web server the pages that people saw are events; the others are counted, and kept by one press', async () => {
  const { proposal, sources } = await inspectTexts({ 'access.log': LOG.join('\n') });
  expect(proposal.files).toMatchObject([{ recognised: 'web-log', plan: { dataset: 'INTERACTIONS' } }]);
  const { tables, report } = await importTables(sources, proposal.plan, null, job);
  expect([tables.interactions.nRows, tables.userIds.length, tables.itemIds.length]).toEqual([300, 40, 25]);
  expect(report.datasets[0].notMeant).toEqual([
    { reason: 'page-part', count: 300 },
    { reason: 'not-shown', count: 120 },
    { reason: 'robot', count: 100 },
  ]);
  const said = report.warnings.filter(({ code }) => code === 'ROWS_SIFTED').map((issue) => describeIssue(issue).what);
  expect(said.join(' ').replaceAll('\u00a0', ' ')).toContain('120 of 820 requests showed no page (method = POST; status = 404)');
  const files = proposal.plan.files.map((plan) => withRowsKept(plan, true, 'robot'));
  const kept = await importTables(sources, { ...proposal.plan, files }, null, job);
  expect(kept.tables.interactions.nRows).toBe(400);
}); // prettier-ignore

it('logs with and without what a visitor came from are read as one', async () => {
  const from = LOG.map((text) => text.replace(' 9 "-"', ' 9 "https://example.org/"'));
  const { proposal, sources } = await inspectTexts({
    'access.log.1': LOG.join('\n'),
    'access.log': from.join('\n'),
  });
  expect(proposal.plan.files.map(({ dataset }) => dataset)).toEqual(['INTERACTIONS', 'INTERACTIONS']);
  const { tables } = await importTables(sources, proposal.plan, null, job);
  expect(tables.interactions.nRows).toBe(600);
});
