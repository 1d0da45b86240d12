/**
 * Every file of tests/fixtures/corpus, by the road that a dropped file takes, held against the outcome that is stated
 * for it: plain, gzipped and in a zip, as a new project and into one that is there. `npm run corpus`, or `-- --short`
 * mostly plain and, but in the full run, without the giants; `-- --only TEXT` for the cases whose name holds it. What it
 * finds goes to standard error; the last line on standard output is JSON.
 */
import { gzipSync } from 'fflate';
import { corpus } from '../fixtures/corpus/corpus';
import type { Case } from '../fixtures/corpus/case';
import { bytes, text, rows } from '../fixtures/corpus/making';
import { zip } from '../fixtures/corpus/zip';
import { isAppError } from '../../src/domain/errors';
import type { ProjectId } from '../../src/domain/resources';
import { blobSource, type SourceFile } from '../../src/import/open/bytes/source';
import { full } from '../support/full';
import { importFiles, nodeStudio, type NodeStudio } from '../support/studio-in-node';
import { drop, sourcesOf } from './corpus/drop';
import { differences, type Result } from './corpus/outcome';
import { namesOfShared } from './corpus/prototypes';
import { conclude, isShort, newVerdict, optionOf } from './verdict';

/** The whole way of one file, seconds of work: what else the machine does is not the product's. */
const ALLOWED_S = 2;
/** Nothing takes so long by the clock, on whatever machine. */
const STILL_S = 120;
/** Seconds from which on a case is left to the long run. */
const LONG_S = 2;
/** Of so many cases one is packed in the short run; in the full run of half as many. */
const drawn = full ? 8 : 16;
/** Packing and unpacking a giant takes its time too, and shows nothing new. */
const isGiant = ({ name }: Case): boolean => name.startsWith('giants/');
const isPacked = ({ name }: Case): boolean => name.startsWith('archives/');

type Way = 'plain' | 'gzip' | 'zip';

const startedMs = performance.now();
const verdict = newVerdict('corpus');
const only = optionOf('only') ?? '';
const shared = namesOfShared();
const node = nodeStudio();
const keeper = await keep(node);

for (const [i, one] of corpus.entries()) {
  if (!one.name.includes(only) || (isShort && !full && (one.seconds ?? 0) > LONG_S)) continue;
  for (const way of waysOf(one, i)) await attack(one, way);
}
conclude(verdict, startedMs);

/** The ways that a file is dropped in: all, or in the short run plain, and of some cases one more. */
function waysOf(one: Case, i: number): readonly Way[] {
  if (isGiant(one) || isPacked(one)) return ['plain'];
  const ways: readonly Way[] = ['plain', 'gzip', 'zip'];
  return isShort ? ['plain', ...(i % drawn === 0 ? [ways[1 + ((i / drawn) % 2)]] : [])] : ways;
}

async function attack(one: Case, way: Way): Promise<void> {
  const name = `${one.name} (${way})`;
  const sources = packed(one, way);
  verdict.tried++;
  const before = process.cpuUsage();
  let result: Result;
  try {
    result = await Promise.race([drop(node.studio, sources, one.profile, null), still()]);
  } catch (error) {
    crash(name, error);
    return;
  }
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  if (seconds > (one.seconds ?? ALLOWED_S)) {
    verdict.hangs++;
    console.error(`HANG ${name}: ${seconds.toFixed(1)} s`);
  }
  const found = await differences(one, result);
  if (found.length > 0) lose(name, `${one.what}\n    ${found.join('\n    ')}`);
  await restore(result);
  if (result.kind !== 'imported') await intoKeeper(name, sources, one);
  if (namesOfShared() !== shared) lose(name, 'a shared prototype has changed');
}

/** Fails when a file has stood still for too long. */
async function still(): Promise<never> {
  return new Promise((_, failed) => {
    setTimeout(() => failed(new Error(`nothing for ${STILL_S} s`)), STILL_S * 1000).unref();
  });
}

/** Files that are refused must be refused by a project that is there as well, which stays whole. */
async function intoKeeper(name: string, sources: readonly SourceFile[], one: Case): Promise<void> {
  // What brings no interactions can go into a project that has some.
  if (one.outcome.errors?.includes('D02')) return;
  try {
    const result = await drop(node.studio, sources, one.profile, keeper.id);
    if (result.kind === 'imported') lose(name, 'an open project took what a new one refuses');
  } catch (error) {
    crash(name, error);
  }
  const after = await facts(node);
  if (after !== keeper.facts) lose(name, `the project that was there has changed: ${after}`);
}

/** A project with data that every refused file is offered to. */
async function keep(studio: NodeStudio): Promise<{ readonly id: ProjectId; readonly facts: string }> {
  const file = blobSource('kept.csv', new Blob([text(rows(1500))]));
  const { project } = await importFiles(studio, [file]);
  await studio.studio.openProject(project.id);
  return { id: project.id, facts: await facts(studio) };
}

/** Everything a person sees of the project that is open: its rows by checksum, its card, its list of projects. */
async function facts({ studio }: NodeStudio): Promise<string> {
  const projects = (await studio.listProjects()).map(({ name, interactions }) => `${name} ${interactions}`);
  return JSON.stringify([await studio.dataChecksum(), await studio.describeData(), projects]);
}

/** Goes back to the kept project alone. */
async function restore(result: Result): Promise<void> {
  if (result.kind === 'imported')
    for (const { id } of await node.studio.listProjects())
      if (id !== keeper.id) await node.studio.deleteProject(id);
  await node.studio.openProject(keeper.id);
}

function packed(one: Case, way: Way): SourceFile[] {
  const files = one.files();
  if (way === 'zip')
    return sourcesOf([['dropped.zip', zip(files.map(([name, content]) => ({ name, content })))]]);
  if (way === 'plain') return sourcesOf(files);
  return sourcesOf(
    files.map(([path, content]) => [
      path,
      gzipSync(typeof content === 'string' ? bytes(content) : content) as Uint8Array<ArrayBuffer>,
    ]),
  );
}

function lose(name: string, what: string): void {
  verdict.losses++;
  console.error(`LOSS ${name}: ${what}`);
}

function crash(name: string, error: unknown): void {
  verdict.crashes++;
  console.error(`CRASH ${name}: ${isAppError(error) ? error.code : String(error)}`);
  if (error instanceof Error) console.error(error.stack?.split('\n').slice(1, 6).join('\n'));
}
