import { finish } from '../../domain/steps';
import type { TaskArrays, TaskParams } from '../../domain/ports';
import { log, takeLogs } from '../../kernels/math';
import { Rng } from '../../kernels/rng';
import { topK } from '../../kernels/top-k';
import { queryAt } from '../query-arrays';
import { RUN_TILES, solveTiles } from './dense-solve';
import { type Asking, type Evidence, scoreEach } from '../moments/evidence';
import { type Moments, readHistory } from '../moments/moments';
import { FIT_ROWS, fitRows } from './fit-rows';
import { OWN_FEATURES, ownItems } from '../moments/own-items';
import { type FittedPart, type SolvedPart, fittedEvidence, solvePart } from './ensemble-parts';
import { fillKernels, kernelParts } from './kernel-parts';
import type { Plan } from './ensemble-plan';
import { EXAMINE_ORDER, examineOrder } from './order';
import { priorsOf } from './priors';

/** Best items of each part that become candidates. */
const TOP = 25;
/** Newest own items that become candidates. */
const OWN = 100;
/** Items drawn from the rest, each standing for many. */
const DRAWN = 120;
/** Numbers in the answers of a part to rows that are asked together: of a wide catalogue it is one row, of 8 MB. */
const MOST_ANSWERS = 524_288;

export const FILL_KERNELS = 'ensemble-fill-kernels';
export const CHOOSE_CANDIDATES = 'ensemble-choose-candidates';
export const ASK_PART = 'ensemble-ask-part';
export const FIND_BEST = 'ensemble-find-best';
export const FIT_PART = 'ensemble-fit-part';

/** Names of the features that `CHOOSE_CANDIDATES` gives, in their order. */
export function firstFeatures(plan: Plan): string[] {
  return [
    ...(plan.unordered?.taste ? ['taste'] : []),
    ...plan.kernels.map((_, k) => `kernel${k}`),
    ...(plan.basket === undefined ? [] : ['basket']),
    ...OWN_FEATURES,
    ...['popularity', ...plan.fashionSpans].map((_, f) => `prior${f}`),
  ];
}

/** Moments among a task's inputs. */
export function packMoments({ userPtr, items, timestampSec, rowWeight }: Moments): TaskArrays {
  return { userPtr, items, timestampSec, ...(rowWeight && { rowWeight }) };
}

function momentsAmong(inputs: TaskArrays, params: TaskParams): Moments {
  const userPtr = inputs.userPtr as Int32Array;
  return {
    nUsers: userPtr.length - 1,
    nItems: Number(params.nItems),
    userPtr,
    items: inputs.items as Int32Array,
    timestampSec: inputs.timestampSec as Float64Array,
    rowWeight: (inputs.rowWeight as Float32Array | undefined) ?? null,
  };
}

function planAmong(params: TaskParams): Plan {
  return JSON.parse(String(params.plan)) as Plan;
}

/** What a worker builds once for all the parts of a call. */
function oncePerCall<T>(build: (inputs: TaskArrays, params: TaskParams) => T) {
  const built = new WeakMap<TaskArrays, T>();
  return (inputs: TaskArrays, params: TaskParams): T => {
    const found = built.get(inputs) ?? build(inputs, params);
    built.set(inputs, found);
    return found;
  };
}

/** The tasks of a training, for the list of all tasks. */
export function ensembleTasks(): [string, (i: TaskArrays, p: TaskParams) => TaskArrays][] {
  const examinerOf = oncePerCall((inputs, params) => new Examiner(inputs, params));
  const evidenceOf = oncePerCall((inputs, params) =>
    fittedEvidence(params.part as FittedPart, momentsAmong(inputs, params), planAmong(params), inputs),
  );
  const answersOf = oncePerCall(() => [] as Float64Array[]);
  return [
    [FILL_KERNELS, fillKernelsOnce],
    [CHOOSE_CANDIDATES, (inputs, params) => examinerOf(inputs, params).choose(params)],
    [
      ASK_PART,
      (inputs, params) => askPart(evidenceOf(inputs, params), answersOf(inputs, params), inputs, params),
    ],
    [FIND_BEST, (inputs, params) => findBest(evidenceOf(inputs, params), inputs, params)],
    [FIT_PART, fitInOneGo],
    [FIT_ROWS, fitRows],
    [EXAMINE_ORDER, examineOrder],
    [RUN_TILES, runTilesOfSolve],
  ];
}

