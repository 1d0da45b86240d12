/** Lines of a batch job's input (B), counted from 1, and the job as a whole (J). */
export interface BatchFacts {
  B01: { line: number; text: string } & ({ reason: 'no-text' } | { position: number });
  B02: { line: number; key: string; type: string };
  B03: { line: number; key: string } & (
    | { length: number; max: number }
    | { found: string; expected: string; position?: number }
  );
  /** `reason` is the code of the filter's own complaint; null where the values are no texts at all. */
  B04: { line: number; reason: string | null; parameter: string | null };
  B05: { line: number; length: number; max: number };
  /** An item, a value or a query. */
  B06: { line: number; value: string };
  J01: { recipe: string; type: string };
  J02: { arn: string; status: string };
  J03: { numResults: number; max: number };
  J04: Record<string, never>;
  J05: { max: number; recipe: string };
  J06: { recipe: string } & ({ reason: 'interactions' } | { target: string; wanted: string });
}
