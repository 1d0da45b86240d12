import { createWriteStream, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import type { BundleSource } from '../../domain/bundle';
import { plain, type JsonObject } from '../../domain/json';
import type { SolutionRequest } from '../../domain/resources';
import { exportSource } from '../../engine/service/bundle/export-project';
import { Identifiers } from '../../engine/project/identifiers';
import { MemoryCatalogue } from '../../store/memory-catalogue';
import type { OpenProject } from '../../engine/project/open-project';
import { createFilter } from '../../engine/resources/filters';
import { createSolution } from '../../engine/resources/solutions';
import { importAsNew } from '../../engine/studio/import-as-new';
import { findRecipe } from '../../recipes/registry';
import { writeBundle, type FileSink } from '../../interop/bundle/write-bundle';
import { ZipParts } from '../../interop/bundle/zip';
import { bundleWords } from '../../worker/bundle';
import { proposeFiles } from './import-files';
import { FILE_OPTIONS, filesOf, required, UsageError } from './options';
import { uncancelled } from '../../domain/ports';
import { writeWhole } from './write-whole';

/**
 * `headless -- export-aws --interactions F … --recipe NAME … --filter NAME=EXPRESSION … --output FOLDER|FILE.zip`:
 * the export bundle for Amazon Personalize, without columns that say who people are unless `--keep-personal` is said,
 * and with `--hold-out` without the rows that a training hides here.
 * Nothing is trained. Wrong usage throws UsageError.
 */
export async function exportAwsCommand(args: readonly string[]): Promise<JsonObject> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...FILE_OPTIONS,
      schema: { type: 'string', multiple: true },
      name: { type: 'string' },
      recipe: { type: 'string', multiple: true, default: [] },
      filter: { type: 'string', multiple: true, default: [] },
      output: { type: 'string' },
      'keep-personal': { type: 'boolean' },
      'hold-out': { type: 'boolean' },
    },
  });
  const files = { ...filesOf(values, 'aws'), schemas: values.schema };
  const output = required(values, 'output', 'FOLDER or FILE.zip');
  const zipped = output.endsWith('.zip');
  if (!zipped && existsSync(output) && readdirSync(output).length > 0)
    throw new UsageError(`${output} holds files already`);
  const { proposal, sources } = await proposeFiles(files, uncancelled);
  const catalogue = new MemoryCatalogue();
  const { project } = await importAsNew(
    { sources, plan: proposal.plan, provenance: { files: proposal.plan.files.map(({ file }) => file) } },
    values.name ?? proposal.name,
    null,
    uncancelled,
    {
      catalogue,
      clock: { nowMs: () => 0 },
      identifiers: new Identifiers(42),
      host: { clock: { nowMs: () => 0 }, requireWriter: () => undefined, onState: () => undefined },
    },
  );
  await addResources(project, values.recipe, values.filter);
  const personal = values['keep-personal'] === true ? 'kept' : 'left-out';
  const source = await exportSource(project, uncancelled, [], personal, values['hold-out'] === true);
  const { manifest, bytes } = zipped ? await writeZip(source, output) : await writeFolder(source, output);
  return {
    output,
    bytes,
    files: manifest.files.map(({ path, bytes: size, sha256 }) => ({ path, bytes: size, sha256 })),
    warnings: plain(source.warnings),
  };
}

async function addResources(
  project: OpenProject,
  recipes: readonly string[],
  filters: readonly string[],
): Promise<void> {
  for (const given of recipes) {
    const recipe = findRecipe(given).name;
    const request: SolutionRequest = {
      name: recipe.replace('aws-', ''),
      recipe,
      algorithmHyperParameters: {},
      featureTransformationParameters: {},
      seed: 42,
      budget: 'standard',
    };
    await project.update((state) => createSolution(state, request, project.nowSec).state);
  }
  for (const given of filters) {
    const at = given.indexOf('=');
    if (at < 1) throw new UsageError('--filter is NAME=EXPRESSION');
    const request = { name: given.slice(0, at), filterExpression: given.slice(at + 1) };
    await project.update((state) => createFilter(state, request, project.nowSec).state);
  }
}

type Written = { readonly manifest: Awaited<ReturnType<typeof writeBundle>>; readonly bytes: number };

/** The archive appears under its name when it is whole. */
async function writeZip(source: BundleSource, output: string): Promise<Written> {
  const zip = new ZipParts();
  const manifest = await writeBundle(source, bundleWords(source), zip, uncancelled);
  zip.end();
  mkdirSync(dirname(output), { recursive: true });
  const bytes = zip.parts.reduce((sum, { length }) => sum + length, 0);
  return writeWhole(
    () => zip.parts,
    output,
    () => ({ manifest, bytes }),
  );
}

async function writeFolder(source: BundleSource, output: string): Promise<Written> {
  let bytes = 0;
  const sink: FileSink = {
    async add(path, pieces, executable) {
      const file = join(output, path);
      mkdirSync(dirname(file), { recursive: true });
      const target = createWriteStream(file, { mode: executable ? 0o755 : 0o644 });
      await pipeline(Readable.from(pieces), target);
      bytes += target.bytesWritten;
    },
  };
  const manifest = await writeBundle(source, bundleWords(source), sink, uncancelled);
  return { manifest, bytes };
}
