import type { TrainingData } from '../../domain/histories';
import { isObject, type Json } from '../../domain/json';
import type { StoredModel } from '../../domain/model';
import type { Job, NumberArray, TaskArrays } from '../../domain/ports';
import { softmax } from '../../kernels/softmax';
import { hrnn } from '../hrnn-recipes';
import type { PartOfEnsemble } from '../hrnn/hrnn-plan';
import { hrnnTrainer } from '../hrnn/hrnn-trainer';
import { loadHrnn } from '../load-networks';
import { checkParameters } from '../parameters';
import { codesOf, textOf } from '../packed-value';
import { reporting } from '../phase';
import { type Model, scoreUsers } from '../recipe';
import { CODES, readArray, readJson, unreadable } from '../stored-arrays';
import type { Asking, Evidence } from '../moments/evidence';

const PREFIX = 'network.';
/** The header as character codes, so that the network travels and is stored as arrays like every other part. */
const HEADER = 'networkHeader';

/** Trains a session network on these histories. @returns its arrays, by the names they are stored under. */
export async function fitNetworkArrays(
  data: TrainingData,
  plan: PartOfEnsemble,
  seed: number,
  job: Job,
): Promise<TaskArrays> {
  const { bptt, recency_mask } = plan;
  const parameters = checkParameters(hrnn, { bptt, recency_mask }, {});
  // Its own budget counts for nothing here.
  const config = { parameters, seed, budget: 'standard' } as const;
  const trainer = hrnnTrainer('aws-hrnn', data, config, null, plan);
  for (let epoch = 0; epoch < trainer.epochs; epoch++) {
    const ofAll = reporting(job, (phase, done, total) =>
      job.checkpoint(phase, epoch + Math.min(1, done / Math.max(1, total)), trainer.epochs),
    );
    await trainer.trainEpoch(ofAll);
  }
  const { header, arrays } = trainer.model().store();
  const named = Object.entries(arrays).map(([name, array]): [string, NumberArray] => [PREFIX + name, array]);
  return { [HEADER]: codesOf(JSON.stringify(header)), ...Object.fromEntries(named) };
}

/**
 * The network's own arrays among those of a stored model. @throws AppError MODEL_UNREADABLE where they are headed by
 * none, or by one of items that the model does not have; what the arrays hold is looked at when they are loaded.
 */
export function networkArrays(stored: StoredModel): TaskArrays {
  const header = readJson(stored, HEADER, textOf(readArray(stored, HEADER, CODES))) as Json;
  if (!isObject(header) || !isObject(header.config) || !(Number(header.nItems) <= stored.header.nItems))
    throw unreadable(stored, { array: HEADER });
  const own = Object.entries(stored.arrays).filter(([name]) => name === HEADER || name.startsWith(PREFIX));
  return Object.fromEntries(own);
}

function storedNetwork(arrays: TaskArrays): StoredModel {
  const own = Object.entries(arrays).filter(([name]) => name.startsWith(PREFIX));
  return {
    header: JSON.parse(textOf(arrays[HEADER])) as StoredModel['header'],
    arrays: Object.fromEntries(own.map(([name, array]) => [name.slice(PREFIX.length), array])),
  };
}

/** What the network thinks comes next, as chances. They do not divide over the history. */
export class NetworkEvidence implements Evidence {
  readonly floor = 1e-6;
  private readonly model: Model;

  /** @param arrays what `fitNetworkArrays` gave, among others. @throws AppError MODEL_UNREADABLE. */
  constructor(arrays: TaskArrays) {
    this.model = loadHrnn(storedNetwork(arrays), 'aws-hrnn');
  }

  score(asking: Asking, out: Float64Array): void {
    this.scoreEach([asking], [out]);
  }

  scoreEach(askings: readonly Asking[], outs: readonly Float64Array[]): void {
    // Items that an update has taken in come after those that it knows, and are passed over in a history.
    const known = outs.map((out) => out.subarray(0, this.model.nItems));
    const personal = scoreUsers(
      this.model,
      askings.map(({ query }) => query),
      known,
    );
    for (const [a, out] of outs.entries()) {
      if (personal[a]) softmax(known[a], known[a]);
      else known[a].fill(0);
      out.fill(0, this.model.nItems);
    }
  }

  shares(): null {
    return null;
  }
}
