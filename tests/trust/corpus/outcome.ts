import { type Case, ROLES } from '../../fixtures/corpus/case';
import type { DatasetRows } from '../../../src/domain/column-profiles';
import type { FilePlan, ImportCheck, ImportProposal, ImportReport } from '../../../src/domain/imports';
import type { Issue } from '../../../src/domain/issue';
import { type AvroSchema, fieldType } from '../../../src/domain/schema';

/** What the product made of files. */
export type Result =
  | { readonly kind: 'refused'; readonly code: string; readonly details: string }
  | { readonly kind: 'failed'; readonly issues: readonly Issue[]; readonly proposal: ImportProposal }
  | {
      readonly kind: 'imported';
      readonly proposal: ImportProposal;
      readonly check: ImportCheck;
      readonly report: ImportReport;
      /** Stored rows of the dataset that the case is about. */
      readonly readRow: (row: number) => Promise<DatasetRows>;
      readonly insights: readonly Issue[];
    };

/** Where a result is not the stated outcome, in words; empty where it is. */
export async function differences({ outcome, files }: Case, result: Result): Promise<string[]> {
  const found: string[] = [];
  const same = (what: string, is: unknown, wanted: unknown): void => {
    if (wanted !== undefined && JSON.stringify(is) !== JSON.stringify(wanted))
      found.push(`${what} is ${JSON.stringify(is)}, not ${JSON.stringify(wanted)}`);
  };
  if (outcome.refused !== undefined) {
    same('outcome', result.kind === 'refused' ? result.code : result.kind, outcome.refused);
    return result.kind === 'refused' ? found : [...found, seen(result)];
  }
  if (result.kind === 'refused') return [`refused with ${result.code} ${result.details}`];
  if (outcome.errors !== undefined && outcome.errors.length > 0) {
    const codes = result.kind === 'failed' ? codesOf(result.issues, 'error') : [];
    for (const code of outcome.errors)
      if (!codes.includes(code)) found.push(`no ${code}: ${result.kind} with ${codes.join(' ')}`);
    return found.length === 0 ? found : [...found, seen(result)];
  }
  if (result.kind === 'failed')
    return [`failed with ${codesOf(result.issues, 'error').join(' ')}`, seen(result)];

  const { proposal, report, check } = result;
  for (const path of outcome.ignored ?? [])
    if (!isLeftOut(proposal, path)) found.push(`${path} is not left out`);
  const main = mainPlan(proposal, files().at(-1)?.[0]);
  if (main === undefined) return [...found, 'no file is of a dataset'];
  same('encoding', main.format.encoding, outcome.encoding);
  same('delimiter', main.format.delimiter, outcome.delimiter);
  same('header line', main.format.headerLine, outcome.headerLine);
  same('roles', rolesOf(main), outcome.roles);
  const dataset = report.datasets.find((one) => one.dataset === main.dataset);
  if (dataset === undefined) return [...found, `no dataset of ${main.file}`];
  for (const [field, type] of Object.entries(outcome.types ?? {}))
    same(`type of ${field}`, typeOf(report.schemas[dataset.dataset], field), type);
  const judged = check.files.filter((file) => file.dataset === dataset.dataset);
  const dropped = judged.reduce((sum, file) => sum + file.dropped, 0);
  same('kept', dataset.kept, outcome.kept);
  same('duplicates', dataset.dataset === 'INTERACTIONS' ? dataset.duplicates : undefined, outcome.duplicates);
  if (outcome.dropped !== undefined) {
    const wanted = outcome.dropped;
    const total = typeof wanted === 'number' ? wanted : Object.values(wanted).reduce((sum, n) => sum + n, 0);
    same('dropped', dropped, total);
    if (typeof wanted !== 'number') same('reasons', reasonsOf(dataset.issues), wanted);
  }
  const notMeant = Object.fromEntries((dataset.notMeant ?? []).map(({ reason, count }) => [reason, count]));
  same('not meant', notMeant, outcome.notMeant);
  const left = Object.values(notMeant).reduce((sum, n) => sum + n, 0);
  same('rows', dataset.rows, dataset.kept + dropped + dataset.duplicates + left);
  const lost = (dataset.lost ?? []).reduce((sum, { count }) => sum + count, 0);
  same('lost by reason', lost + left, dataset.rows - dataset.kept);
  const told = [...report.warnings, ...dataset.issues].map(({ code }) => code);
  for (const code of outcome.says ?? []) if (!told.includes(code)) found.push(`does not say ${code}`);
  const insights = codesOf(result.insights);
  for (const code of outcome.insights ?? [])
    if (!insights.includes(code)) found.push(`does not find ${code}, but ${insights.join(' ')}`);
  for (const [row, cells] of outcome.cells ?? []) {
    const { head, rows } = await result.readRow(row);
    for (const [field, text] of Object.entries(cells))
      same(`row ${row} ${field}`, rows[0]?.[head.indexOf(field)] ?? null, text);
  }
  return found.length === 0 ? found : [...found, seen(result)];
}

function seen(result: Result): string {
  if (result.kind === 'refused') return result.code;
  const { proposal } = result;
  const files = proposal.plan.files.map(
    (plan) =>
      `${plan.file.slice(0, 60)} as ${plan.dataset} by ${JSON.stringify(plan.format)} ${rolesOf(plan).slice(0, 40)}`,
  );
  const issues = result.kind === 'failed' ? result.issues : result.report.warnings;
  return `seen: ${files.join('; ')}; ${issues
    .slice(0, 8)
    .map(({ code, line, column, value }) => [code, line, column?.slice(0, 20), value?.slice(0, 30)].join('/'))
    .join(' ')}; left out ${JSON.stringify(proposal.ignored).slice(0, 200)}`;
}

function isLeftOut(proposal: ImportProposal, path: string): boolean {
  return (
    proposal.ignored.some(({ file }) => file === path) ||
    proposal.plan.files.some(({ file, dataset }) => file === path && dataset === null)
  );
}

/** The plan of the file that the case is about; what came out of an archive has another name. */
function mainPlan({ plan }: ImportProposal, path: string | undefined): FilePlan | undefined {
  const used = plan.files.filter(({ dataset }) => dataset !== null);
  return used.find(({ file }) => file === path) ?? used[0];
}

function rolesOf({ columns }: FilePlan): string {
  return columns.map(({ role }) => ROLES[role]).join('');
}

function typeOf(schema: AvroSchema | undefined, name: string): string | undefined {
  const field = schema?.fields.find((one) => one.name === name);
  return field && fieldType(field).primitive;
}

function codesOf(issues: readonly Issue[], severity?: Issue['severity']): string[] {
  return [
    ...new Set(
      issues.filter((issue) => severity === undefined || issue.severity === severity).map(({ code }) => code),
    ),
  ];
}

/** Lines that were left out, by the first code that says why. */
function reasonsOf(issues: readonly Issue[]): { [code: string]: number } {
  const lines = new Set<number>();
  const counts: { [code: string]: number } = {};
  for (const { code, line } of issues) {
    if (!/^D\d\d$/.test(code) || line === undefined || lines.has(line)) continue;
    lines.add(line);
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}
