import type { Json } from '../domain/errors';
import { partChecks, type PieceCheck } from '../domain/stored/part-checks';
import type { ChunkDatabase } from './chunk-database';
import { ChangedRecord, readParts } from './chunk-store';
import type { Chunk, DataRecord } from './manifest';

/**
 * Reads tables or card. What was stored without sums is held against what it may hold, as a project file is: numbers
 * that point at nothing would be followed.
 *
 * @param onChunk hears of each chunk, with its part. @throws as `readParts`.
 */
export async function readData(
  db: ChunkDatabase,
  data: DataRecord,
  what: 'tables' | 'card',
  onChunk: (part: string, chunk: Chunk) => void = () => undefined,
): Promise<unknown> {
  const checks = data.sums === undefined ? checksOf(data) : undefined;
  return readParts(db, data, data[what], ({ part }, chunk) => {
    if (checks?.get(`data ${part}`)?.(contentOf(chunk)) === false)
      throw new ChangedRecord(`${part} points at what is not there`);
    onChunk(part, chunk);
  });
}

function checksOf({
  tables,
  card,
}: {
  readonly tables: Json;
  readonly card: Json;
}): ReadonlyMap<string, PieceCheck> {
  return partChecks({ data: { tables, card }, tracked: 0, served: 0 });
}

function contentOf(chunk: Chunk): Parameters<PieceCheck>[0] {
  return chunk instanceof ArrayBuffer ? new Uint8Array(chunk) : chunk;
}
