import type { TaskArrays, TaskParams } from '../../domain/ports';
import { Makers, MOST_READ } from './makers';
import type { Effort } from './neighbours';
import { featuresOf, WIDTH } from './session-features';
import { buildTables, oldest, type SessionRows, type SessionTables } from './session-tables';

/** Sessions among the inputs of a task, under names that tables do not have. */
export function packSessions({ starts, items, weights }: SessionRows): Record<string, TaskArrays[string]> {
  return { sessionStarts: starts, sessionItems: items, ...(weights && { sessionWeights: weights }) };
}

function sessionsAmong(inputs: TaskArrays, nItems: number): SessionRows {
  return {
    nItems,
    starts: inputs.sessionStarts as Int32Array,
    items: inputs.sessionItems as Int32Array,
    weights: (inputs.sessionWeights as Float32Array | undefined) ?? null,
  };
}

/** Tables of the oldest `sessions`. What only looks into the inputs is copied, as outputs are moved away. */
export function answerTables(inputs: TaskArrays, { nItems, sessions }: TaskParams): TaskArrays {
  const tables = buildTables(oldest(sessionsAmong(inputs, Number(nItems)), Number(sessions)));
  return { ...tables, starts: tables.starts.slice(), items: tables.items.slice() };
}

const made = new WeakMap<TaskArrays, Makers>();

/**
 * The numbers of candidates for each of some rows, which are to be found from what precedes them in their sessions. Of
 * each row that is found, the taken candidate comes first.
 *
 * @returns where rows end; those that are not found have no candidates.
 */
export function answerRows(inputs: TaskArrays, { effort, from, to }: TaskParams): TaskArrays {
  const tables = inputs as SessionTables;
  const { starts, items } = sessionsAmong(inputs, tables.counts.length);
  const makers = made.get(inputs) ?? new Makers(tables, JSON.parse(String(effort)) as Effort);
  made.set(inputs, makers);
  const kept: Float64Array[] = [];
  const ends: number[] = [];
  let rows = 0;
  for (let a = Number(from); a < Number(to); a++) {
    const row = inputs.askedRows[a];
    const begin = Math.max(starts[inputs.askedSessions[a]], row - MOST_READ);
    const history = items.subarray(begin, row).filter((item) => tables.counts[item] > 0);
    const found = makers.find(history, -1);
    const taken = found.candidates.indexOf(items[row]);
    if (taken >= 0) {
      const features = featuresOf(found, history, tables);
      const first = features.slice(taken * WIDTH, (taken + 1) * WIDTH);
      features.copyWithin(WIDTH, 0, taken * WIDTH);
      features.set(first);
      kept.push(features);
      rows += found.candidates.length;
    }
    ends.push(rows);
  }
  const features = new Float64Array(rows * WIDTH);
  let at = 0;
  for (const numbers of kept) {
    features.set(numbers, at);
    at += numbers.length;
  }
  return { features, ends: Int32Array.from(ends) };
}
