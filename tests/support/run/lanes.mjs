/**
 * Runs jobs side by side as far as there are lanes for them: whenever lanes are free, the first that fits and has not
 * begun. One that asks for more lanes than there are gets all.
 *
 * @template {{ readonly lanes: number, readonly run: () => Promise<void> }} Job
 * @param {number} lanes
 * @param {readonly Job[]} jobs
 */
export async function inLanes(lanes, jobs) {
  let free = lanes;
  const waiting = [...jobs];
  /** @type {Set<Promise<void>>} */
  const running = new Set();
  while (waiting.length > 0 || running.size > 0) {
    const next = waiting.findIndex((job) => Math.min(job.lanes, lanes) <= free);
    if (next < 0) {
      await Promise.race(running);
      continue;
    }
    const [job] = waiting.splice(next, 1);
    const taken = Math.min(job.lanes, lanes);
    free -= taken;
    const run = job.run().finally(() => {
      free += taken;
      running.delete(run);
    });
    running.add(run);
  }
}
