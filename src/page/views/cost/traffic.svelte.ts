import { type AppError, asAppError } from '../../../domain/errors';
import type { Arn } from '../../../domain/resources';
import { BUCKET_SECONDS, bucketOf } from '../../../domain/usage';
import type { Workspace } from '../../state/workspace.svelte';
import { wait } from '../../state/wait';

/** How often it is looked what is due. */
const STEP_MS = 100;
/** In one call, so that a stop is heard at once. */
const MOST_AT_ONCE = 50;
/** What the engine could not keep up with is not asked later. */
const MOST_BEHIND = 100;

/** Requests to a campaign at a rate, until they are stopped: the load that a price lesson needs. */
export class Traffic {
  running = $state(false);
  /** Since the start. */
  sent = $state(0);
  /** Requests a second that were answered since the start. */
  reached = $state(0);
  /** Answered within the five minutes of the clock that are going on. */
  inBucket = $state(0);
  error = $state.raw<AppError | null>(null);
  #bucket = 0;
  #run = 0;

  constructor(private readonly workspace: Workspace) {}

  /** Asks until `stop`. @param rate requests a second. */
  async start(campaignArn: Arn, rate: number, seed: number): Promise<void> {
    const run = ++this.#run;
    this.running = true;
    this.sent = this.reached = 0;
    this.error = null;
    const startedMs = performance.now();
    let due = 0;
    let lastMs = startedMs;
    while (run === this.#run) {
      const nowMs = performance.now();
      due = Math.min(MOST_BEHIND, due + ((nowMs - lastMs) / 1000) * rate);
      lastMs = nowMs;
      const count = Math.min(MOST_AT_ONCE, Math.floor(due));
      if (count === 0) {
        await wait(STEP_MS);
        continue;
      }
      due -= count;
      try {
        const input = { campaignArn, seed, from: this.sent, count };
        await this.workspace.api.invoke('SimulateRequests', input);
      } catch (error) {
        this.error = asAppError(error);
        if (run === this.#run) this.stop();
        return;
      }
      this.#answered(count);
      this.reached = this.sent / ((performance.now() - startedMs) / 1000);
    }
  }

  stop(): void {
    this.#run++;
    this.running = false;
  }

  #answered(count: number): void {
    const bucket = bucketOf(Date.now() / 1000);
    if (bucket !== this.#bucket) this.inBucket = 0;
    this.#bucket = bucket;
    this.inBucket += count;
    this.sent += count;
  }

  /** What the current five minutes count so far. */
  get tps(): number {
    return this.inBucket / BUCKET_SECONDS;
  }
}
