import type { Job } from '../domain/ports';

/** Nobody watches inside a worker: who stops ends it. */
export const unwatched: Job = { stopped: false, checkpoint: async () => undefined };
