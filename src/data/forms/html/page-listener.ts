/** Hears the elements of a page that close as they opened, and its texts. */
export interface PageListener {
  open(name: string, attributes: { readonly [name: string]: string }): void;
  close(name: string): void;
  text(text: string): void;
}

/** Reads a page for a listener, from its beginning; each step is a piece of its text. */
export type ReadPage = (listener: PageListener, onRead: (bytes: number) => void) => AsyncIterable<undefined>;

/** A text as a page shows it. */
export function shownText(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
