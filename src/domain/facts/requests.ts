import type { Json } from '../json';

/** Where a fault stands in a call with entries: from 1; 0 is the call itself. */
interface Entry {
  place: number;
}

/** Requests for recommendations (I), calls that put events or entities (E), and metrics of an attribution (M). */
export interface RequestFacts {
  /** What cannot answer: null where it is not there; `both` or `none` where not exactly one is named. */
  I01: { what: 'campaign' | 'recommender' | 'version'; status: string | null; arn?: string };
  I02: {
    missing: 'userId' | 'itemId' | 'inputList' | 'recipe' | 'segment-job' | 'actions' | 'action-request';
    recipe: string;
    type: string;
  };
  /** Asked to be taken away. */
  CANNOT_LEAVE: { recipe: string; type: string };
  I03: { numResults: number; max: number };
  I04: { length: number; max: number };
  I05:
    | { reason: 'type'; type: string }
    | { reason: 'key'; key: string; known: readonly string[] }
    | { reason: 'count'; count: number; max: number }
    | { reason: 'value'; key: string; length: number; max: number };
  I06: { reason: 'count' | 'name' | 'filter' | 'percent' };
  I07:
    | { reason: 'off' }
    | { reason: 'dataset'; dataset: string }
    | { reason: 'count'; count: number; max: number }
    | { reason: 'column'; column: string; known: readonly string[] };
  E01: { trackingId: string };
  /** `max` null: it is missing or cannot be read. */
  E02: Entry & { field: string; max: number | null };
  /** `max` null: they are no JSON object. */
  E03: Entry & { max: number | null };
  E04: Entry & { key: string } & ({ forbidden: true } | { known: readonly string[] });
  E05: Entry & { field: string; type: string } & ({ missing: true; property: string } | { value: Json });
  E06: { count: number; max: number };
  M01: { expression: string } & (
    | { reason: 'form' }
    | { reason: 'dataset'; dataset: string }
    | { reason: 'column' | 'type'; column: string; known: readonly string[] }
  );
  M02: Record<string, never>;
}
