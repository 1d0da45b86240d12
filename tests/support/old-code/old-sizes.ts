import type { ProjectId } from '../../../src/domain/resources';
import type { ProjectStore } from '../../../src/engine/project/store-port';
import { MemoryCatalogue } from '../../../src/store/memory-catalogue';

/** Measures projects as the memory did when the answers were kept: by what comes out, not by what lies in the chunks. */
export class OldSizes extends MemoryCatalogue {
  override async create(): Promise<ProjectStore> {
    return measured(await super.create());
  }
  override async open(id: ProjectId): Promise<ProjectStore> {
    return measured(await super.open(id));
  }
}

function measured(store: ProjectStore): ProjectStore {
  store.sizeBytes = async () => {
    const files = await store.listFiles();
    const arns = [...(await store.modelSizes()).keys()];
    const models = await Promise.all(arns.map((arn) => store.readModel(arn)));
    const parts = [await store.readTables(), await store.readTracked(), ...models];
    return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) + parts.reduce(withSize, 0);
  };
  return store;
}

function withSize(sum: number, value: unknown): number {
  return sum + sizeOf(value);
}

/** Bytes of all typed arrays and texts inside, roughly. */
function sizeOf(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value === 'string') return 2 * value.length;
  if (typeof value !== 'object' || value === null) return 8;
  return Object.values(value).reduce((sum: number, part: unknown) => sum + sizeOf(part), 0);
}
