import { version } from '../../../package.json';
import type { Job } from '../../domain/ports';
import type { ProjectSnapshot } from '../../domain/project-file';
import { zippedProject } from '../../worker/project-file';
import { writeWhole } from './write-whole';

/** Writes a project file, which appears under its name when it is whole. @returns its bytes. */
export async function writeProject(snapshot: ProjectSnapshot, path: string, job: Job): Promise<number> {
  const file = await zippedProject(snapshot, version, job);
  return writeWhole(
    async function* () {
      for await (const chunk of file.stream() as unknown as AsyncIterable<Uint8Array>) yield chunk;
    },
    path,
    () => file.size,
  );
}
