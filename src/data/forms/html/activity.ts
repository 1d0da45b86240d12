import type { CellRows, CellTable } from '../cell-table';
import { shownText, type PageListener, type ReadPage } from './page-listener';

/** Named as in the JSON that the same service hands out. */
const HEADERS = [
  'header',
  'title',
  'titleUrl',
  'subtitles.0.name',
  'subtitles.0.url',
  'time',
  'details.0.name',
] as const;

interface Line {
  text: string;
  link: string;
}

/** What somebody did, as Google Takeout lists it: a card each, with what, by whom and when on lines of their own. */
export function activityTable(read: ReadPage): CellTable {
  return {
    form: 'html',
    headers: HEADERS,
    async *rows(onRead) {
      const cards = new Cards();
      let line = 1;
      const taken = (): CellRows => {
        const rows = cards.ready.splice(0);
        return { rows, lines: Int32Array.from(rows, () => line++) };
      };
      for await (const _ of read(cards, onRead)) yield taken();
      cards.end();
      yield taken();
    },
  };
}

class Cards implements PageListener {
  readonly ready: string[][] = [];
  #header = '';
  #lines: Line[] = [];
  /** What the card comes to; what is said below it may still change that. */
  #card: string[] | null = null;
  #part: 'header' | 'content' | 'caption' | null = null;
  /** Elements open inside the part. */
  #depth = 0;

  open(name: string, attributes: { readonly [name: string]: string }): void {
    if (this.#part !== null) this.#depth++;
    const classes = attributes.class ?? '';
    if (classes.includes('outer-cell')) this.end();
    else if (this.#part === null) {
      this.#part = partOf(classes);
      this.#depth = 0;
      if (this.#part === 'content') this.#lines.push({ text: '', link: '' });
    } else if (this.#part === 'content') {
      if (name === 'br') this.#lines.push({ text: '', link: '' });
      if (name === 'a') this.#last.link ||= attributes.href ?? '';
    }
  }

  close(): void {
    if (this.#part === null) return;
    if (this.#depth-- > 0) return;
    if (this.#part === 'content' && this.#lines.length > 1) this.#make();
    this.#part = null;
  }

  text(text: string): void {
    if (this.#part === 'header') this.#header += text;
    if (this.#part === 'content') this.#last.text += text;
    if (this.#part === 'caption' && this.#card !== null && /google ads/i.test(text))
      this.#card[HEADERS.indexOf('details.0.name')] = 'From Google Ads';
  }

  get #last(): Line {
    const last = this.#lines.at(-1);
    if (last !== undefined) return last;
    const first = { text: '', link: '' };
    this.#lines.push(first);
    return first;
  }

  /** The card is over. */
  end(): void {
    if (this.#card !== null) this.ready.push(this.#card);
    this.#header = '';
    this.#lines = [];
    this.#card = null;
    this.#part = null;
  }

  #make(): void {
    const lines = this.#lines.map(({ text, link }) => ({ text: shownText(text), link }));
    const [what, ...rest] = lines.filter(({ text }) => text !== '');
    const when = rest.pop();
    if (what === undefined || when === undefined) return;
    const by = rest.find(({ link }) => link !== '');
    const author = [by?.text ?? '', by?.link ?? ''];
    this.#card = [shownText(this.#header), what.text, what.link, ...author, when.text, ''];
    this.#lines = [];
  }
}

function partOf(classes: string): 'header' | 'content' | 'caption' | null {
  if (classes.includes('header-cell')) return 'header';
  if (!classes.includes('content-cell') || classes.includes('text-right')) return null;
  return classes.includes('caption') ? 'caption' : 'content';
}
