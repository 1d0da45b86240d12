/** Findings of the service's own data analysis; shares are of 1. */
export interface InsightFacts {
  INSIGHT_FEW_INTERACTIONS: { rows: number; needed: number; missing: number };
  INSIGHT_FEW_USERS: { users: number; needed: number; missing: number };
  INSIGHT_ITEMS_WITHOUT_INTERACTIONS: { count: number; share: number };
  INSIGHT_USERS_WITHOUT_INTERACTIONS: { count: number; share: number };
  INSIGHT_INTERACTIONS_WITHOUT_ITEM: { count: number; share: number; examples: readonly string[] };
  INSIGHT_INTERACTIONS_WITHOUT_USER: { count: number; share: number; examples: readonly string[] };
  INSIGHT_MISSING_VALUES: { count: number; rows: number; complete: number };
  /** The value farthest from what is usual; and outside of which range so many are mistakes, where they stand apart. */
  INSIGHT_OUTLIERS: { count: number; low: number; high: number; extreme: number } & (
    | { from: number; to: number; apart: number }
    | { apart?: undefined }
  );
  INSIGHT_MANY_CATEGORIES: { count: number };
  INSIGHT_SPARSE_TEXT: { complete: number };
  INSIGHT_EVENT_TYPES: { count: number; types: readonly string[]; limit: number };
  INSIGHT_SAME_TIMESTAMP: { timestamp: number };
  INSIGHT_NEAR_DUPLICATE_CATEGORIES: { values: readonly string[] };
}

/** What is wrong with rows as a person would see it. */
export interface QualityFacts {
  QUALITY_REPEATS: { count: number; share: number };
  QUALITY_SINGLE_EVENT: { count: number; share: number };
  QUALITY_BUSY_USERS: { count: number; events: number; share: number; most: number; limit: number };
  QUALITY_FAR_TIMES: {
    count: number;
    fromSec: number;
    toSec: number;
    low: number;
    high: number;
    extreme: number;
  };
  QUALITY_ONE_VALUE: { value: string; rows: number };
}
