import type { Arn } from '../../domain/resources';
import type { StoredModel } from '../../domain/model';
import type { Model } from '../../recipes/recipe';
import { bytesOf } from './model-ids';

/** Models of finished epochs that are kept to look back at, as they are in use and as they would be stored. */
const KEPT_BYTES = 192e6;
/** Two make a comparison, and may take more than that. */
const LEAST = 2;
/** So large a model is not kept at all. */
const LARGEST_BYTES = 256e6;

export interface Snapshot {
  readonly epoch: number;
  readonly model: Model;
  readonly stored: StoredModel;
}

/** The newest epochs of one training, as many as fit: what looks back drops the oldest first. */
export class Snapshots {
  #kept: readonly Snapshot[] = [];

  constructor(
    readonly project: string,
    readonly arn: Arn,
    /** Of the data that the training reads: its models know no others. */
    readonly dataVersion: number,
    private readonly maxBytes = KEPT_BYTES,
  ) {}

  /** @param epoch a half: of one that is half done; it is kept until that is over. @param model stays as it is from now on. */
  keep(epoch: number, model: Model): void {
    const stored = model.store();
    this.#kept = this.#kept.filter(isWhole);
    if (sizeOf({ stored }) > LARGEST_BYTES) return;
    this.#kept = [...this.#kept, { epoch, model, stored }];
    let bytes = this.#kept.reduce((sum, kept) => sum + sizeOf(kept), 0);
    while (this.#kept.length > LEAST && bytes > this.maxBytes) {
      bytes -= sizeOf(this.#kept[0]);
      this.#kept = this.#kept.slice(1);
    }
  }

  at(epoch: number): Snapshot | null {
    return this.#kept.find((one) => one.epoch === epoch) ?? null;
  }

  get epochs(): readonly number[] {
    return this.#kept.filter(isWhole).map(({ epoch }) => epoch);
  }

  /** Whether a training comes to this epoch for the first time. */
  isBefore(epoch: number): boolean {
    return this.#kept.every((kept) => kept.epoch < epoch);
  }
}

const isWhole = ({ epoch }: Snapshot): boolean => Number.isInteger(epoch);

/** The model in use holds about what it stores. */
function sizeOf({ stored }: Pick<Snapshot, 'stored'>): number {
  return 2 * bytesOf(stored);
}
