import type { Job } from '../domain/ports';

/**
 * Runs works at the same time. Once one has failed, the others stop at their next look; all have ended before this does.
 *
 * @throws what the first to fail threw.
 */
export async function sideBySide<R extends readonly unknown[]>(
  works: { readonly [k in keyof R]: (job: Job) => Promise<R[k]> },
  job: Job,
): Promise<R> {
  let failed: { readonly error: unknown } | null = null;
  const watched: Job = {
    get stopped() {
      return failed !== null || job.stopped;
    },
    checkpoint: async (phase, done, total) => {
      if (failed !== null) throw failed.error;
      await job.checkpoint(phase, done, total);
    },
  };
  const run = async (work: (job: Job) => Promise<unknown>): Promise<unknown> => {
    try {
      return await work(watched);
    } catch (error) {
      failed ??= { error };
      throw failed.error;
    }
  };
  const runs = works.map(run);
  await Promise.allSettled(runs);
  return (await Promise.all(runs)) as readonly unknown[] as R;
}
