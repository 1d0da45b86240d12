import { Adam } from '../../kernels/adam';
import { RowGradients } from '../../kernels/row-gradients';
import { sampledSoftmax } from '../../kernels/sampled-softmax';
import type { NegativeSampler } from '../sequence/negatives';
import type { ItemTable } from './item-table';
import type { Network } from './hrnn-network';
import { NetworkWalk } from './network-walk';
import type { Plan } from './hrnn-plan';
import type { LearningWindow } from './stream';
import type { UserTable } from './user-table';

/** Longest gradient, of all weights and tables together, that a step follows unshortened. */
const CLIP = 5;

/** All that learns. */
export interface Learned {
  readonly network: Network;
  readonly items: ItemTable;
  /** null where users have no metadata. */
  readonly users: UserTable | null;
  /** Event types × H; empty where events have none. */
  readonly context: Float64Array;
}

/** Steps down the gradient of one window after the other (Adam), every window in pieces between looks for a stop. */
export class Learner {
  private readonly walk: NetworkWalk;
  private readonly networkAdam: Adam;
  private readonly contextAdam: Adam;
  private readonly contextGradient: Float64Array;
  private readonly soughtGradient: Float64Array;
  private readonly tableGradient: RowGradients;

  constructor(
    private readonly learned: Learned,
    private readonly plan: Plan,
    private readonly negatives: NegativeSampler,
    nItems: number,
  ) {
    const { network, context } = learned;
    const { width, steps, lanes } = plan;
    this.walk = new NetworkWalk(network);
    this.networkAdam = new Adam(network.weights.values, network.weights.values.length);
    this.contextAdam = new Adam(context, Math.max(1, context.length));
    this.contextGradient = new Float64Array(context.length);
    this.soughtGradient = new Float64Array(steps * lanes * width);
    this.tableGradient = new RowGradients(nItems, width + 1, 2 * steps * lanes + plan.negatives);
  }

  /** @param look called between pieces. @returns the summed loss of the window's rows. */
  async learn(window: LearningWindow, rate: number, look: () => Promise<void>): Promise<number> {
    const { learned, plan, walk, tableGradient, soughtGradient, contextGradient } = this;
    const { network } = learned;
    const { steps, stepsAPiece } = plan;
    const negatives = this.negatives.draw(plan.negatives);
    learned.items.prepare(window.items, window.targets, negatives.items);
    network.begin(window, steps);
    for (let from = 0; from < steps; from += stepsAPiece) {
      await look();
      network.readSteps(window, from, Math.min(steps, from + stepsAPiece));
    }
    network.finish(steps);
    await look();
    tableGradient.clear();
    const loss = sampledSoftmax(
      network.sought,
      window.table,
      plan.width,
      window,
      negatives,
      soughtGradient,
      tableGradient,
    );
    await look();
    walk.begin(soughtGradient);
    for (let to = steps; to > 0; to -= stepsAPiece) {
      walk.stepsBack(window, Math.max(0, to - stepsAPiece), to);
      await look();
    }
    contextGradient.fill(0);
    const starts = new Float64Array(window.startStates.length);
    const tables = { items: tableGradient, context: contextGradient, starts };
    for (const piece of walk.weightsBack(window, tables, soughtGradient)) {
      piece();
      await look();
    }
    this.descend(window, starts, rate);
    return loss * window.targets.length;
  }

  private descend(window: LearningWindow, starts: Float64Array, rate: number): void {
    const { learned, walk, tableGradient, contextGradient } = this;
    const touched = tableGradient.values.subarray(0, tableGradient.count * tableGradient.width);
    let square = 0;
    for (const gradient of [walk.gradient, touched, contextGradient, starts]) {
      for (let k = 0; k < gradient.length; k++) square += gradient[k] * gradient[k];
    }
    const scale = square > CLIP * CLIP ? CLIP / Math.sqrt(square) : 1;
    this.networkAdam.stepRow(0, walk.gradient, 0, rate, scale);
    if (contextGradient.length > 0) this.contextAdam.stepRow(0, contextGradient, 0, rate, scale);
    learned.items.step(tableGradient, rate, scale);
    learned.users?.step(window.beginning, starts, rate, scale);
    learned.network.refresh();
  }
}
