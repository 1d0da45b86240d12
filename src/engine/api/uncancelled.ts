import type { TrainingJob } from '../job-token';

/** The job of work that nobody watches: nothing stops it. */
export const uncancelled: TrainingJob = {
  stop: null,
  stopped: false,
  searchEnded: false,
  checkpoint: async () => undefined,
  showCurve: () => undefined,
  settle: () => undefined,
};
