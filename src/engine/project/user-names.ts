import { cellTexts } from '../../domain/cell-texts';
import { rowOfEntity, type Column, type Tables } from '../../domain/columns';
import { nameableColumns, personFields } from '../../domain/title-field';

/** What people are called, where the Users data have columns that say so. */
export class UserNames {
  readonly #rowOf: Int32Array;
  readonly #columns: readonly Column[];
  #lower: readonly string[] | null = null;

  constructor({ users, userIds }: Tables) {
    this.#rowOf = rowOfEntity(users, userIds.length);
    this.#columns = personFields(nameableColumns(users?.columns)).map(({ column }) => column);
  }

  /** Undefined for −1, too. */
  nameOf(userIdx: number): string | undefined {
    const row = this.#rowOf[userIdx] ?? -1;
    const parts = this.#columns.flatMap((column) => cellTexts(column, row).slice(0, 1));
    return parts.length === 0 ? undefined : parts.join(' ');
  }

  /** Of each user in lower case, '' where there is none. Read only. */
  get lower(): readonly string[] {
    return (this.#lower ??= Array.from(this.#rowOf, (_, user) => this.nameOf(user)?.toLowerCase() ?? ''));
  }
}