/** What comes out lies in the inputs. */
function fillKernelsOnce(inputs: TaskArrays, params: TaskParams): TaskArrays {
  fillKernels(momentsAmong(inputs, params), planAmong(params), inputs);
  return {};
}

/** Does tiles of a dense solve beside other workers; what comes out lies in the inputs. */
function runTilesOfSolve(inputs: TaskArrays, params: TaskParams): TaskArrays {
  finish(solveTiles({ inputs, params }));
  return {};
}

function fitInOneGo(inputs: TaskArrays, params: TaskParams): TaskArrays {
  const { part, from, to } = params;
  const moments = momentsAmong(inputs, params);
  const range = from === undefined ? undefined : { from: Number(from), to: Number(to) };
  return finish(solvePart(part as SolvedPart, moments, planAmong(params), range));
}

/** The q-th validation row as a moment to answer for. */
function askingAt(inputs: TaskArrays, q: number): Asking {
  const query = queryAt(inputs, q);
  const { userPtr } = inputs;
  const [ownFrom, ownTo] = [userPtr[query.userIdx], userPtr[query.userIdx + 1]];
  return { ...readHistory(query.items, query.timestampSec), query, ownFrom, ownTo };
}

/** The validation rows of one part of the work, as many at a time as may be answered together. */
function* askingsOf(inputs: TaskArrays, params: TaskParams): Generator<readonly Asking[]> {
  const [from, to] = [Number(params.from), Number(params.to)];
  const together = Math.max(1, Math.floor(MOST_ANSWERS / Number(params.nItems)));
  for (let at = from; at < to; at += together) {
    yield Array.from({ length: Math.min(together, to - at) }, (_, a) => askingAt(inputs, at + a));
  }
}

/** What a fitted part says of the candidates that were chosen for each row. @param scratch room for its answers. */
function askPart(
  evidence: Evidence,
  scratch: Float64Array[],
  inputs: TaskArrays,
  params: TaskParams,
): TaskArrays {
  const { candidates, starts } = inputs;
  const from = Number(params.from);
  const to = Number(params.to);
  const values = new Float64Array(starts[to] - starts[from]);
  let row = from;
  for (const askings of askingsOf(inputs, params)) {
    while (scratch.length < askings.length) scratch.push(new Float64Array(Number(params.nItems)));
    const answers = scratch.slice(0, askings.length);
    scoreEach(evidence, askings, answers);
    for (const answer of answers) {
      for (let c = starts[row]; c < starts[row + 1]; c++) values[c - starts[from]] = answer[candidates[c]];
      row++;
    }
  }
  takeLogs(values, evidence.floor);
  return { values };
}

/** The best items of a fitted part for each row, the k-th row's before ends[k]. */
function findBest(evidence: Evidence, inputs: TaskArrays, params: TaskParams): TaskArrays {
  const answer = new Float64Array(Number(params.nItems));
  const best: number[] = [];
  const ends: number[] = [];
  for (let row = Number(params.from); row < Number(params.to); row++) {
    evidence.score(askingAt(inputs, row), answer);
    best.push(...topK(answer, inputs.itemRank as Int32Array, TOP));
    ends.push(best.length);
  }
  return { best: Int32Array.from(best), ends: Int32Array.from(ends) };
}

/** Asks the kernels about held-out rows, and picks the candidates among which each one is to be found. */
class Examiner {
  private readonly kernels: readonly Evidence[];
  /** By kernel, and by row of those that are asked together. */
  private readonly answers: readonly Float64Array[][];
  private readonly nItems: number;
  private readonly priors: readonly Float64Array[];
  private readonly popular: Int32Array;
  /** What others are drawn from, and whether an item is among them. */
  private readonly taken: Int32Array;
  private readonly isTaken: Uint8Array;

