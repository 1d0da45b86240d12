import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { takeAwayReadme } from '../../words/copy/takeaway-readme';
import { plain, type JsonObject } from '../../domain/json';
import { uncancelled } from '../../domain/ports';
import { TAKE_AWAY_PARTS, type TakeAwayParts } from '../../domain/take-away';
import { newestVersion } from '../library/answers';
import { ensureBuilt, takeAway as built } from '../server/build.mjs';
import { takeAway, type TakeAwayFile } from '../../takeaway/leave/take-away';
import { zippedFolder } from '../../worker/take-away';
import { diskSource } from './import-files';
import { required, UsageError, wholeNumber } from './options';
import { told, withStudio } from './project-studio';

/**
 * `headless -- export-recommender --project PROJECT_FILE --output FOLDER|FILE.zip`: a trained version as a folder for any
 * host, with a module that answers there. Wrong usage throws UsageError.
 *
 * @throws AppError NOT_FOUND where nothing in the file is trained, CANNOT_LEAVE for a recipe that answers by people.
 */
export async function exportRecommenderCommand(args: readonly string[]): Promise<JsonObject> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      project: { type: 'string' },
      recipe: { type: 'string' },
      'eight-bit': { type: 'boolean', default: false },
      'with-histories': { type: 'boolean', default: false },
      'least-people': { type: 'string', default: '1' },
      output: { type: 'string' },
    },
  });
  const path = required(values, 'project', 'PROJECT_FILE');
  const output = required(values, 'output', 'FOLDER or FILE.zip');
  const isZip = output.endsWith('.zip');
  if (!isZip && existsSync(output) && readdirSync(output).length > 0)
    throw new UsageError(`${output} holds files already`);
  const choice = {
    histories: values['with-histories'] ? 'kept' : 'left-out',
    leastPeople: wholeNumber('--least-people', values['least-people'], 1, 1_000_000),
    eightBit: values['eight-bit'],
  } as const;
  return withStudio(1, async (own) => {
    await own.open(diskSource(path), told());
    const { arn } = newestVersion(own.state, values.recipe);
    const { files, taken } = await own.studio.takeAway(arn, (leaving) =>
      takeAway(leaving, choice, takeAwayParts(), takeAwayReadme, uncancelled),
    );
    if (isZip) writeFile(output, new Uint8Array(await zippedFolder(files).arrayBuffer()));
    else for (const file of files) writeFile(join(output, file.path), file.bytes);
    return { output, files: sizesOf(files), ...plain(taken) };
  });
}

/** In the package they lie beside the page; in the project they are built where they are old. */
function takeAwayParts(): TakeAwayParts {
  const beside = new URL(`../page/${TAKE_AWAY_PARTS}`, import.meta.url);
  const path = existsSync(beside) ? beside : join(ensureBuilt(built), built.last);
  return JSON.parse(readFileSync(path, 'utf8')) as TakeAwayParts;
}

function writeFile(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}

function sizesOf(files: readonly TakeAwayFile[]): JsonObject {
  return Object.fromEntries(files.map(({ path, bytes }) => [path, bytes.length]));
}
