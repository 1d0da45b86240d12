import type { RowFacts } from '../../domain/facts/imports';
import { issueOf, type Issue, type IssueFacts } from '../../domain/issue';
import type { CellSink } from './columns/column-builder';
import type { ColumnSpec } from './columns/column-spec';
import { loseRows, type OpenFile, type SecondThought, type Target } from './open-file';
import { lossOf } from '../open/row-faults';

/** What is found in the cells of a batch of rows, column by column. */
export class CellFindings implements CellSink {
  /** 1 for rows that are left out. */
  readonly isBad: Uint8Array;
  anyBad = false;
  misread: SecondThought | null = null;
  readonly #severity: Issue['severity'];
  #header = '';
  #field = '';
  #spec: ColumnSpec | null = null;
  /** How the numbers of the column are written is settled. */
  #isJudged: boolean;

  /** @param lines of the rows. @param found takes what is found. */
  constructor(
    private readonly lines: Int32Array,
    private readonly file: OpenFile,
    private readonly found: Issue[],
  ) {
    this.isBad = new Uint8Array(lines.length);
    this.#isJudged = file.plan.door === 'aws';
    this.#severity = this.#isJudged ? 'error' : 'warning';
  }

  /** What comes next is found in this column. */
  turnTo({ spec, column }: Pick<Target, 'spec' | 'column'>): void {
    this.#header = column.header;
    this.#field = column.field;
    this.#spec = spec;
    this.#isJudged = this.file.plan.door === 'aws' || column.mixed !== undefined;
  }

  /** What comes next is found in the name of the person whose all rows are. */
  turnToPerson(): void {
    [this.#header, this.#field, this.#spec] = ['USER_ID', 'USER_ID', null];
  }

  bad<Code extends keyof RowFacts>(i: number, code: Code, value: string, details: IssueFacts[Code]): void {
    const { plan, log, counts } = this.file;
    const spec = this.#spec;
    const line = this.lines[i];
    // A row that is left out already (units below the header) says nothing about what its column holds.
    const known = this.isBad[i] === 1;
    this.isBad[i] = 1;
    this.anyBad = true;
    if (!known) loseRows(counts, lossOf(code, this.#field), 1);
    if ((code === 'D10' || code === 'D11') && spec?.adapts && !known)
      this.misread ??= { kind: 'text', field: spec.name, line, value };
    const place = { dataset: log.dataset, file: log.file, line, column: this.#header, value };
    // A text that is too long fails an import of the service wherever it stands.
    const isSpared = code !== 'D15' && spec !== null && plan.spares?.includes(spec.name) === true;
    this.found.push(issueOf(code, isSpared ? 'warning' : this.#severity, place, details));
  }

  odd(): void {
    if (!this.#isJudged) this.misread = { kind: 'numbers', field: this.#field };
  }

  notice: CellSink['notice'] = (i, code, value, details) => {
    const column = this.#header;
    this.file.log.addOnce(`${code} ${column}`, code, details, { line: this.lines[i], column, value });
  };
}
