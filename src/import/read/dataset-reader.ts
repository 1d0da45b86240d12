import type { FilePlan } from '../../domain/imports';
import type { Issue } from '../../domain/issue';
import type { Job } from '../../domain/ports';
import { holdsEvents, thingKey, type AvroSchema, type DatasetType } from '../../domain/schema';
import type { SourceFile } from '../open/bytes/source';
import type { ColumnBuilder, TableColumnBuilder } from './columns/column-builder';
import type { ColumnSpec } from './columns/column-spec';
import { IdBuilder } from './columns/id-builder';
import { TimeBuilder } from './columns/time-builder';
import type { IssueLog } from './issue-log';
import { CellFindings } from './cell-findings';
import { builderOf, columnSpecs } from './columns-of';
import { planFor } from '../propose/planned-fields';
import { tableOfFile } from '../gather/with-made';
import { rowsUnderHead } from '../open/text-table';
import { fileRows, type FileEvent, type ReadingProgress } from '../open/file-rows';
import { meantRows, type PlacedRows } from './meant-rows';
import { noteEvent, type FileCounts, type OpenFile, type SecondThought, type Target } from './open-file';
import { RowSieve, takenBackIn } from '../gather/row-sieve';

/** A little more than the first rows let one expect, so that an even file needs no second growing. */
const RESERVED = 1.02;
/** The first rows may be far shorter than the others. */
const MOST_RESERVED = 1 << 24;

/**
 * Reads the files of one dataset, row by row, into column builders. Rows that break a rule are reported and left
 * out; nothing is ever shifted. Memory: the columns and one text piece.
 */
export class DatasetReader {
  readonly specs: readonly ColumnSpec[];
  readonly user: IdBuilder | null;
  readonly item: IdBuilder | null;
  readonly time: TimeBuilder | null;
  /** Every other column, in schema order. */
  readonly others: readonly { readonly spec: ColumnSpec; readonly builder: TableColumnBuilder }[];
  /** Rows stored so far. */
  n = 0;
  /** Physical line (and file number) of each stored row of an entity dataset. */
  readonly rowLines: number[] = [];
  /** Rows were left out, so vocabularies may hold values that no stored row has. */
  dropsRows = false;
  /** Added to a row's place where that stands for its time: what was stored before came earlier. */
  rowOrderShift = 0;
  readonly #rowOrderAsTime: boolean;

  constructor(
    readonly dataset: DatasetType,
    readonly schema: AvroSchema | null,
    readonly plans: readonly FilePlan[],
  ) {
    const plan = plans[0];
    const lenient = plan.door === 'mapping';
    const spared = new Set(plan.spares);
    this.specs = columnSpecs(dataset, schema, plan.columns, lenient).map((spec) =>
      spared.has(spec.name) ? { ...spec, nullable: true } : spec,
    );
    const events = holdsEvents(dataset);
    const thing = thingKey(dataset);
    this.#rowOrderAsTime = events && plan.rowOrderAsTime === true;
    const wants = (name: string): boolean => this.specs.some((spec) => spec.name === name);
    const hasPerson = events && plans.some(({ person }) => person !== undefined);
    this.user =
      (wants('USER_ID') || hasPerson) && (events || dataset === 'USERS')
        ? new IdBuilder(dataset, lenient)
        : null;
    this.item = wants(thing) && dataset !== 'USERS' ? new IdBuilder(dataset, lenient) : null;
    const time = this.specs.find((spec) => spec.name === 'TIMESTAMP');
    this.time =
      events && (time || this.#rowOrderAsTime)
        ? new TimeBuilder(time ?? rowOrderSpec(dataset), !lenient)
        : null;
    const keys = new Set([this.user && 'USER_ID', this.item && thing, this.time && 'TIMESTAMP']);
    this.others = this.specs
      .filter((spec) => !keys.has(spec.name))
      .map((spec) => ({ spec, builder: builderOf(spec, !lenient) }));
  }

  get builders(): ColumnBuilder[] {
    const keys = [this.user, this.item, this.time].filter((builder) => builder !== null);
    return [...keys, ...this.others.map((other) => other.builder)];
  }

  /** @returns what would have to be read differently, or null when the file is read. */
  async readFile(
    plan: FilePlan,
    source: SourceFile,
    log: IssueLog,
    counts: FileCounts,
    progress: ReadingProgress,
    job: Job,
  ): Promise<SecondThought | null> {
    const sieve = plan.door === 'aws' ? null : await sieveOf(plan, source, job);
    counts.sifted = sieve?.found ?? [];
    const targets = this.#targets(plan);
    for (const { builder, column } of targets) builder.begin?.(column);
    const { sizeBytes } = source;
    const file = { plan, sizeBytes, targets, sieve, log, counts, head: null, sawBackslashQuotes: false };
    const taps = source.taps ?? [];
    const top = source.table === undefined ? (plan.format.headerLine ?? 0) : 0;
    for (const tap of taps) tap.begin();
    for await (const event of fileRows(source, plan, progress, job)) {
      const thought = event.kind === 'rows' ? this.#readRows(event, file) : noteEvent(event, file);
      if (thought !== null) return thought;
      if (event.kind !== 'rows' || taps.length === 0) continue;
      const heard = rowsUnderHead(event.batch, source.table?.headers.length ?? fileWidth(plan), top);
      for (const tap of taps) tap.add(heard);
    }
    for (const tap of taps) tap.end();
    return null;
  }

  #readRows(
    { batch, backslashQuotes, chars, suspect, asAbove = 0 }: RowsEvent,
    file: OpenFile,
  ): SecondThought | null {
    const { plan, counts, log } = file;
    const { headerLine, escape, gzip } = plan.format;
    const { rows: all, lines, badQuotes, swallowed } = batch;
    file.sawBackslashQuotes ||= backslashQuotes;
    counts.asAbove += asAbove;
    if (counts.rows === 0 && !gzip) this.#reserve(all.length, chars, file.sizeBytes);
    let first = 0;
    if (headerLine !== null)
      while (first < all.length && lines[first] <= headerLine) file.head = all[first++];
    const body = {
      rows: first > 0 ? all.slice(first) : all,
      lines: lines.subarray(first),
      swallowed: new Set([...swallowed].map((row) => row - first)),
    };
    // Rows may have a cell more than the header has names; the plan has a column for each.
    const width = Math.max(file.head?.length ?? 0, fileWidth(plan));
    const isOdd = (): boolean => badQuotes || body.rows.some((row) => row.length !== width);
    if (escape === '"' && file.sawBackslashQuotes && isOdd()) return { kind: 'backslash' };
    const shape = { width, head: file.head, skipsBlank: plan.door === 'mapping', suspect };
    const found: Issue[] = [];
    const rows = meantRows(body, shape, file, found);
    const findings = new CellFindings(rows.lines, file, found);
    this.#readCells(rows.rows, file, findings);
    counts.kept += this.#keep(rows, findings);
    if (findings.anyBad) keepRows(found, rows, log);
    log.addRows(found);
    return findings.misread;
  }

