import type { Unused } from './unused';
import type { TableForm } from './table-form';
import type { Json } from './json';
import type { Issue } from './issue';
import type { SampleKey } from './samples';

/** Facts for the report below a sentence; no sentence reads them. */
type Report = { readonly [fact: string]: Json | undefined };

/** Faults that have no code in docs/rules, and rules that a list of user ids breaks without an import (D). */
export interface FaultFacts {
  D01: { file: string };
  D03: { file: string; wanted: string; found: readonly string[] };
  D06: { file: string; found: number };
  D08: { file: string; byteOffset: number };
  CANCELLED: Report;
  DATABASE_BLOCKED: Report;
  DATABASE_LOST: Report;
  /** What is not as it was stored. `list`: what says of all others where they lie. `reason` is for the report. */
  DATABASE_DAMAGED:
    | { part: 'list'; members: readonly string[] }
    | { part: 'tables' | 'card' | 'events'; reason: string }
    | { part: 'file'; name: string; reason: string };
  DATABASE_NEWER: Report;
  INTERNAL: Report;
  /** As WORKER_GONE, where nothing is stored: everything ended with the worker. */
  MEMORY_GONE: Report;
  /** Code that is loaded when it is asked for, and cannot be had. */
  PART_UNREACHED: Report;
  MODEL_DIVERGED: Report;
  MODEL_UNREADABLE: Report;
  WORKER_GONE: Report;
  /** Null where the browser does not say. */
  QUOTA_EXCEEDED: { neededBytes: number | null; freeBytes: number | null };
  /** `damaged`: there it is, and not as it was packed. */
  SAMPLE_UNAVAILABLE: { sample: SampleKey; reason: 'unreached' | 'damaged' };
  /** Another tab has taken over while this one wrote. */
  READ_ONLY_TAB: { overtaken?: true };
  FILE_UNREADABLE: { file: string; reason?: string; line?: number };
  FILE_UNRECOGNISED:
    | { file: string; reason: Unused | null }
    /** With so many files in it. */
    | { file: string; reason: 'archive'; files: number };
  /** `form` is null for delimited text and archives; `record` is the place from 1, where there is one to tell. */
  TABLE_UNREADABLE: {
    file: string;
    form: TableForm | null;
    reason:
      | 'cut'
      | 'malformed'
      | 'too-deep'
      | 'too-wide'
      | 'too-long'
      | 'password'
      | 'old-excel'
      | 'packing'
      | 'sql-dump'
      | 'web-log'
      | 'empty-database'
      | 'written-ahead'
      | 'other-database'
      | 'unpack-first'
      | 'locked-archive'
      | 'archive-packing'
      | 'other-archive';
    record: number | null;
  };
  ARCHIVE_LIMIT: { file: string; limit: string; allowed: number; found: number };
  PROJECT_FILE: { file: string } & (
    | { reason: 'foreign' | 'limit' | 'malformed' }
    | { reason: 'newer'; version: string | null }
    | { reason: 'incomplete'; counts: { found: number; expected: number } | null }
    | { reason: 'changed'; part: string | null }
  );
  TOO_LARGE:
    | { file: string; sizeBytes: number; maxBytes: number }
    | { file: string | null; rows: number; mostRows: number; bytes: number; mostBytes: number }
    | { what: 'archive'; most: number; bytes?: number; files?: number };
  NOT_FOUND: { arn: string } | { what: string; id?: string };
  /** `by` is the ARN of what stands in the way; null where it is busy itself. */
  RESOURCE_IN_USE: { by: string | null; arn?: string; status?: string };
  RESOURCE_ALREADY_EXISTS: { kind: string; name: string; arn?: string };
  LIMIT_EXCEEDED: { kind: string; limit: number; status: 'ACTIVE' | 'PENDING or IN_PROGRESS' };
  INVALID_INPUT: InputFacts;
  /** All findings, warnings too. */
  IMPORT_FAILED: { issues: readonly Issue[] };
  INVALID_NEXT_TOKEN: { token: string };
  UNKNOWN_OPERATION: { operation: string };
  NOT_COMPARABLE: { reason: 'data' | 'split' | 'unmeasured'; arn?: string };
  SIMULATION_REFUSED: { reason: 'truth' | 'same' | 'recipe'; campaign?: string; recipe?: string };
}

/** Why rows that are there do not fit another schema. */
export type SchemaRule = 'kept' | 'type' | 'null' | 'new';

/** Which member of a request or form cannot be as it is. With its value alone, that is just not allowed there. */
export type InputFacts = { field: string } & (
  | { value: Json }
  /** null or an empty text: it is missing. */
  | { value?: Json; expected: string }
  | { value?: Json; maxLength: number }
  | { value: string; pattern: string; maxLength: number }
  | { value: Json; allowed: readonly string[] }
  | { value: number; min: number; max: number }
  | { value: number; min: number }
  | { value: number; max: number }
  /** Another member that it cannot be without. */
  | { needs: string }
  | { status: string }
  /** What was to be left out of training and is not there. */
  | { excluded: string }
  | { column: string; rule: SchemaRule }
  | { issue: Issue }
);
