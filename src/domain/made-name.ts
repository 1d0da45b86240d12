/** What a table holds that is made from others, as its name begins. */
const HOLDINGS = ['answers', 'lines', 'items', 'people', 'rows'] as const;
export type Holding = (typeof HOLDINGS)[number];

/** Stands for the file that a table is made from where there are several. */
export const ALL_FILES = 'all files';

/** `people of orders`: names of tables are kept in plans and projects, so they are the same in every language. */
export function madeName(holding: Holding, stem: string): string {
  return `${holding} of ${stem}`;
}

/** What such a name is made of, to be said in any language; null of any other. */
export function readMadeName(name: string): { readonly holding: Holding; readonly stem: string } | null {
  const holding = HOLDINGS.find((each) => name.startsWith(madeName(each, '')));
  return holding === undefined ? null : { holding, stem: name.slice(madeName(holding, '').length) };
}
