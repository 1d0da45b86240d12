import { can } from '../../recipes/capabilities';
import type { DataIndex } from './data-index';
import type { ServedModel } from './served-model';

/** Models kept ready. */
const MAX_MODELS = 3;

/** The models that were asked for last, by version. */
export class ModelCache {
  /** Newest use last. */
  readonly #models = new Map<string, Promise<ServedModel>>();

  /** Reads a model unless it is ready; several that ask at once wait for one reading. */
  get(arn: string, read: () => Promise<ServedModel>): Promise<ServedModel> {
    const model = this.#models.get(arn) ?? read();
    this.#models.delete(arn);
    this.#models.set(arn, model);
    for (const oldest of this.#models.keys()) {
      if (this.#models.size <= MAX_MODELS) break;
      this.#models.delete(oldest);
    }
    return model;
  }

  /** The same models answer for data in which something was put. */
  over(index: DataIndex): void {
    for (const [arn, model] of this.#models) {
      this.#models.set(
        arn,
        model.then((served) => served.withIndex(can(served.model, 'acts') ? index.actions : index)),
      );
    }
  }

  delete(arn: string): void {
    this.#models.delete(arn);
  }

  clear(): void {
    this.#models.clear();
  }

  /** Models of versions that are gone do not stay in memory. */
  keepOnly(arns: readonly string[]): void {
    const kept = new Set(arns);
    for (const arn of this.#models.keys()) if (!kept.has(arn)) this.#models.delete(arn);
  }
}
