import { zipSync } from 'fflate';
import { takeAwayReadme } from '../words/copy/takeaway-readme';
import { AppError } from '../domain/errors';
import type { Job } from '../domain/ports';
import {
  TAKE_AWAY_PARTS,
  type TakeAwayChoice,
  type TakeAwayParts,
  type TakenAway,
} from '../domain/take-away';
import type { LeavingVersion } from '../engine/serving/leaving-version';
import { takeAway, type TakeAwayFile } from '../takeaway/leave/take-away';

/** 1 January 1980: the same content gives the same bytes, whenever it is written. */
const DATE = new Date(1980, 0, 1);

/** A folder as a zip. */
export function zippedFolder(files: readonly TakeAwayFile[]): Blob {
  const entries = Object.fromEntries(files.map(({ path, bytes }) => [path, bytes]));
  return new Blob([zipSync(entries, { level: 6, mtime: DATE })], { type: 'application/zip' });
}

/** A version as it is taken away. @throws AppError as `takeAway`, PART_UNREACHED where the host hands out no module. */
export async function zippedTakeAway(
  leaving: LeavingVersion,
  choice: TakeAwayChoice,
  job: Job,
): Promise<{ readonly zip: Blob; readonly taken: TakenAway }> {
  const { files, taken } = await takeAway(leaving, choice, await fetchParts(), takeAwayReadme, job);
  return { zip: zippedFolder(files), taken };
}

/** They lie in the app's folder, beside that of the workers. */
async function fetchParts(): Promise<TakeAwayParts> {
  try {
    const answer = await fetch(new URL(`../${TAKE_AWAY_PARTS}`, self.location.href));
    return (await answer.json()) as TakeAwayParts;
  } catch (cause) {
    throw new AppError('PART_UNREACHED', {}, { cause });
  }
}
