/**
 * Runs jobs side by side, in the order given, as far as there are lanes for them; one that asks for more lanes than
 * there are gets all.
 *
 * @template {{ readonly lanes: number, readonly run: () => Promise<void> }} Job
 * @param {number} lanes
 * @param {readonly Job[]} jobs
 */
export async function inLanes(lanes, jobs) {
  let free = lanes;
  /** @type {Set<Promise<void>>} */
  const running = new Set();
  for (const job of jobs) {
    const taken = Math.min(job.lanes, lanes);
    while (free < taken) await Promise.race(running);
    free -= taken;
    const run = job.run().finally(() => {
      free += taken;
      running.delete(run);
    });
    running.add(run);
  }
  await Promise.all(running);
}
