import { membersThat, siteStorage, StoredJson } from './stored';
import { WholeJob, type StageSeconds } from './whole-job';

/** Jobs that are remembered, the newest last. */
const REMEMBERED = 40;
/** Where the speed of the device stands among them. */
const DEVICE = '#device';

const isSeconds = (value: unknown): value is number => typeof value === 'number' && value >= 0;
const isStages = (value: unknown): value is StageSeconds =>
  typeof value === 'object' && value !== null && Object.values(value).every(isSeconds);

const stored = new StoredJson('stageSeconds', (found) => membersThat(found, isStages), siteStorage);

/** Where nothing is known: a bar that was too slow goes faster in the end, and one that was too fast would have to wait. */
const AT_FIRST = 1.5;

/**
 * The bar of such a job, by what its stages took on this device where one has come to its end, and by how many times longer
 * than planned the newest of all jobs took.
 */
export function wholeJob(job: string): WholeJob {
  const known = stored.read();
  return new WholeJob(known[job] ?? null, known[DEVICE]?.slowness ?? AT_FIRST);
}

export function rememberTime(job: string, { took, slowness }: Pick<WholeJob, 'took' | 'slowness'>): void {
  const others = Object.entries(stored.read()).filter(([name]) => name !== job && name !== DEVICE);
  stored.write(Object.fromEntries([...others.slice(1 - REMEMBERED), [job, took], [DEVICE, { slowness }]]));
}
