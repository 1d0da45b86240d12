import type { ChunkDatabase, Entry } from './chunk-database';
import type { Chunk, ChunkKey, Manifest } from './manifest';

/** A project's chunks in memory. What comes out is a copy, as of a database, so that arrays shared by mistake show. */
export class MemoryChunks implements ChunkDatabase {
  #manifest: Manifest | undefined;
  /** By owner, then by part and number. */
  readonly #owners = new Map<string, Map<string, Entry>>();

  async readManifest(): Promise<Manifest | undefined> {
    return structuredClone(this.#manifest);
  }

  async switchTo(change: (before: Manifest | undefined) => Manifest, beside?: Entry): Promise<void> {
    this.#manifest = structuredClone(change(structuredClone(this.#manifest)));
    if (beside !== undefined) await this.put([beside]);
  }

  async get([owner, part, number]: ChunkKey): Promise<Chunk | undefined> {
    return structuredClone(this.#owners.get(owner)?.get(placeOf(part, number))?.[1]);
  }

  async put(entries: readonly Entry[]): Promise<void> {
    for (const entry of entries) {
      const [owner, part, number] = entry[0];
      const owned = this.#owners.get(owner) ?? new Map<string, Entry>();
      this.#owners.set(owner, owned.set(placeOf(part, number), entry));
    }
  }

  async entriesOf(owner: string): Promise<readonly Entry[]> {
    const places = [...(this.#owners.get(owner) ?? [])].sort(([one], [other]) => (one < other ? -1 : 1));
    return places.map(([, entry]) => structuredClone(entry));
  }

  async delete(owner: string): Promise<void> {
    this.#owners.delete(owner);
  }

  async owners(): Promise<ReadonlySet<string>> {
    return new Set(this.#owners.keys());
  }

  close(): void {}
}

/** Orders as part and number do. */
function placeOf(part: string, number: number): string {
  return `${part} ${String(number).padStart(12, '0')}`;
}
