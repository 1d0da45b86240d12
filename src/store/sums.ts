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
  const [now, before] = [sealOf(manifest, sumIfAny), seal ?? {}];
  const members = new Set([...Object.keys(now), ...Object.keys(before)]);
  return [...members].filter((member) => JSON.stringify(now[member]) !== JSON.stringify(before[member]));
}

/** Those of a list that are as they were sealed, wherever they stand now. */
export function soundItems<Item>(items: readonly Item[], seal: Seal[string] | undefined): readonly Item[] {
  const sums = new Set(Array.isArray(seal) ? (seal as readonly number[]) : []);
  return items.filter((item) => sums.has(sumIfAny(item)));
}

function sealOf(manifest: Omit<Manifest, 'seal'>, sumOf = sumOfJson): Seal {
  const said = Object.entries(manifest).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    said.map(([member, value]) => [member, Array.isArray(value) ? value.map(sumOf) : sumOf(value)]),
  );
}

/** What no JSON can hold was never sealed, and has no sum. */
function sumIfAny(value: unknown): number {
  try {
    return sumOfJson(value);
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return Number.NaN;
    throw error;
  }
}

/** Sums of what was sealed once: members that do not change are the same objects in the next manifest. */
const known = new WeakMap<object, number>();

function sumOfJson(value: unknown): number {
  const isKept = typeof value === 'object' && value !== null;
  const before = isKept ? known.get(value) : undefined;
  if (before !== undefined) return before;
  const sum = sumOfTexts([JSON.stringify(value) ?? null]);
  if (isKept) known.set(value, sum);
  return sum;
}