  constructor(
    private readonly inputs: TaskArrays,
    params: TaskParams,
  ) {
    const known = momentsAmong(inputs, params);
    const plan = planAmong(params);
    this.kernels = [...kernelParts(known, plan, inputs).values()];
    this.nItems = known.nItems;
    this.answers = this.kernels.map(() => []);
    this.priors = priorsOf(known, plan).columns;
    this.taken = inputs.taken as Int32Array;
    this.isTaken = new Uint8Array(known.nItems);
    for (const item of this.taken) this.isTaken[item] = 1;
    this.popular = topK(this.priors[0], inputs.itemRank as Int32Array, TOP);
  }

  /**
   * Candidates of the rows `from` … `to`, the taken one first; what they stand for; and their first features. Where
   * the inputs have best items of a part that is to be asked as well, those of row r from best[bestStarts[r]] on, they
   * are among them.
   */
  choose(params: TaskParams): TaskArrays {
    const candidates: number[] = [];
    const ends: number[] = [];
    const logMultiplicity: number[] = [];
    const features: number[] = [];
    let row = Number(params.from);
    for (const askings of askingsOf(this.inputs, params)) {
      this.askKernels(askings);
      for (const [a, asking] of askings.entries()) {
        const answers = this.answers.map((each) => each[a]);
        const own = ownItems(asking);
        const picked = new Set([this.inputs.targets[row], ...own.items.subarray(0, OWN), ...this.popular]);
        for (const answer of answers) {
          for (const item of topK(answer, this.inputs.itemRank as Int32Array, TOP)) picked.add(item);
        }
        for (const item of this.bestFor(row)) picked.add(item);
        const certain = picked.size;
        const each = this.drawOthers(picked, row, Number(params.seed));
        const ownPlace = new Map(Array.from(own.items, (item, i) => [item, i]));
        let at = 0;
        for (const item of picked) {
          candidates.push(item);
          logMultiplicity.push(at++ < certain ? 0 : each);
          for (const answer of answers) features.push(answer[item]);
          const i = ownPlace.get(item);
          for (let f = 0; f < OWN_FEATURES.length; f++) {
            features.push(i === undefined ? 0 : own.features[i * OWN_FEATURES.length + f]);
          }
          for (const prior of this.priors) features.push(prior[item]);
        }
        ends.push(candidates.length);
        row++;
      }
    }
    return {
      candidates: Int32Array.from(candidates),
      ends: Int32Array.from(ends),
      logMultiplicity: Float64Array.from(logMultiplicity),
      features: Float64Array.from(features),
    };
  }

  private bestFor(row: number): Iterable<number> {
    const { best, bestStarts } = this.inputs;
    return best?.subarray(bestStarts[row], bestStarts[row + 1]) ?? [];
  }

  /** Logarithms of what every kernel says, in `answers`. */
  private askKernels(askings: readonly Asking[]): void {
    for (const each of this.answers)
      while (each.length < askings.length) each.push(new Float64Array(this.nItems));
    for (const [k, kernel] of this.kernels.entries()) {
      const answers = this.answers[k].slice(0, askings.length);
      scoreEach(kernel, askings, answers);
      for (const answer of answers) takeLogs(answer, kernel.floor);
    }
  }

  /** Completes the candidates of one row with a draw from all other items that anybody had. @returns ln(items that each stands for). */
  private drawOthers(picked: Set<number>, row: number, seed: number): number {
    const certain = picked.size;
    const [user, age] = [this.inputs.queryUsers[row], this.inputs.ages[row]];
    const rng = new Rng(seed, age === 1 ? `candidates|${user}` : `candidates|${user}|${age}`);
    const { taken } = this;
    let rest = taken.length;
    for (const item of picked) if (this.isTaken[item] === 1) rest--;
    const wanted = Math.min(DRAWN, rest);
    while (picked.size < certain + wanted) picked.add(taken[rng.below(taken.length)]);
    return wanted > 0 ? log(rest / wanted) : 0;
  }
}
