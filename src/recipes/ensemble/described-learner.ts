import type { TrainingData } from '../../domain/histories';
import type { Job, TaskArrays } from '../../domain/ports';
import type { Validation } from './blend';
import type { LearnedContext } from './context-tilt';
import { ContextFit } from './fit-context-tilt';
import { fitThinLikeness } from './fit-thin-likeness';
import { fitUserTilt } from './fit-user-tilt';
import { type Traits, traitsOf } from './likeness';
import type { Moments } from '../moments/moments';

/** Learns what stands beside the blend: what the metadata of items and users say, and how much a context counts. */
export class DescribedLearner {
  arrays: TaskArrays = {};
  context: LearnedContext | null = null;
  /** What the blend's weights are multiplied by, so that thin items find their place. */
  scale = 1;
  private traits: Traits | null = null;
  private tilt: TaskArrays = {};
  private counted: { readonly fit: ContextFit; readonly popular: number } | null = null;

  constructor(
    private readonly data: TrainingData,
    private readonly moments: Moments,
    private readonly seed: number,
  ) {}

  /** What the metadata say, once; how much a context counts beside the history, whenever that is read better. */
  async learn(validation: Validation, job: Job): Promise<void> {
    const { data, moments, seed } = this;
    if (this.traits === null) {
      this.traits = await traitsOf(data.itemColumns, data.nItems, job);
      this.tilt = await fitUserTilt(data, moments, seed, job);
      const fit = await ContextFit.count(data, job);
      this.counted = fit && { fit, popular: await fit.popularWeight(seed, job) };
    }
    const heldOut = validation.heldOut();
    const thin = await fitThinLikeness(this.traits, moments, validation.known.moments, heldOut, job);
    this.arrays = { ...this.tilt, ...thin?.arrays };
    this.scale = thin?.scale ?? 1;
    if (this.counted === null) return;
    const { fit, popular } = this.counted;
    const personal = validation.moments.length === 0 ? popular : await fit.personalWeight(heldOut, job);
    this.context = fit.learned(popular, personal);
  }
}
