import type { PreviewRow } from '../../domain/imports';
import type { TableForm } from '../../domain/table-form';
import { issueOf, type Issue, type IssueCode, type IssueFacts, type IssuePlace } from '../../domain/issue';
import type { DatasetType } from '../../domain/schema';
import { LIMITS } from '../../domain/limits';

/** Rows with a finding that are kept whole, to be shown beside the first rows of the file: of each kind, and in all. */
const KEPT_OF_A_KIND = 3;
const KEPT_ROWS = 12;

/** Collects what is found in one file: all file findings, and up to 100 row findings with the rest counted. */
export class IssueLog {
  readonly #file: Issue[] = [];
  readonly #rows: Issue[] = [];
  readonly #keptRows = new Map<number, readonly string[]>();
  readonly #keptOf = new Map<string, number>();
  #more = 0;
  #moreErrors = 0;
  readonly #once = new Set<string>();

  constructor(
    readonly dataset: DatasetType,
    readonly file: string,
    readonly form?: TableForm,
  ) {}

  add<Code extends IssueCode>(
    code: Code,
    severity: Issue['severity'],
    details: IssueFacts[Code],
    place: IssuePlace = {},
  ): void {
    this.#file.push(issueOf(code, severity, { dataset: this.dataset, file: this.file, ...place }, details));
  }

  /** Adds a finding that is said once per `key`. */
  addOnce<Code extends IssueCode>(
    key: string,
    code: Code,
    details: IssueFacts[Code],
    place: IssuePlace,
  ): void {
    if (this.#once.has(key)) return;
    this.#once.add(key);
    this.add(code, 'warning', details, place);
  }

  /** Adds row findings of one batch, in any order; they are listed by line. */
  addRows(issues: Issue[]): void {
    issues.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
    for (const issue of issues)
      if (this.#rows.length < LIMITS.rowIssues) this.#rows.push(issue);
      else {
        this.#more++;
        if (issue.severity === 'error') this.#moreErrors++;
      }
  }

  /** Keeps the row that a finding is about, cells as read; the first few of each kind. */
  keepRow({ code, column = '' }: Issue, line: number, cells: readonly string[]): void {
    const kind = `${code} ${column}`;
    const known = this.#keptOf.get(kind) ?? 0;
    if (!this.keeping || known === KEPT_OF_A_KIND || this.#keptRows.has(line)) return;
    this.#keptOf.set(kind, known + 1);
    this.#keptRows.set(line, [...cells]);
  }

  /** True while more rows with a finding would be kept. */
  get keeping(): boolean {
    return this.#keptRows.size < KEPT_ROWS;
  }

  /** True while a row with a finding of this kind would be kept: to be asked before it is looked for. */
  keeps({ code, column = '' }: Issue): boolean {
    return this.keeping && (this.#keptOf.get(`${code} ${column}`) ?? 0) < KEPT_OF_A_KIND;
  }

  /** Rows with a finding. */
  get keptRows(): readonly PreviewRow[] {
    return [...this.#keptRows].map(([line, cells]) => ({ line, cells }));
  }

  /** File findings first, then rows, then "and N more". */
  list(): Issue[] {
    const form = this.form;
    const all = [...this.#file, ...this.#rows].map((issue) =>
      form === undefined || issue.line === undefined ? issue : { ...issue, form },
    );
    if (this.#more > 0)
      all.push(
        issueOf(
          'MORE_ISSUES',
          this.#moreErrors > 0 ? 'error' : 'warning',
          { dataset: this.dataset, file: this.file },
          { count: this.#more },
        ),
      );
    return all;
  }
}
