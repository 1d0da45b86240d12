import type { TextMark } from '../item-texts';
import type { DatasetType } from '../schema';

/** Why nothing can be learned from these data (T), or with these settings (P). */
export interface TrainingFacts {
  /** Too few events are left; null where events were not cut by type or value. */
  T01: {
    before: number;
    after: number;
    needed: number;
    eventType: string | null;
    threshold: number | string | null;
  };
  T02: { count: number; needed: number };
  T03: { types: readonly string[]; columns: readonly string[]; combined: number; limit: number };
  T04: { eventType: string; present: readonly string[] };
  T05: { column: string };
  T06: { column: string; reason: string };
  T07: { recipe: string; dataset: DatasetType };
  T08: { timestamp: number };
  /** `missing`, or the status of the import that is under way. */
  T09: { dataset: DatasetType; status: string };
  /** No field of Items bears the mark, or rows have nothing in those that do. */
  T10: { recipe: string; mark: TextMark };
  P01: { recipe: string; known: readonly string[] };
  P02: { recipe: string; name: string; known: readonly string[] };
  P03: { name: string; value: number | string } & (
    | { kind: string; allowed: readonly string[] }
    | { kind: string; min: number | null; max: number | null }
    | { expected: string }
  );
  /** A setting, or a recipe as a whole, that no search can go through. */
  P04: { name: string };
  /** What was to be the lesser and the greater: numbers, or settings by name. */
  P05: { min: number | string; max: number | string; minValue?: number; maxValue?: number };
  P06: { parameters?: readonly string[]; items?: number };
  P07: { recipe: string };
  P08: { recipe: string; allowed: readonly string[] };
  P09: { recipe: string } & ({ reason: 'no-full-version'; solution: string } | { trainingMode: string });
  /** Lists that were brought along cannot do what a trained version can. */
  BROUGHT_ALONG: { what: 'requests' | 'batch' | 'training' | 'why' };
  /** No lists of people and items of these data are in the files. */
  LISTS_UNREADABLE: { files: readonly string[]; reason: 'none' | 'nobody' | 'unmet' };
  COLD_ITEMS: { count: number; min: number; max: number; days: number; fewerThan: number };
}
