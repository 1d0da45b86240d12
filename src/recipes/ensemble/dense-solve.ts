import type { NumberArray, TaskArrays, TaskParams } from '../../domain/ports';
import {
  dualEaseStages,
  easeStages,
  layOutDualEase,
  layOutEase,
  type DualEaseWork,
  type EaseWork,
} from '../../kernels/fit-ease';
import { layOutRidge, ridgeStages, type RidgeWork } from '../../kernels/next-item-ridge';
import { runTiles, type Memory, type TileStage } from '../../kernels/tiles';
import type { Moments } from '../moments/moments';
import type { Plan } from './ensemble-plan';
import { activeRows, mostUsed } from './used-items';

export const RUN_TILES = 'ensemble-run-tiles';

type Kind = 'ease' | 'dual-ease' | 'ridge';

/**
 * A dense solve as plain arrays and numbers, all of its memory laid out, so that any number of workers that share the
 * arrays can do its tiles. `inputs.counts` is where they agree on who does which.
 */
export interface DenseSolve {
  readonly inputs: TaskArrays;
  readonly params: TaskParams;
  /** What is solved once every tile is done, by the names it is stored under; in the memory that was laid out. */
  readonly arrays: Readonly<Record<string, NumberArray>>;
}

/** A plan's EASE over users or items; null where it has none. */
export function layOutPlannedEase(moments: Moments, plan: Plan, memory: Memory): DenseSolve | null {
  const { ease, easeLambda } = plan;
  if (ease === null) return null;
  const userItems = activeRows(moments);
  if (ease.form === 'users') {
    const work = layOutDualEase(userItems, memory);
    const arrays = { easeInverse: work.matrix, easeDiagonal: work.diagonal };
    return { inputs: { ...work }, params: paramsOf('dual-ease', easeLambda), arrays };
  }
  const items = mostUsed(userItems, ease.maxItems);
  const work = layOutEase(userItems, items, memory);
  const arrays = { easeItems: items, easeWeights: work.weights };
  return { inputs: { ...work }, params: paramsOf('ease', easeLambda), arrays };
}

/** A plan's k-th next-item ridge. */
export function layOutPlannedRidge(moments: Moments, plan: Plan, k: number, memory: Memory): DenseSolve {
  const { decay, lambda } = plan.ridges[k];
  const items = mostUsed(activeRows(moments), plan.ridgeItems);
  const work = layOutRidge(moments, items, moments.nItems, decay, memory);
  const arrays = { [`ridge${k}Items`]: items, [`ridge${k}Weights`]: work.weights };
  return { inputs: { ...work }, params: paramsOf('ridge', lambda), arrays };
}

/** Does tiles until none is left; yields the finished share. */
export function solveTiles({
  inputs,
  params,
}: Pick<DenseSolve, 'inputs' | 'params'>): Generator<number, void> {
  return runTiles(stagesOf(inputs, params), inputs.counts as Int32Array);
}

/** The stages of a solve, for who does its tiles or counts them. */
export function stagesOf(inputs: TaskArrays, params: TaskParams): TileStage[] {
  const lambda = Number(params.lambda);
  const work = inputs as unknown;
  const kind = params.kind as Kind;
  if (kind === 'ease') return easeStages(work as EaseWork, lambda);
  if (kind === 'dual-ease') return dualEaseStages(work as DualEaseWork, lambda);
  return ridgeStages(work as RidgeWork, lambda);
}

function paramsOf(kind: Kind, lambda: number): TaskParams {
  return { kind, lambda };
}

/** The same in memory of their own, where they lie in such as threads share, which cannot be stored. */
export function ownArrays(arrays: TaskArrays): TaskArrays {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, array]) => [
      name,
      array.buffer instanceof ArrayBuffer ? array : array.slice(),
    ]),
  );
}
