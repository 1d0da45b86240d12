import type { Issue } from '../../../../src/domain/issue';
import { importTables } from '../../../../src/import/store/import-tables';
import { inspectTexts, job, rowsOf } from '../importing';

const ROWS = 120;

/** A log of who, what, something of few values, and when; each thing with every value. */
export const log = (head: string | null, values: readonly string[], delimiter = ','): string =>
  [
    ...(head === null ? [] : [head]),
    ...Array.from({ length: ROWS }, (_, i) =>
      [
        `u${(i * 5) % 29}`,
        `t${(i * 7) % 31}`,
        values[i % values.length],
        `2024-03-01 10:${10 + (i % 50)}:00`,
      ].join(delimiter),
    ),
  ].join('\n');

/** The role of each column of one file, in its order, `K` for context. */
export async function lookInto(text: string, path = 'log.csv') {
  const { proposal, sources } = await inspectTexts({ [path]: text });
  const [file] = proposal.files;
  const roleOf = (header: string): string | undefined =>
    file.plan.columns.find((column) => column.header === header)?.role;
  const issues = (code: Issue['code']): Issue[] => file.issues.filter((issue) => issue.code === code);
  return { proposal, sources, file, roleOf, issues };
}

export async function rowsIn(text: string) {
  const { proposal, sources } = await lookInto(text);
  const { tables } = await importTables(sources, proposal.plan, null, job);
  return { rows: rowsOf(tables), tables };
}
