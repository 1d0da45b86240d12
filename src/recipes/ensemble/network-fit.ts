import type { TrainingData } from '../../domain/histories';
import type { Job, Pool, TaskArrays } from '../../domain/ports';
import type { PartOfEnsemble } from '../hrnn/hrnn-plan';
import { phase } from '../phase';
import { NetworkAhead } from './network-ahead';
import { fitNetworkArrays } from './network-evidence';

/**
 * The network of an ensemble, learned on what is known while rows are held out. It is one thread's work: where there are
 * workers it learns in one of them.
 */
export class NetworkFit {
  private ahead: NetworkAhead | null = null;

  constructor(
    private readonly network: PartOfEnsemble,
    private readonly known: () => TrainingData,
    private readonly seed: number,
    private readonly pool: Pool,
  ) {}

  /** Begins already, if that leaves workers to the other stages. @param others trainings that share the pool. */
  beginAhead(others: number): void {
    if (this.pool.size > 1 + others) this.ahead ??= this.inWorker();
  }

  async arrays(job: Job): Promise<TaskArrays> {
    if (this.pool.size === 1)
      return fitNetworkArrays(this.known(), this.network, this.seed, phase(job, 'network'));
    const arrays = await (this.ahead ?? this.inWorker()).finished(job);
    this.ahead = null;
    return arrays;
  }

  /** Nobody waits for it any more. */
  end(): void {
    this.ahead?.end();
    this.ahead = null;
  }

  private inWorker(): NetworkAhead {
    return new NetworkAhead(this.known(), this.network, this.seed, this.pool);
  }
}
