import { piecesOf, type RichText } from '../../words/messages/rich';
import * as say from '../../words/messages/chart';

/**
 * What one chart says, made once: the sentence above it, its name for a screen reader, the table behind it and
 * the points the arrow keys walk over all come from here, so the drawing and the words cannot disagree.
 */
export interface ChartSummary {
  readonly sentence: readonly SentencePart[];
  /** One or two plain sentences: what is drawn and its main finding. */
  readonly label: string;
  readonly table: ChartTable;
  /** What is read out at each point, in the order of the drawing's positions. */
  readonly points: readonly string[];
}

/** A run of words of a finding; the marked one carries the point of the sentence. */
export interface SentencePart {
  readonly text: string;
  readonly marked?: true;
}

export interface ChartTable {
  readonly caption: string;
  readonly columns: readonly { readonly label: string; readonly numeric?: true }[];
  readonly rows: readonly (readonly string[])[];
}

/** What the rows of this data are called in sentences: "film, films" or "item, items". */
export interface Nouns {
  /** For messages: `{thing, select, film {films} other {items}}`. */
  readonly thing: 'film' | 'other';
  readonly item: string;
  readonly items: string;
}

/** Splits `Words with *the point* in stars` into parts. A text holds at most one starred run by convention. */
export function sentence(text: string): SentencePart[] {
  return text
    .split(/(\*[^*]+\*)/)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('*') ? { text: part.slice(1, -1), marked: true } : { text: part }));
}

/** A message as a finding: the words in its `<b>` carry the point. */
export function finding(message: RichText): SentencePart[] {
  return piecesOf(message).map(({ tag, text }) => (tag === null ? { text } : { text, marked: true }));
}

/** A finding with a second sentence: what of it is selected. */
export function withSelected(parts: readonly SentencePart[], words: string | null): readonly SentencePart[] {
  return words === null ? parts : [...parts, { text: ` ${say.selected({ what: words })}` }];
}

/** The sentence without its highlight. */
export function plain(parts: readonly SentencePart[]): string {
  return parts.map((part) => part.text).join('');
}

/** Tab-separated text of a table, ready for a spreadsheet; tabs and line ends inside cells become spaces. */
export function tableText(table: ChartTable): string {
  const rows = [table.columns.map((column) => column.label), ...table.rows];
  return rows.map((row) => row.map((cell) => cell.replace(/[\t\r\n]+/g, ' ')).join('\t')).join('\n');
}
