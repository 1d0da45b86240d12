import type { Histories } from '../../domain/histories';
import type { Job } from '../../domain/ports';
import { log } from '../../kernels/math';
import { Rng } from '../../kernels/rng';
import type { Choices } from '../../kernels/softmax-regression';
import { topK } from '../../kernels/top-k';
import type { Asking, Evidence } from './evidence';
import { logEvidence } from './evidence';
import { fitBlend } from './fit-blend';
import { finish } from './finish';
import type { Moments } from './moments';
import { momentsOf, readHistory } from './moments';
import { OWN_FEATURES, ownItems } from './own-items';
import type { Priors } from './priors';

/** Best items of each part that become candidates. */
const TOP = 30;
/** Newest own items that become candidates. */
const OWN = 100;
/** Items drawn from the rest, each standing for many. */
const DRAWN = 300;

/**
 * Held-out rows to learn blend weights from: the newest row of some users, to be found among candidates. The parts
 * that are asked must have been built on `known`, which lacks those rows.
 */
export class Validation {
  readonly known: Moments;
  private readonly users: readonly number[];
  private readonly targets: readonly number[];
  private readonly candidates: Int32Array[] = [];
  private readonly multiplicities: number[][] = [];
  private readonly columns = new Map<string, Float64Array>();
  private fitted: ReadonlyMap<string, number> = new Map();

  /** Users with at least three rows, at most `maxUsers`, drawn by the seed. */
  constructor(
    private readonly data: Histories,
    maxUsers: number,
    private readonly seed: number,
  ) {
    const eligible: number[] = [];
    for (let u = 0; u < data.nUsers; u++) {
      if (data.userPtr[u + 1] - data.userPtr[u] >= 3) eligible.push(u);
    }
    if (eligible.length > maxUsers) new Rng(seed, 'validation-users').shuffle(eligible);
    this.users = eligible.slice(0, maxUsers).sort((a, b) => a - b);
    this.targets = this.users.map((u) => data.items[data.userPtr[u + 1] - 1]);
    this.known = momentsOf(withoutNewest(data, this.users));
  }

  get size(): number {
    return this.users.length;
  }

  private asking(row: number): Asking {
    const user = this.users[row];
    const from = this.data.userPtr[user];
    const to = this.data.userPtr[user + 1] - 1;
    return {
      ...readHistory(this.data.items.subarray(from, to), this.data.timestampSec.subarray(from, to)),
      ownFrom: this.known.userPtr[user],
      ownTo: this.known.userPtr[user + 1],
    };
  }

  /** Asks the first parts, picks the candidates from their answers, and fills the features of priors and own items. */
  async begin(
    parts: ReadonlyMap<string, Evidence>,
    priors: Priors,
    itemRank: Int32Array,
    job: Job,
  ): Promise<void> {
    const { nItems } = this.known;
    const names = [...parts.keys()];
    const answers = names.map(() => new Float64Array(nItems));
    const values: number[][] = names.map(() => []);
    const own: number[][] = OWN_FEATURES.map(() => []);
    const popular = topK(priors.columns[0], itemRank, TOP);
    for (let row = 0; row < this.size; row++) {
      await job.checkpoint('blend', row, this.size);
      const asking = this.asking(row);
      names.forEach((name, f) => {
        const part = parts.get(name);
        if (part !== undefined) logEvidence(part, asking, answers[f]);
      });
      const mine = ownItems(asking);
      const picked = new Set([this.targets[row], ...mine.items.subarray(0, OWN), ...popular]);
      for (const answer of answers) for (const item of topK(answer, itemRank, TOP)) picked.add(item);
      const ids = this.drawOthers(row, picked);
      names.forEach((_, f) => ids.forEach((item) => values[f].push(answers[f][item])));
      const at = new Map(Array.from(mine.items, (item, i) => [item, i]));
      for (const item of ids) {
        const i = at.get(item);
        own.forEach((column, f) =>
          column.push(i === undefined ? 0 : mine.features[i * OWN_FEATURES.length + f]),
        );
      }
    }
    names.forEach((name, f) => this.columns.set(name, Float64Array.from(values[f])));
    OWN_FEATURES.forEach((name, f) => this.columns.set(name, Float64Array.from(own[f])));
    priors.columns.forEach((column, f) =>
      this.columns.set(
        `prior${f}`,
        this.gather(() => column),
      ),
    );
  }

