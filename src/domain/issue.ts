import type { DataErrorCode, JsonObject, SchemaErrorCode } from './errors';
import type { DatasetType } from './schema';

/** Findings that are no error: notices of the mapping door and the service's data insights. */
export type NoticeCode =
  | 'ENCODING_GUESSED'
  | 'DELIMITER_GUESSED'
  | 'HEADER_QUOTED'
  | 'HEADER_MISSING'
  | 'HEADER_LINE_GUESSED'
  | 'BACKSLASH_QUOTES'
  | 'COLUMN_RENAMED'
  | 'COLUMN_ORDER'
  | 'COLUMN_IGNORED'
  | 'HEADER_CASE'
  | 'DATES_PARSED'
  | 'MILLISECONDS_DIVIDED'
  | 'DECIMAL_COMMA'
  | 'ROW_ORDER_AS_TIME'
  | 'ORDER_AS_PERSON'
  | 'NULL_WORDS'
  | 'TEXT_CUT'
  | 'DUPLICATE_ROWS'
  | 'DUPLICATE_ID'
  | 'ROWS_DROPPED'
  | 'TOO_MANY_EVENT_TYPES'
  | 'SCHEMA_INFERRED'
  | 'FILE_IGNORED'
  | 'BUNDLE_RECOGNISED'
  | 'MORE_ISSUES'
  | 'FEW_INTERACTIONS'
  | 'FEW_USERS';
export type InsightCode =
  | 'INSIGHT_FEW_INTERACTIONS'
  | 'INSIGHT_FEW_USERS'
  | 'INSIGHT_ITEMS_WITHOUT_INTERACTIONS'
  | 'INSIGHT_USERS_WITHOUT_INTERACTIONS'
  | 'INSIGHT_INTERACTIONS_WITHOUT_ITEM'
  | 'INSIGHT_INTERACTIONS_WITHOUT_USER'
  | 'INSIGHT_MISSING_VALUES'
  | 'INSIGHT_OUTLIERS'
  | 'INSIGHT_MANY_CATEGORIES'
  | 'INSIGHT_SPARSE_TEXT'
  | 'INSIGHT_EVENT_TYPES'
  | 'INSIGHT_SAME_TIMESTAMP'
  | 'INSIGHT_NEAR_DUPLICATE_CATEGORIES';

export type QualityCode =
  | 'QUALITY_REPEATS'
  | 'QUALITY_SINGLE_EVENT'
  | 'QUALITY_BUSY_USERS'
  | 'QUALITY_FAR_TIMES'
  | 'QUALITY_ONE_VALUE';

export type IssueCode = SchemaErrorCode | DataErrorCode | NoticeCode | InsightCode | QualityCode;

/**
 * One finding about a file (docs/rules/datasets.md). `line` is the physical line (header = 1);
 * `value` is cut to 80 characters. Words are made by `copy/issues.ts` from `code` and `details`.
 */
export interface Issue {
  readonly code: IssueCode;
  readonly severity: 'error' | 'warning' | 'insight';
  readonly dataset?: DatasetType;
  readonly file?: string;
  readonly line?: number;
  readonly column?: string;
  readonly value?: string;
  readonly details: JsonObject;
}
