/** A title without the year it ends with, where the year is known anyway: `Heat (1995)` → `Heat`. */
export function bareTitle(title: string, year: number | null): string {
  return year === null ? title : title.replace(new RegExp(`\\s*\\(${year}\\)\\s*$`), '');
}

/** What an item goes by: its title, else its id, without the year. */
export function itemName({
  title,
  itemId,
  year = null,
}: {
  readonly title: string | null;
  readonly itemId: string;
  readonly year?: number | null;
}): string {
  return bareTitle(title ?? itemId, year);
}
