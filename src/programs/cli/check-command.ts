import { parseArgs } from 'node:util';
import { lostWords } from '../../words/copy/check';
import { plain, type JsonObject } from '../../domain/json';
import { uncancelled } from '../../domain/ports';
import { checkOf, findings } from '../../engine/datasets/check-project';
import { restOf } from '../../engine/datasets/save-rest';
import { fileRemains } from '../../engine/project/file/file-remains';
import { diskSource } from './import-files';
import { UsageError } from './options';
import { writeProject } from './write-project';

/**
 * `headless -- check FILE [--save REST]`: what of a project file is whole, part by part, and the rest of it as a project
 * file that opens. Wrong usage throws UsageError.
 *
 * @throws AppError PROJECT_FILE where the list of its parts is not whole, NOT_FOUND where nothing can be saved.
 */
export async function checkCommand(args: readonly string[]): Promise<JsonObject> {
  const options = { save: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [path, ...others] = positionals;
  if (path === undefined || others.length > 0) throw new UsageError('one project FILE is wanted');
  const remains = await fileRemains(diskSource(path));
  const found = await findings(remains, uncancelled);
  const { parts, saves } = checkOf(remains, found);
  const lost = parts.filter(({ isWhole }) => !isWhole);
  const document = {
    project: remains.name,
    whole: lost.length === 0,
    lost: lost.map(lostWords),
    parts: plain(parts).map((part) => ({ ...part })),
    saves,
  };
  const { save } = values;
  if (save === undefined) return document;
  const called = { name: remains.name, nowMs: Date.now() };
  await writeProject(await restOf(remains, called, uncancelled), save, uncancelled);
  return { ...document, saved: save };
}
