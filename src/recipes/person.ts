import { isNull, type Column } from '../domain/columns';
import { ACTION_OUTCOMES } from '../domain/histories';
import { log } from '../kernels/math';

/** Columns of more values than this name things rather than sort them. */
const MOST_VALUES = 60;

/** Something that is known of a person, and how much of it: `Items.GENRES = Drama`, 0.4. */
export type Known = readonly [word: string, amount: number];

type ValuesOf = (row: number) => readonly string[];

/** Reads what columns of users and items say, as words. */
export class PersonReader {
  readonly #users: readonly ((user: number) => readonly Known[])[];
  readonly #items: readonly ValuesOf[];

  /** @param itemColumns by item. @param userColumns by user. */
  constructor(itemColumns: readonly Column[], userColumns: readonly Column[]) {
    this.#items = itemColumns.flatMap((column) => valuesOf(column, 'Items'));
    this.#users = userColumns.flatMap((column) => {
      if (column.kind === 'number') return [amountOf(column)];
      return valuesOf(column, 'Users').map((read) => (user: number): readonly Known[] => {
        return read(user).map((word) => [word, 1]);
      });
    });
  }

  /** Of somebody of whom nothing is known yet, or −1 for nobody. */
  person(userIdx: number): Person {
    const traits = userIdx < 0 ? [] : this.#users.flatMap((read) => read(userIdx));
    return new Person(traits, (item) => this.#items.flatMap((read) => read(item)));
  }
}

/** What is known of one person at a moment: it grows with what they do. */
export class Person {
  #events = 0;
  readonly #tastes = new Map<string, number>();
  readonly #answers = new Float64Array(ACTION_OUTCOMES.length);
  readonly #byAction = new Map<number, Float64Array>();

  constructor(
    private readonly traits: readonly Known[],
    private readonly wordsOf: (item: number) => readonly string[],
  ) {}

  /** They did something with an item. */
  chose(item: number): void {
    this.#events++;
    for (const word of this.wordsOf(item)) this.#tastes.set(word, (this.#tastes.get(word) ?? 0) + 1);
  }

  /** @param outcome place in `ACTION_OUTCOMES`. */
  answered(action: number, outcome: number): void {
    this.#answers[outcome]++;
    const own = this.#byAction.get(action) ?? new Float64Array(ACTION_OUTCOMES.length);
    own[outcome]++;
    this.#byAction.set(action, own);
  }

  /** Whatever the action is. */
  known(): readonly Known[] {
    const tastes = [...this.#tastes].map(([word, count]): Known => [word, count / this.#events]);
    return [...this.traits, ['Interactions', log(1 + this.#events)], ...tastes, ...told(this.#answers, '')];
  }

  /** What they did about one action. */
  knownOf(action: number): readonly Known[] {
    const own = this.#byAction.get(action);
    return own === undefined ? [] : told(own, ' of this action');
  }
}

function told(counts: Float64Array, about: string): readonly Known[] {
  return ACTION_OUTCOMES.flatMap((outcome, at): Known[] =>
    counts[at] === 0 ? [] : [[`${outcome}${about}`, log(1 + counts[at])]],
  );
}

/** Words for the values of a column that sorts; none for another. */
function valuesOf(column: Column, dataset: 'Users' | 'Items'): readonly ValuesOf[] {
  const word = (value: string): string => `${dataset}.${column.name} = ${value}`;
  switch (column.kind) {
    case 'boolean':
      return [(row) => (column.values[row] === 1 ? [word('true')] : [])];
    case 'code': {
      if (!column.categorical || column.vocabulary.length > MOST_VALUES) return [];
      const words = column.vocabulary.map(word);
      return [(row) => (column.codes[row] < 0 ? [] : [words[column.codes[row]]])];
    }
    case 'multi': {
      if (column.vocabulary.length > MOST_VALUES) return [];
      const words = column.vocabulary.map(word);
      const { offsets, codes } = column;
      return [(row) => Array.from(codes.subarray(offsets[row], offsets[row + 1]), (code) => words[code])];
    }
    default:
      return [];
  }
}

function amountOf(column: Extract<Column, { readonly kind: 'number' }>): (user: number) => readonly Known[] {
  const { name, values, nulls } = column;
  return (user) => (isNull(nulls, user) ? [] : [[`Users.${name}`, values[user]]]);
}
