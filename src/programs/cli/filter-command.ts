import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import type { Tables } from '../../domain/columns';
import { isAppError, type Json, type JsonObject } from '../../domain/errors';
import { has } from '../../filters/bitset';
import { checkFilter } from '../../filters/check';
import { compileFilter, filterIndex } from '../../filters/compile';
import type { Schemas } from '../../domain/schema';
import { fixtureTables, type Fixture } from './fixture-tables';
import { required, UsageError } from './options';

export interface FilterCase {
  readonly expression: string;
  readonly values?: { readonly [parameter: string]: string } | null;
  readonly userId?: string | null;
  readonly itemId?: string | null;
  readonly maxInteractionsPerUserPerEventType?: number | null;
}
interface CasesFile {
  readonly fixture: Fixture;
  readonly cases: readonly FilterCase[];
}

/**
 * `headless -- filter --cases CASES.json`: every case's remaining ids, or its error code, in order.
 * Wrong usage throws UsageError.
 */
export function filterCommand(args: readonly string[]): JsonObject {
  const { values } = parseArgs({ args: [...args], options: { cases: { type: 'string' } } });
  return { results: runFilterCases(readCases(required(values, 'cases', 'FILE'))) };
}

function readCases(path: string): CasesFile {
  const bytes = readFileSync(path);
  const text = path.endsWith('.gz') ? gunzipSync(bytes).toString('utf8') : bytes.toString('utf8');
  const parsed: Partial<CasesFile> = JSON.parse(text);
  if (!parsed.fixture || !Array.isArray(parsed.cases))
    throw new UsageError(`${path} has no fixture or no cases`);
  return { fixture: parsed.fixture, cases: parsed.cases };
}

export function runFilterCases({ fixture, cases }: CasesFile): Json[] {
  const { tables, schemas } = fixtureTables(fixture);
  return cases.map((one) => runCase(one, tables, schemas));
}

function runCase(one: FilterCase, tables: Tables, schemas: Schemas): Json {
  const checked = checkFilter(one.expression, schemas);
  if (!checked.filter) return { error: checked.errors[0].code };
  const { items, users } = filterIndex(tables);
  const values = one.values ?? {};
  const maxInteractionsPerUserPerEventType = one.maxInteractionsPerUserPerEventType ?? undefined;
  const userIdx = typeof one.userId === 'string' ? users.indexOf(one.userId) : null;
  const itemIdx = typeof one.itemId === 'string' ? items.indexOf(one.itemId) : undefined;
  const compiled = compileFilter(checked.filter, tables);
  const request = { userIdx, itemIdx, values, maxInteractionsPerUserPerEventType };
  try {
    if (checked.filter.target === 'UserID') {
      const allowed = compiled.usersFor(request);
      return tables.userIds.filter((_, user) => has(allowed, user));
    }
    const allowed = compiled.itemsFor(request);
    return tables.itemIds.filter((_, item) => has(allowed, item));
  } catch (error) {
    if (!isAppError(error) || error.code === 'INTERNAL') throw error;
    return { error: error.code };
  }
}
