/** What a table that is no delimited text may be, so that opening one is bounded. */
export const TABLE_LIMITS = {
  /** Brackets within brackets. */
  depth: 100,
  columns: 10_000,
  /** Letters of one record. */
  recordChars: 1 << 24,
  /** Letters of a document that can only be read as a whole. */
  wholeChars: 1 << 28,
} as const;
