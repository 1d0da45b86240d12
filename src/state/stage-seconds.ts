import { membersThat, siteStorage, StoredJson } from './stored';
import type { StageSeconds } from './whole-job';

/** Jobs that are remembered, the newest last. */
const REMEMBERED = 40;

const isSeconds = (value: unknown): value is number => typeof value === 'number' && value >= 0;
const isStages = (value: unknown): value is StageSeconds =>
  typeof value === 'object' && value !== null && Object.values(value).every(isSeconds);

const stored = new StoredJson('stageSeconds', (found) => membersThat(found, isStages), siteStorage);

/** What the stages of such a job took on this device; null where none has come to its end. */
export function lastTimeOf(job: string): StageSeconds | null {
  return stored.read()[job] ?? null;
}

export function rememberTime(job: string, took: StageSeconds): void {
  const { [job]: _, ...others } = stored.read();
  const kept = Object.entries(others).slice(1 - REMEMBERED);
  stored.write(Object.fromEntries([...kept, [job, took]]));
}
