import { partChecks, type PieceCheck } from '../domain/stored/part-checks';
import type { ChunkDatabase } from './chunk-database';
import { ChangedRecord, readParts } from './chunk-store';
import type { Chunk, DataRecord } from './manifest';

/** What the content of each part is held against. */
export type ContentChecks = ReadonlyMap<string, PieceCheck>;

/**
 * Reads tables or card.
 *
 * @param onChunk hears of each chunk, with its part. @throws as `readParts`.
 */
export async function readData(
  db: ChunkDatabase,
  data: DataRecord,
  what: 'tables' | 'card',
  onChunk: (part: string, chunk: Chunk) => void = () => undefined,
): Promise<unknown> {
  const checks = checksOf(data);
  return readParts(db, data, data[what], ({ part }, chunk) => {
    requireContent(checks, part, chunk);
    onChunk(part, chunk);
  });
}

/**
 * What was stored without sums is held against what it may hold, as a project file is: numbers that point at nothing would
 * be followed. Sums vouch for all else.
 */
export function checksOf({ tables, card, sums }: DataRecord): ContentChecks | undefined {
  return sums === undefined ? partChecks({ data: { tables, card }, tracked: 0, served: 0 }) : undefined;
}

/** @throws ChangedRecord for what a part cannot hold. */
export function requireContent(checks: ContentChecks | undefined, part: string, chunk: Chunk): void {
  const content = chunk instanceof ArrayBuffer ? new Uint8Array(chunk) : chunk;
  if (checks?.get(`data ${part}`)?.(content) === false)
    throw new ChangedRecord(`${part} holds what it cannot hold`);
}
