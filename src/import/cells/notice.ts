/**
 * What a way to write cells leaves in the report where it is read. Lists of them say which notices there are, with the
 * facts of each (`NoticesOf`), so that this only holds them to a shape.
 */
export interface ReadingNotice {
  readonly code: string;
  /** @param cells of the column, from the beginning of the file, blanks around them taken off. */
  facts(cells: readonly string[]): object;
}

/** The notices of a list of ways to write cells: code to facts. */
export type NoticesOf<List extends readonly { readonly notice: ReadingNotice | null }[]> = {
  [Notice in NonNullable<List[number]['notice']> as Notice['code']]: ReturnType<Notice['facts']>;
};
