import type { Job } from '../domain/ports';
import type { Model, Trainer } from './recipe';

/**
 * A training that is one step: there is no model before it has finished.
 *
 * @param label of the step, as an epoch report has it. @param learn gives the model, and the loss where there is one.
 */
export function oneStepTrainer(
  label: string,
  learn: (job: Job) => Promise<{ readonly model: Model; readonly loss?: number | null }>,
): Trainer {
  let model: Model | null = null;
  return {
    epochs: 1,
    async trainEpoch(job) {
      const trained = await learn(job);
      model = trained.model;
      return { label, loss: trained.loss ?? null };
    },
    model() {
      if (model === null) throw new RangeError('no epoch has finished');
      return model;
    },
  };
}
