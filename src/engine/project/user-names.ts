import { cellTexts } from '../../domain/cell-texts';
import type { Column, Tables } from '../../domain/columns';
import { personField } from '../../domain/title-field';

/** What people are called, where the Users data have a column that says so. */
export class UserNames {
  readonly #rowOf: Int32Array;
  readonly #column: Column | null;
  #lower: readonly string[] | null = null;

  constructor({ users, userIds }: Tables) {
    this.#rowOf = new Int32Array(userIds.length).fill(-1);
    users?.entityIdx.forEach((user, row) => (this.#rowOf[user] = row));
    const nameable = users?.columns.map((column) => ({
      name: column.name,
      isText: column.kind === 'text' || column.kind === 'code',
      isCategory: false,
      column,
    }));
    this.#column = personField(nameable ?? [])?.column ?? null;
  }

  /** Undefined for −1, too. */
  nameOf(userIdx: number): string | undefined {
    return this.#column === null ? undefined : cellTexts(this.#column, this.#rowOf[userIdx] ?? -1)[0];
  }

  /** Of each user in lower case, '' where there is none. Read only. */
  get lower(): readonly string[] {
    return (this.#lower ??= Array.from(this.#rowOf, (_, user) => this.nameOf(user)?.toLowerCase() ?? ''));
  }
}
