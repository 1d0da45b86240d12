import { AppError, isAppError } from '../domain/errors';
import type { ProjectId, ProjectState } from '../domain/resources';
import type { ChunkDatabase, Entry } from './chunk-database';
import { asking, storageFault } from './faults';
import { ownedFiles } from './files';
import { givenSums } from './given-sums';
import { MANIFEST_FORMAT, type Manifest, type ModelRecord } from './manifest';
import { randomKey } from './random-key';
import { presentManifest } from './read-manifest';
import type { Room } from './room';
import { sealed } from './sums';
import { SERVED } from './tracked';

/** The one way in which a project changes: see `Manifest` for why no crash can leave it between two states. */
export class ManifestSwitch {
  /** Keys being written right now: not rubbish, though no manifest names them yet. */
  readonly unnamed = new Set<string>();
  /** Keys that a copy under way reads, once for each copy. */
  private readonly held: string[] = [];
  /** The last manifest that this connection has found whole, or written. */
  private last: Manifest | null = null;
  /** Whether this connection has seen to it that everything has sums. */
  private isSummed = false;
  /** The revision this connection builds on: the last it has read as a state, or written. */
  private revision = 0;

  constructor(
    private readonly id: ProjectId,
    private readonly db: ChunkDatabase,
    private readonly room: Room,
    /** Keeps the list of projects in step; runs after every flip. */
    private readonly onFlip: (state: ProjectState) => Promise<void>,
  ) {}

  /** The state that what is flipped next builds on. */
  async readState(): Promise<ProjectState> {
    const manifest = await this.read();
    this.revision = manifest.revision;
    return manifest.state;
  }

  /** @throws AppError NOT_FOUND, DATABASE_NEWER, DATABASE_DAMAGED */
  async read(): Promise<Manifest> {
    const manifest = await asking(() => this.db.readManifest());
    if (manifest === undefined) throw new AppError('NOT_FOUND', { what: 'project', id: this.id });
    this.last = presentManifest(manifest);
    return this.last;
  }

  /** As `read`, without another look at what this connection knows already, for what builds on it. */
  async latest(): Promise<Manifest> {
    const found = await asking(() => this.db.readManifest());
    return this.known(found) ?? this.read();
  }

  /** Who writes raises the revision: of the same one there is nothing to be learned. */
  private known(found: Manifest | undefined): Manifest | null {
    return this.last !== null && found?.revision === this.last.revision ? this.last : null;
  }

  /**
   * The switch: reads the manifest, changes it beside the state and writes it back in one durable transaction. Models
   * of versions that have gone go with them. Arrays it no longer names are removed afterwards; should that fail, the
   * next sweep does it.
   *
   * @throws AppError READ_ONLY_TAB with `overtaken` when another tab has written since `readState`: nothing is changed.
   */
  async flip(state: ProjectState, change: (before: Manifest) => Manifest, beside?: Entry): Promise<void> {
    const revision = this.revision + 1;
    let after: Manifest | null = null;
    try {
      await this.giveSums();
      let freed = 0;
      await this.db.switchTo((current) => {
        const before =
          current === undefined ? emptyManifest(state) : (this.known(current) ?? presentManifest(current));
        if (before.revision !== this.revision) throw new AppError('READ_ONLY_TAB', { overtaken: true });
        const changed = change(before);
        after = ownedFiles({ ...changed, state, models: modelsOf(state, changed.models), revision });
        freed = sizeOf(before) - sizeOf(after);
        return sealed(after);
      }, beside);
      this.room.giveBack(freed);
    } catch (error) {
      if (isAppError(error) || !(await this.hasLanded(revision, state))) throw await storageFault(error);
    }
    this.revision = revision;
    this.last = after;
    await this.onFlip(state);
    await this.sweep().catch(() => undefined); // stored is stored: the next sweep removes what is left
  }

  /** What an earlier build has stored has sums from the first flip on. */
  private async giveSums(): Promise<void> {
    if (this.isSummed) return;
    const found = await this.db.readManifest();
    if (found !== undefined)
      this.last = await givenSums(this.db, this.known(found) ?? presentManifest(found));
    this.isSummed = true;
  }

  /** Whether a switch is stored though its end was told as a failure: then nothing may be undone or done again. */
  private async hasLanded(revision: number, state: ProjectState): Promise<boolean> {
    // Where the manifest cannot be read either, what failed first is told.
    const now = await this.db.readManifest().catch(() => undefined);
    return now?.revision === revision && JSON.stringify(now.state) === JSON.stringify(state);
  }

  /** Runs one write under a key that no other tab uses either, and that our sweeps leave while the write lasts. */
  async writing(
    kind: 'data' | 'model' | 'tracked' | 'file',
    write: (key: string) => Promise<void>,
  ): Promise<void> {
    const key = randomKey(kind);
    await this.under(key, () => write(key));
  }

  /** Keeps our sweeps from what lies under a key as long as the work lasts. */
  async under(key: string, work: () => Promise<void>): Promise<void> {
    this.unnamed.add(key);
    try {
      await work();
    } finally {
      this.unnamed.delete(key);
    }
  }

  /** Keeps our sweeps from what lies under these keys until it is called off: a copy reads them. */
  hold(keys: readonly string[]): () => void {
    for (const key of keys) this.held.push(key);
    return () => {
      for (const key of keys) this.held.splice(this.held.indexOf(key), 1);
    };
  }

  /** Removes arrays that no manifest names: what a crash, a replaced import or a deleted version left. */
  async sweep(): Promise<void> {
    const named = new Set([SERVED, ...keysOf(await this.latest()), ...this.held]);
    for (const owner of await this.db.owners()) {
      if (!named.has(owner) && !this.unnamed.has(owner)) await this.db.delete(owner);
    }
  }
}

function emptyManifest(state: ProjectState): Manifest {
  return { format: MANIFEST_FORMAT, revision: 0, state, data: null, models: [] };
}

/** Bytes of everything that a manifest names. */
export function sizeOf({ data, aside, models, tracked, files = [] }: Manifest): number {
  const own = (data?.sizeBytes ?? 0) + (aside?.sizeBytes ?? 0) + (tracked?.sizeBytes ?? 0);
  return [...models, ...files].reduce((sum, { sizeBytes }) => sum + sizeBytes, own);
}

/** Keys of everything that a manifest names. */
export function keysOf({ data, aside, models, tracked, files = [] }: Manifest): readonly string[] {
  return [data, aside, tracked, ...models, ...files].flatMap((record) => record?.key ?? []);
}

/** Models of versions that the state still lists as having one. */
function modelsOf(state: ProjectState, models: readonly ModelRecord[]): readonly ModelRecord[] {
  const arns = new Set(state.solutionVersions.map((version) => version.arn));
  return models.filter((model) => arns.has(model.arn));
}
