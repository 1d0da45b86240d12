import type { JsonObject } from './errors';
import type { NumberArray } from './ports';
import type { RecipeName } from './recipe-catalogue';

/** A model at rest: named typed arrays and a header. The store adds the checksum; recipes fill the rest. */
export interface StoredModel {
  readonly header: {
    /** Version of the array layout of this recipe; a reader refuses what it does not know (MODEL_UNREADABLE). */
    readonly format: number;
    readonly recipe: RecipeName;
    readonly seed: number;
    readonly nUsers: number;
    readonly nItems: number;
    readonly rows: number;
    /** Configuration and small facts (blend weights, temperature), JSON-safe. */
    readonly config: JsonObject;
  };
  readonly arrays: { readonly [name: string]: NumberArray };
}
