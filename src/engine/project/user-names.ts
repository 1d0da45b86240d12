import { cellTexts } from '../../domain/cell-texts';
import { rowOfEntity, type Column, type Tables } from '../../domain/columns';
import { nameableColumns, personField } from '../../domain/title-field';

/** What people are called, where the Users data have a column that says so. */
export class UserNames {
  readonly #rowOf: Int32Array;
  readonly #column: Column | null;
  #lower: readonly string[] | null = null;

  constructor({ users, userIds }: Tables) {
    this.#rowOf = rowOfEntity(users, userIds.length);
    this.#column = personField(nameableColumns(users?.columns))?.column ?? null;
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