  /** By the first rows of a file: growing little by little copies everything several times. */
  #reserve(rows: number, chars: number, sizeBytes: number): void {
    if (chars === 0 || sizeBytes <= chars) return;
    const inFile = Math.min(MOST_RESERVED, Math.ceil(rows * (sizeBytes / chars) * RESERVED));
    const expected = this.n + inFile;
    for (const builder of this.builders) builder.reserve?.(expected);
  }

  /** Which builder reads which cell of a row of this file. */
  #targets(plan: FilePlan): Target[] {
    const target = (name: string, builder: ColumnBuilder | null): Target[] => {
      const column = builder && planFor(plan.columns, name);
      const spec = this.specs.find((wanted) => wanted.name === name) ?? null;
      return builder && column ? [{ builder, spec, column }] : [];
    };
    return [
      ...(plan.person === undefined ? target('USER_ID', this.user) : []),
      ...target(thingKey(this.dataset), this.item),
      ...(this.#rowOrderAsTime ? [] : target('TIMESTAMP', this.time)),
      ...this.others.flatMap(({ spec, builder }) => target(spec.name, builder)),
    ];
  }

  #readCells(rows: PlacedRows['rows'], { plan, targets }: OpenFile, findings: CellFindings): void {
    for (const target of targets) {
      findings.turnTo(target);
      target.builder.read(rows, target.column.index, this.n, findings);
    }
    if (plan.person !== undefined && this.user) {
      findings.turnToPerson();
      const cells = [plan.person];
      const persons = Array.from(rows, () => cells);
      this.user.begin({});
      this.user.read(persons, 0, this.n, findings);
    }
    if (this.#rowOrderAsTime && this.time) {
      const start = this.n + this.rowOrderShift;
      const places = Float64Array.from(rows, (_, i) => start + i);
      this.time.put(places, this.n);
    }
  }

  /** Keeps the rows that were read, without those in which something is wrong. @returns how many. */
  #keep({ rows, lines }: PlacedRows, { anyBad, isBad }: CellFindings): number {
    const n = rows.length;
    if (anyBad) {
      this.dropsRows = true;
      for (const builder of this.builders) builder.compact(this.n, n, isBad);
    }
    if (!holdsEvents(this.dataset))
      for (let i = 0; i < n; i++) if (isBad[i] === 0) this.rowLines.push(lines[i]);
    const kept = anyBad ? n - isBad.reduce((sum, flag) => sum + flag, 0) : n;
    this.n += kept;
    return kept;
  }
}

/** Keeps some of the rows in which something was found, to be shown. */
function keepRows(found: readonly Issue[], { rows, lines }: PlacedRows, log: IssueLog): void {
  for (const issue of found) {
    if (!log.keeping) return;
    const at = issue.line === undefined || !log.keeps(issue) ? -1 : lines.indexOf(issue.line);
    if (at >= 0) log.keepRow(issue, lines[at], rows[at]);
  }
}

/** The sieve for the rows of a file, which may have to be read for it first. */
async function sieveOf(plan: FilePlan, source: SourceFile, job: Job): Promise<RowSieve | null> {
  if (plan.rules === undefined) return null;
  const undone = plan.rules.find(({ sign }) => sign === 'undone');
  if (undone === undefined) return new RowSieve(plan.rules);
  return new RowSieve(plan.rules, await takenBackIn(tableOfFile(source, plan, job), undone));
}

type RowsEvent = Extract<FileEvent, { kind: 'rows' }>;

function fileWidth(plan: FilePlan): number {
  return plan.columns.reduce((width, column) => Math.max(width, column.index + 1), 0);
}

function rowOrderSpec(dataset: DatasetType): ColumnSpec {
  const flags = { nullable: false, categorical: false, textual: false, adapts: false, trims: true };
  return { dataset, name: 'TIMESTAMP', type: 'long', ...flags };
}