  /** Completes the candidates of one row with a draw from all other items; keeps both ids and multiplicities. */
  private drawOthers(row: number, picked: Set<number>): Int32Array {
    const { nItems } = this.known;
    const certain = picked.size;
    const rng = new Rng(this.seed, `candidates|${this.users[row]}`);
    const rest = nItems - certain;
    const wanted = Math.min(DRAWN, rest);
    while (picked.size < certain + wanted) picked.add(rng.below(nItems));
    const ids = Int32Array.from(picked);
    const each = wanted > 0 ? log(rest / wanted) : 0;
    this.candidates.push(ids);
    this.multiplicities.push(Array.from(ids, (_, c) => (c < certain ? 0 : each)));
    return ids;
  }

  /** Asks one more part about the candidates there are. */
  async add(name: string, part: Evidence, job: Job): Promise<void> {
    const answer = new Float64Array(this.known.nItems);
    const values: number[] = [];
    for (let row = 0; row < this.size; row++) {
      await job.checkpoint('blend', row, this.size);
      logEvidence(part, this.asking(row), answer);
      for (const item of this.candidates[row]) values.push(answer[item]);
    }
    this.columns.set(name, Float64Array.from(values));
  }

  private gather(columnOf: (row: number) => Float64Array): Float64Array {
    const values: number[] = [];
    this.candidates.forEach((ids, row) => {
      const column = columnOf(row);
      for (const item of ids) values.push(column[item]);
    });
    return Float64Array.from(values);
  }

  /** Weights by feature name, fitted on everything asked so far. */
  async fit(job: Job): Promise<{ readonly weights: ReadonlyMap<string, number>; readonly loss: number }> {
    const starts = new Int32Array(this.size + 1);
    this.candidates.forEach((ids, row) => {
      starts[row + 1] = starts[row] + ids.length;
    });
    const names = [...this.columns.keys()];
    const choices: Choices = {
      starts,
      logMultiplicity: Float64Array.from(this.multiplicities.flat()),
      width: names.length,
      features: rowMajor(names.map((name) => this.columns.get(name) ?? new Float64Array(0))),
    };
    const isOwn = (name: string): boolean => OWN_FEATURES.some((own) => own === name);
    const penalties = Float64Array.from(names, (name) => (isOwn(name) ? 1e-4 : 1e-3));
    // From a calibrated blend of fewer parts it is not far.
    const start = Float64Array.from(names, (name) => this.fitted.get(name) ?? 0);
    const { weights, loss } = await finish(fitBlend(choices, penalties, start), job, 'blend');
    this.fitted = new Map(names.map((name, f) => [name, weights[f]]));
    return { weights: this.fitted, loss };
  }
}

/** The rows without the newest one of each user in `users`. */
function withoutNewest(data: Histories, users: readonly number[]): Histories {
  const cut = new Uint8Array(data.nUsers);
  for (const u of users) cut[u] = 1;
  const userPtr = new Int32Array(data.nUsers + 1);
  const keep = new Uint8Array(data.items.length).fill(1);
  for (let u = 0; u < data.nUsers; u++) {
    userPtr[u + 1] = userPtr[u] + data.userPtr[u + 1] - data.userPtr[u] - cut[u];
    if (cut[u] === 1) keep[data.userPtr[u + 1] - 1] = 0;
  }
  return {
    ...data,
    userPtr,
    items: data.items.filter((_, p) => keep[p] === 1),
    timestampSec: data.timestampSec.filter((_, p) => keep[p] === 1),
    eventType: data.eventType.filter((_, p) => keep[p] === 1),
    rowWeight: data.rowWeight?.filter((_, p) => keep[p] === 1) ?? null,
  };
}

function rowMajor(columns: readonly Float64Array[]): Float64Array {
  const width = columns.length;
  const rows = new Float64Array(columns[0].length * width);
  columns.forEach((column, f) => {
    for (let c = 0; c < column.length; c++) rows[c * width + f] = column[c];
  });
  return rows;
}
