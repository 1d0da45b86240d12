import type { FileName, KeptFile } from '../../domain/files';
import type { NumberedList } from '../../domain/tracking';
import type { Readings } from './readings';
import type { StateChange, StateWriter } from './state-writer';
import type { FileContent, ProjectStore } from './store-port';

/** Files and served lists that a project keeps beside its data. */
export class ProjectFiles {
  constructor(
    private readonly store: ProjectStore,
    private readonly writer: StateWriter,
    private readonly readings: Readings,
  ) {}

  /**
   * Copies a batch job's input files in, then lists the job: both or neither. Other changes are stored meanwhile.
   *
   * @throws AppError what `change` refuses with, before anything is copied and again when its turn has come.
   */
  async keep(change: StateChange, owner: string, files: readonly FileContent[]): Promise<void> {
    this.writer.host.requireWriter();
    change(this.writer.state);
    await this.readings.run(() =>
      this.store.keepFiles(owner, files, async (flip) => void (await this.writer.write(change, flip))),
    );
  }

  /** Adds to a file, and stores what the state says of it, both or neither. */
  async append(change: StateChange, file: FileName, chunk: Uint8Array): Promise<void> {
    await this.writer.write(change, (next) => this.store.appendFile(next, file, chunk));
  }

  async list(): Promise<readonly KeptFile[]> {
    return this.store.listFiles();
  }

  /** Chunk by chunk; whoever reads counts as a job of the project as long as it lasts. */
  read(file: FileName): AsyncIterable<Uint8Array<ArrayBuffer>> {
    return this.store.readFile(file);
  }

  /** How often the project was read again because another tab may have written. */
  get reloads(): number {
    return this.writer.reloads;
  }

  /** @throws AppError READ_ONLY_TAB. */
  async writeServed(place: number, list: NumberedList): Promise<void> {
    this.writer.host.requireWriter();
    await this.readings.run(() => this.store.writeServed(place, list));
  }

  async readServed(): Promise<readonly NumberedList[]> {
    return this.readings.run(() => this.store.readServed());
  }
}
