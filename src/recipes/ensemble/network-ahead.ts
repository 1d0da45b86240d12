import { AppError } from '../../domain/errors';
import type { TrainingData } from '../../domain/histories';
import type { Job, Pool, TaskArrays, TaskParams } from '../../domain/ports';
import type { PartOfEnsemble } from '../hrnn/hrnn-plan';
import { packValue, unpackValue } from '../packed-value';
import { phase } from '../phase';
import { fitNetworkArrays } from './network-evidence';

const FIT_NETWORK = 'ensemble-fit-network';

/** What a worker is told of a network that it is to train. */
interface Asked {
  readonly data: TrainingData;
  readonly plan: PartOfEnsemble;
  readonly seed: number;
}

/** An ensemble's network as it learns in a worker, while the other parts are found. */
export class NetworkAhead {
  private watching: Job | null = null;
  private isOver = false;
  private readonly found: Promise<TaskArrays>;

  constructor(data: TrainingData, plan: PartOfEnsemble, seed: number, pool: Pool) {
    const job: Job = {
      stopped: false,
      // Until it is waited for, others report how far the training is.
      checkpoint: async (...place) => {
        if (this.isOver) throw new AppError('CANCELLED');
        await this.watching?.checkpoint(...place);
      },
    };
    const asked: Asked = { data: historiesOf(data), plan, seed };
    this.found = pool.map(FIT_NETWORK, packValue(asked), [{}], job).then(([arrays]) => arrays);
    this.found.catch(() => undefined); // whoever waits hears it; after an end nobody does
  }

  /** What `fitNetworkArrays` gives. @throws as `Pool.map`. */
  async finished(job: Job): Promise<TaskArrays> {
    this.watching = phase(job, 'network');
    return this.found;
  }

  /** Nobody needs it any more: its worker ends. */
  end(): void {
    this.isOver = true;
  }
}

/** All that the network learns from. */
function historiesOf(data: TrainingData): TrainingData {
  const { nUsers, nItems, userPtr, items, timestampSec, eventType, rowWeight, itemRank } = data;
  const histories = { nUsers, nItems, userPtr, items, timestampSec, eventType, rowWeight };
  return { ...histories, itemRank, itemColumns: [], userColumns: [] };
}

/** The task of a network, for the list of all tasks. */
export function networkTasks(): [
  string,
  (inputs: TaskArrays, params: TaskParams, job: Job) => Promise<TaskArrays>,
][] {
  const fit = (inputs: TaskArrays, _params: TaskParams, job: Job): Promise<TaskArrays> => {
    const { data, plan, seed } = unpackValue(inputs) as Asked;
    return fitNetworkArrays(data, plan, seed, job);
  };
  return [[FIT_NETWORK, fit]];
}
