let said = (name: string): string => name;

/**
 * Says how names of people and titles of items are read: those that a sample has invented, in the language of the page. As
 * the data have them until then. Where it reads state of the page, whoever asks while drawing is drawn anew when it changes.
 */
export function readNamesBy(reading: (name: string) => string): void {
  said = reading;
}

/** What somebody or something is called on screen, by its name in the data. */
export const nameSaid = (name: string): string => said(name);

/** A cell of the data as it is read: names and kinds, of which several stand between bars. */
export const cellSaid = (cell: string): string => cell.split('|').map(said).join('|');

interface Named {
  readonly title: string | null;
  readonly itemId: string;
}

/** What an item is called, the year of a title included. */
export const fullName = ({ title, itemId }: Named): string => said(title ?? itemId);

/** A title without the year it ends with, where the year is known anyway: `Heat (1995)` → `Heat`. */
export function bareTitle(title: string, year: number | null): string {
  return year === null ? title : title.replace(new RegExp(`\\s*\\(${year}\\)\\s*$`), '');
}

/** What an item goes by: its title, else its id, without the year. */
export function itemName({ title, itemId, year = null }: Named & { readonly year?: number | null }): string {
  return said(bareTitle(title ?? itemId, year));
}
