import type { ColumnPlan, FilePlan, LossReason, NotMeant } from '../../domain/imports';
import type { Issue } from '../../domain/issue';
import type { Job } from '../../domain/ports';
import { holdsEvents, thingKey, type AvroSchema, type DatasetType } from '../../domain/schema';
import type { SourceFile } from '../bytes/source';
import type { CellSink, ColumnBuilder, TableColumnBuilder } from '../columns/column-builder';
import type { ColumnSpec } from '../columns/column-spec';
import { IdBuilder } from '../columns/id-builder';
import { TimeBuilder } from '../columns/time-builder';
import { issueOf, type IssueLog } from '../issue-log';
import type { RowBatch } from '../csv/reader';
import { builderOf, columnSpecs, planFor } from './columns-of';
import { fileRows, rowsBelowHead, type ReadingProgress } from './file-rows';
import { RowSieve, type Sifted } from './row-sieve';
import { takenBackIn } from './taken-back';
import { faultOf, isBlankRow, lossOf, repeatsHead, SWALLOWED, type RowShape } from './row-faults';

/** A little more than the first rows let one expect, so that an even file needs no second growing. */
const RESERVED = 1.02;
/** The first rows may be far shorter than the others. */
const MOST_RESERVED = 1 << 24;

/** Counts of one file. */
export interface FileCounts {
  rows: number;
  bad: number;
  /** The bad rows by why. */
  readonly lost: Map<LossReason, number>;
  /** Records that are no rows at all, by why: adverts, trailers. */
  readonly leftOut: Map<NotMeant, number>;
  /** Rows that the rules of the file are about, also where they are kept. */
  sifted: readonly Sifted[];
}

