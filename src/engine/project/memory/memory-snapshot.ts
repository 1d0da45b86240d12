import type { DatasetCard } from '../../../domain/card';
import { checksum } from '../../../domain/checksum';
import type { Tables } from '../../../domain/columns';
import type { StoredModel } from '../../../domain/model';
import { assemble, cut, dismantle, emptyArray, type Part, type PartReference } from '../../../domain/parts';
import type { PieceOwner, ProjectFacts, ProjectPiece, ProjectSnapshot } from '../../../domain/project-file';
import type { ProjectState } from '../../../domain/resources';
import type { NumberedList, TrackedBatch } from '../../../domain/tracking';
import type { FileShelf } from './memory-files';

interface Contents {
  readonly tables: Tables;
  readonly card: DatasetCard;
  readonly models: ReadonlyMap<string, StoredModel>;
  readonly tracked: TrackedBatch[];
  readonly served: ReadonlyMap<number, NumberedList>;
}

/** @param contents now belong to the snapshot. */
export function snapshotOf(
  { state, tables, card, models, tracked, served }: Contents & { readonly state: ProjectState },
  files: FileShelf,
): ProjectSnapshot {
  const data = dismantle({ tables, card });
  const arrays = [...models].map(([arn, { header, arrays }]) => ({ arn, header, ...dismantle(arrays) }));
  const kept = files.list();
  const facts: ProjectFacts = {
    state,
    data: data.layout as unknown as ProjectFacts['data'],
    models: arrays.map(({ arn, header, layout, parts }) => ({
      arn,
      header,
      layout,
      checksum: checksumOf(parts),
    })),
    tracked: tracked.length,
    served: served.size,
    files: kept,
  };
  async function* pieces(): AsyncGenerator<ProjectPiece> {
    yield* piecesOf('data', data.parts);
    for (const [i, { parts }] of arrays.entries()) yield* piecesOf(`models/${i}`, parts);
    if (tracked.length > 0) yield texts('tracked', tracked);
    if (served.size > 0) yield texts('served', [...served]);
    for (const [i, file] of kept.entries())
      for (const content of files.chunks(file)) yield { owner: `files/${i}`, part: 'all', content };
  }
  return { facts, pieces, release: () => undefined };
}

/** What a snapshot held, put together again; its files go on the shelf as they come. */
export async function restored(
  facts: ProjectFacts,
  pieces: AsyncIterable<ProjectPiece>,
  files: FileShelf,
): Promise<Contents> {
  const found = new Map<string, ProjectPiece['content'][]>();
  for await (const { owner, part, content } of pieces) {
    const at = /^files\/(\d+)$/.exec(owner);
    if (at !== null) files.append(facts.files[Number(at[1])], content as Uint8Array);
    else found.set(`${owner} ${part}`, [...(found.get(`${owner} ${part}`) ?? []), content]);
  }
  const partOf = (owner: PieceOwner) => async (reference: PartReference) =>
    joined(reference, found.get(`${owner} ${reference.part}`) ?? []);
  const parsed = (owner: PieceOwner): unknown[] =>
    (found.get(`${owner} all`) ?? []).flatMap((content) =>
      [...content].map((text) => JSON.parse(String(text)) as unknown),
    );
  const models = new Map<string, StoredModel>();
  for (const [i, { arn, header, layout }] of facts.models.entries()) {
    const arrays = (await assemble(layout, partOf(`models/${i}`))) as StoredModel['arrays'];
    models.set(arn, { header, arrays });
  }
  return {
    tables: (await assemble(facts.data.tables, partOf('data'))) as Tables,
    card: (await assemble(facts.data.card, partOf('data'))) as DatasetCard,
    models,
    tracked: parsed('tracked') as TrackedBatch[],
    served: new Map(parsed('served') as [number, NumberedList][]),
  };
}

function checksumOf(parts: ReadonlyMap<string, Part>): number {
  let sum: number | undefined;
  for (const part of parts.values())
    for (const record of cut(part))
      if (record instanceof ArrayBuffer) sum = checksum(new Uint8Array(record), sum);
  return sum ?? 0;
}

function* piecesOf(owner: PieceOwner, parts: ReadonlyMap<string, Part>): Generator<ProjectPiece> {
  for (const [part, whole] of parts)
    for (const record of cut(whole))
      yield { owner, part, content: record instanceof ArrayBuffer ? new Uint8Array(record) : record };
}

function texts(owner: PieceOwner, values: readonly unknown[]): ProjectPiece {
  return { owner, part: 'all', content: values.map((value) => JSON.stringify(value)) };
}

function joined({ type, length }: PartReference, contents: readonly ProjectPiece['content'][]): Part {
  if (type === 'strings') return contents.flatMap((content) => [...content] as (string | null)[]);
  const array = emptyArray(type, length);
  const bytes = new Uint8Array(array.buffer);
  let at = 0;
  for (const content of contents) {
    bytes.set(content as Uint8Array, at);
    at += content.length;
  }
  return array;
}
