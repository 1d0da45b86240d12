import { MOST_CONTEXT_VALUES } from '../../domain/context-fields';
import type { EventColumn, TrainingData } from '../../domain/histories';
import type { ContextField } from './context-tilt';

/** Numbers that a model keeps. */
const MOST_CELLS = 4_000_000;

interface Taken {
  readonly column: EventColumn;
  /** Number of the column's first value among those of all columns. */
  readonly first: number;
}

/** The values of all columns of single events that are few enough to be learned from, numbered one after the other. */
export class EventValues {
  readonly fields: readonly ContextField[];
  readonly nValues: number;
  private readonly taken: readonly Taken[];

  constructor(private readonly data: TrainingData) {
    const { eventColumns = [], nItems } = data;
    const taken: Taken[] = [];
    const fields: ContextField[] = [];
    let nValues = 0;
    for (const column of eventColumns) {
      const field = fieldOf(column);
      const n = field.values.length;
      if (n > MOST_CONTEXT_VALUES || (nValues + n) * nItems > MOST_CELLS) continue;
      taken.push({ column, first: nValues });
      fields.push(field);
      nValues += n;
    }
    this.taken = taken;
    this.fields = fields;
    this.nValues = nValues;
  }

  /** Tells the values of the event at a position of the histories; of k values of one column each is 1 / k. */
  each(position: number, tell: (value: number, share: number) => void): void {
    const row = this.data.columnRow?.[position] ?? -1;
    if (row < 0) return;
    for (const { column, first } of this.taken) {
      if (column.kind === 'multi') {
        const [from, to] = [column.offsets[row], column.offsets[row + 1]];
        for (let e = from; e < to; e++) tell(first + column.codes[e], 1 / (to - from));
      } else if (column.kind === 'boolean') {
        if (column.values[row] < 2) tell(first + column.values[row], 1);
      } else if (column.codes[row] >= 0) tell(first + column.codes[row], 1);
    }
  }

  /** Whether anything is known of the event. */
  has(position: number): boolean {
    let known = false;
    this.each(position, () => (known = true));
    return known;
  }
}

function fieldOf(column: EventColumn): ContextField {
  const { name } = column;
  if (column.kind === 'boolean') return { name, values: ['false', 'true'], splits: false };
  return { name, values: column.vocabulary, splits: column.kind === 'multi' || column.categorical };
}
