import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Json } from '../../../src/domain/json';
import { projectRoot } from '../../../src/programs/server/project-root.mjs';
import { OldStudio, entriesOf } from './old-studio';

const folder = join(projectRoot, 'tests/fixtures/old-code');

/** Zips: two projects as files, and the bundle of the first. */
export type KeptZip = 'shop.foretaste.zip' | 'shop.bundle.zip' | 'club.foretaste.zip';
/** Records of what was asked and answered, one line each. */
export type KeptLines = 'made' | 'asked' | 'described' | 'changed' | 'club';

export function keepZip(name: KeptZip, bytes: Uint8Array): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), bytes);
}

export function keptZip(name: KeptZip): Uint8Array {
  return readFileSync(join(folder, name));
}

export function keepLines(name: KeptLines, lines: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.txt.gz`), gzipSync(lines.join('\n'), { level: 9 }));
}

export function keptLines(name: KeptLines): readonly string[] {
  return gunzipSync(readFileSync(join(folder, `${name}.txt.gz`)))
    .toString('utf8')
    .split('\n');
}

/** What a training comes to. */
export interface KeptTraining {
  readonly version: Json;
  readonly model: {
    readonly header: string;
    readonly layout: string;
    readonly checksum: number;
    readonly arrays: readonly string[];
  };
}

const trainingFile = (name: string): string => join(folder, 'trained', `${name}.json`);

export function keepTraining(name: string, training: KeptTraining): void {
  mkdirSync(join(folder, 'trained'), { recursive: true });
  writeFileSync(trainingFile(name), `${JSON.stringify(training)}\n`);
}

/** What training a solution of the old shop was last meant to come to; null where that is what the shop holds. */
export function keptTraining(name: string): KeptTraining | null {
  const file = trainingFile(name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as KeptTraining) : null;
}

const nameOf = (line: string): string => line.split('\t')[0];

/** Where two records part, in words: one for each line that differs, is missing or is new; what is to be done comes last. */
export function differences(kept: readonly string[], now: readonly string[]): readonly string[] {
  const found: string[] = [];
  let [n, m] = [0, 0];
  while (n < kept.length || m < now.length) {
    const [before, after] = [kept.at(n), now.at(m)];
    if (before !== undefined && after !== undefined && nameOf(before) === nameOf(after)) {
      if (before !== after) found.push(`${nameOf(before)}: ${parting(before, after)}`);
      n++;
      m++;
    } else if (before === undefined || now.slice(m).some((line) => nameOf(line) === nameOf(before))) {
      found.push(`${nameOf(now[m++])} is new`);
    } else {
      found.push(`${nameOf(before)} is missing`);
      n++;
    }
  }
  return found.length === 0 ? found : [...found, 'If all of that is meant to change: npm run keep-old-code'];
}

/** Both lines from a little before the first letter in which they differ. */
function parting(before: string, after: string): string {
  let at = 0;
  while (before[at] === after[at]) at++;
  const from = Math.max(0, at - 40);
  return `…${before.slice(from, at + 60)}… is now …${after.slice(from, at + 60)}…`;
}

/** Where the entries of two zips part: those that differ, are missing, new, or stand in another order. */
export function entryDifferences(
  kept: ReadonlyMap<string, Uint8Array>,
  now: ReadonlyMap<string, Uint8Array>,
): readonly string[] {
  return differences(textsOf(kept), textsOf(now));
}

/** Entries in their order, with one character for each byte. */
function textsOf(entries: ReadonlyMap<string, Uint8Array>): readonly string[] {
  return [...entries].map(([path, bytes]) => `${path}\t${Buffer.from(bytes).toString('latin1')}`);
}

/** The first entry of a project file, as far as tests look into it. */
export interface OldManifest {
  readonly facts: {
    readonly data: object;
    readonly models: readonly {
      readonly arn: string;
      readonly header: object;
      readonly layout: object;
      readonly checksum: number;
    }[];
  };
  readonly pieces: readonly {
    readonly owner: string;
    readonly part: string;
    readonly bytes: number;
    readonly sha256: string;
  }[];
}

export function manifestOf(projectFile: Uint8Array): OldManifest {
  const text = Buffer.from(entriesOf(projectFile).get('foretaste-project.json') ?? []).toString('utf8');
  return JSON.parse(text) as OldManifest;
}

/** The shop as the old code has stored it, opened by the code of today two days later. */
export async function oldShop(): Promise<OldStudio> {
  return opened('shop.foretaste.zip');
}

/** The video club, as the shop. */
export async function oldClub(): Promise<OldStudio> {
  return opened('club.foretaste.zip');
}

async function opened(name: KeptZip): Promise<OldStudio> {
  const at = new OldStudio(3);
  await at.openProjectFile(keptZip(name));
  return at;
}
