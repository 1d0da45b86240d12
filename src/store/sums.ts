import { sumOfBytes, sumOfTexts } from '../domain/hashes';
import type { Chunk, Manifest, Seal } from './manifest';

/** What a chunk is known by when it is read again. */
export function sumOfChunk(chunk: Chunk): number {
  return chunk instanceof ArrayBuffer ? sumOfBytes(new Uint8Array(chunk)) : sumOfTexts(chunk);
}

/** A manifest that can be told from one that was changed. */
export function sealed({ seal: _before, ...manifest }: Manifest): Manifest {
  return { ...manifest, seal: sealOf(manifest) };
}

/** Members of a manifest that are not what was sealed; a list counts as one. */
export function brokenMembers({ seal, ...manifest }: Manifest): readonly string[] {
  const [now, before] = [sealOf(manifest), seal ?? {}];
  const members = new Set([...Object.keys(now), ...Object.keys(before)]);
  return [...members].filter((member) => JSON.stringify(now[member]) !== JSON.stringify(before[member]));
}

/** Those of a list that are as they were sealed, wherever they stand now. */
export function soundItems<Item>(items: readonly Item[], seal: Seal[string] | undefined): readonly Item[] {
  const sums = new Set(Array.isArray(seal) ? (seal as readonly number[]) : []);
  return items.filter((item) => sums.has(sumOfJson(item)));
}

function sealOf(manifest: Omit<Manifest, 'seal'>): Seal {
  const said = Object.entries(manifest).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    said.map(([member, value]) => [member, Array.isArray(value) ? value.map(sumOfJson) : sumOfJson(value)]),
  );
}

function sumOfJson(value: unknown): number {
  return sumOfTexts([JSON.stringify(value) ?? null]);
}