/** What makes a second reading with another format necessary. */
export type SecondThought =
  | { readonly kind: 'backslash' }
  | { readonly kind: 'windows-1252' }
  /** A number is written otherwise than its column is read, which is to be judged by all of it. */
  | { readonly kind: 'numbers'; readonly field: string }
  /** A guessed number or boolean column holds something else: it is text. */
  | { readonly kind: 'text'; readonly field: string; readonly line: number; readonly value: string };

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
  #misread: SecondThought | null = null;

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
    const targets = this.#targets(plan);
    const sieve = plan.door === 'aws' ? null : await sieveOf(plan, source, job);
    counts.sifted = sieve?.found ?? [];
    for (const { builder, column } of targets) builder.begin?.(column);
    const { headerLine, escape } = plan.format;
    // Rows may have a cell more than the header has names; the plan has a column for each.
    let width = fileWidth(plan);
    let head: readonly string[] | null = null;
    let sawBackslashQuotes = false;
    for await (const event of fileRows(source, plan, progress, job)) {
      if (event.kind === 'bad-bytes') {
        if (plan.door === 'mapping') return { kind: 'windows-1252' };
        const { line, byteOffset, byte } = event;
        log.add('D08', 'error', { reason: 'bytes', byteOffset, byte }, { line });
        return null;
      }
      if (event.kind === 'unclosed-quote') {
        if (escape === '"' && sawBackslashQuotes) return { kind: 'backslash' };
        log.add('D07', 'error', { reason: 'unclosed' }, { line: event.line });
        return null;
      }
      if (event.kind === 'unread') {
        counts.rows += event.records.length;
        loseRows(counts, 'broken', event.records.length);
        log.addRows(
          event.records.map((record) =>
            issueOf('RECORD_UNREAD', 'warning', { dataset: this.dataset, file: plan.file, ...record }, {}),
          ),
        );
        continue;
      }
      if (event.kind === 'left-out') {
        for (const { reason, count } of event.rows)
          counts.leftOut.set(reason, (counts.leftOut.get(reason) ?? 0) + count);
        continue;
      }
      sawBackslashQuotes ||= event.backslashQuotes;
      const { rows, lines, badQuotes, swallowed } = event.batch;
      if (counts.rows === 0 && !plan.format.gzip) this.#reserve(rows.length, event.chars, source.sizeBytes);
      if (badQuotes && sawBackslashQuotes && escape === '"') return { kind: 'backslash' };
      let first = 0;
      if (headerLine !== null) while (first < rows.length && lines[first] <= headerLine) head = rows[first++];
      if (head !== null) width = Math.max(head.length, fileWidth(plan));
      const body = {
        rows: first > 0 ? rows.slice(first) : rows,
        lines: lines.subarray(first),
        swallowed: new Set([...swallowed].map((row) => row - first)),
      };
      const shape = { width, head, skipsBlank: plan.door === 'mapping', suspect: event.suspect };
      const ragged = this.#readBatch(body, shape, plan, targets, sieve, log, counts);
      if (ragged && sawBackslashQuotes && escape === '"') return { kind: 'backslash' };
      if (this.#misread) return this.#misread;
    }
    return null;
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
      return builder && column ? [{ builder, spec, column, index: column.index, header: column.header }] : [];
    };
    return [
      ...(plan.person === undefined ? target('USER_ID', this.user) : []),
      ...target(thingKey(this.dataset), this.item),
      ...(this.#rowOrderAsTime ? [] : target('TIMESTAMP', this.time)),
      ...this.others.flatMap(({ spec, builder }) => target(spec.name, builder)),
    ];
  }

  #readBatch(
    { rows: all, lines: allLines, swallowed }: Omit<RowBatch, 'badQuotes'>,
    shape: RowShape,
    plan: FilePlan,
    targets: readonly Target[],
    sieve: RowSieve | null,
    log: IssueLog,
    counts: FileCounts,
  ): boolean {
    const severity = plan.door === 'aws' ? 'error' : 'warning';
    const found: Issue[] = [];
    let rows = all;
    let lines = allLines;
    counts.rows += all.length;
    const ragged = all.some((row) => row.length !== shape.width);
    if (
      ragged ||
      shape.suspect ||
      swallowed.size > 0 ||
      all.some((row) => repeatsHead(row, shape.head) || (shape.skipsBlank && isBlankRow(row)))
    ) {
      const whole: string[][] = [];
      const wholeLines: number[] = [];
      for (let i = 0; i < all.length; i++) {
        const fault = swallowed.has(i) ? SWALLOWED : faultOf(all[i], shape);
        if (fault === null) {
          whole.push(all[i]);
          wholeLines.push(allLines[i]);
          continue;
        }
        if (fault.code === 'blank') {
          counts.rows--;
          continue;
        }
        const { code, column, value, details } = fault;
        loseRows(counts, lossOf(code, null), 1);
        const facts = { dataset: this.dataset, file: plan.file, line: allLines[i], column, value };
        found.push(issueOf(code, severity, facts, details));
      }
      rows = whole;
      lines = Int32Array.from(wholeLines);
    }
    if (sieve !== null) {
      const meant: number[] = [];
      for (let i = 0; i < rows.length; i++) if (!sieve.catches(rows[i])) meant.push(i);
      if (meant.length < rows.length) {
        counts.rows -= rows.length - meant.length;
        const [allRows, linesOfAll] = [rows, lines];
        rows = meant.map((i) => allRows[i]);
        lines = Int32Array.from(meant, (i) => linesOfAll[i]);
      }
    }
    const n = rows.length;
    const bad = new Uint8Array(n);
    let anyBad = false;
    let header = '';
    let field = '';
    let current: ColumnSpec | null = null as ColumnSpec | null;
    let judged = plan.door === 'aws';
    const sink: CellSink = {
      bad: (i, code, value, details) => {
        // A row that is left out already (units below the header) says nothing about what its column holds.
        const known = bad[i] === 1;
        bad[i] = 1;
        anyBad = true;
        if (!known) loseRows(counts, lossOf(code, field), 1);
        const guessed = (code === 'D10' || code === 'D11') && current?.adapts && !known;
        if (guessed && current)
          this.#misread ??= { kind: 'text', field: current.name, line: lines[i], value };
        const facts = { dataset: this.dataset, file: plan.file, line: lines[i], column: header, value };
        const isSpared = current !== null && plan.spares?.includes(current.name) === true;
        found.push(issueOf(code, isSpared ? 'warning' : severity, facts, details));
      },
      odd: () => {
        if (!judged) this.#misread = { kind: 'numbers', field };
      },
      notice: (i, code, value, details) =>
        log.addOnce(`${code} ${header}`, code, details, { line: lines[i], column: header, value }),
    };
    for (const target of targets) {
      header = target.header;
      field = target.column.field;
      current = target.spec;
      judged = plan.door === 'aws' || target.column.mixed !== undefined;
      target.builder.read(rows, target.index, this.n, sink);
    }
    if (plan.person !== undefined && this.user) {
      [header, field, current] = ['USER_ID', 'USER_ID', null];
      const cells = [plan.person];
      this.user.read(
        Array.from(rows, () => cells),
        0,
        this.n,
        sink,
      );
    }
    if (this.#rowOrderAsTime && this.time) {
      const start = this.n + this.rowOrderShift;
      this.time.put(
        Float64Array.from(rows, (_, i) => start + i),
        this.n,
      );
    }
    if (anyBad) {
      this.dropsRows = true;
      for (const builder of this.builders) builder.compact(this.n, n, bad);
      for (const issue of found) {
        const at = issue.line === undefined || !log.keeps(issue) ? -1 : lines.indexOf(issue.line);
        if (at >= 0) log.keepRow(issue, lines[at], rows[at]);
        if (!log.keeping) break;
      }
    }
    if (!holdsEvents(this.dataset))
      for (let i = 0; i < n; i++) if (bad[i] === 0) this.rowLines.push(lines[i]);
    this.n += anyBad ? n - bad.reduce((sum, flag) => sum + flag, 0) : n;
    log.addRows(found);
    return ragged;
  }
}

/** The sieve for the rows of a file, which may have to be read for it first. */
async function sieveOf(plan: FilePlan, source: SourceFile, job: Job): Promise<RowSieve | null> {
  if (plan.rules === undefined) return null;
  const undone = plan.rules.find(({ sign }) => sign === 'undone');
  if (undone === undefined) return new RowSieve(plan.rules);
  const rows = (): AsyncIterable<readonly (readonly string[])[]> => rowsBelowHead(plan, source, job);
  return new RowSieve(plan.rules, await takenBackIn(rows, undone));
}

interface Target {
  readonly builder: ColumnBuilder;
  readonly spec: ColumnSpec | null;
  readonly column: ColumnPlan;
  readonly index: number;
  readonly header: string;
}

function loseRows(counts: FileCounts, reason: LossReason, count: number): void {
  counts.bad += count;
  counts.lost.set(reason, (counts.lost.get(reason) ?? 0) + count);
}

function fileWidth(plan: FilePlan): number {
  return plan.columns.reduce((width, column) => Math.max(width, column.index + 1), 0);
}

function rowOrderSpec(dataset: DatasetType): ColumnSpec {
  return {
    dataset,
    name: 'TIMESTAMP',
    type: 'long',
    nullable: false,
    categorical: false,
    textual: false,
    adapts: false,
    trims: true,
  };
}
