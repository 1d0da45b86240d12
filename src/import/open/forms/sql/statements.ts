import { TABLE_LIMITS } from '../../../../domain/table-limits';
import { behind, skipBlank, skipToken } from './tokens';

/** A statement with what ends it, or lines that stand below `COPY … FROM stdin`. */
export interface Statement {
  readonly text: string;
  /** Letters before it. */
  readonly place: number;
  readonly copied?: readonly string[];
  /** Nothing but the end of the file has ended it. */
  readonly isLast: boolean;
}

const LAST = '\n;\n';
/** Signs that neither end a statement nor may hide one that does. */
const PLAIN = /[^'"`$;\-/#\n]+/y;
/** Something new begins where nothing has ended what was before. */
const BEGINS = /\n[ \t]*(?=(?:go|insert|create|copy)\b)/iy;
const LINE_END = /\r?\n/y;
/** Lines that a program reads which runs the dump, and no statement. */
const LINE = /^(\\|rem\b|prompt\b|spool\b|go\s*$|\/\s*$|delimiter\s+;|use\s)/im;
const DELIMITED = /delimiter\s+[^\s;][\s\S]*?\n[ \t]*delimiter[ \t]+;[ \t]*(?=\r?\n)/iy;
const PROGRAM = /^(create|alter)\s[^;()]*?\b(trigger|procedure|proc|function|event|package)\b/i;
const QUOTED = /\$(\w*)\$[\s\S]*?\$\1\$/g;
const PROGRAM_END = /\bend(?!\s+(?:if|case|loop|while|repeat)\b)\s*\w*\s*;[ \t]*(?=\r?\n)/gi;

/** The statements of a dump, those of a piece at a time. @throws what `refuse` throws, where the last one does not end. */
export async function* statementsOf(
  pieces: AsyncIterable<string>,
  escapes: boolean,
  place: number,
  refuse: (reason: 'cut' | 'too-long') => never,
): AsyncGenerator<readonly Statement[]> {
  let [text, before, isCopied, needed] = ['', place, false, 0];
  const take = (piece: string, isLast: boolean): Statement[] => {
    text += piece;
    const statements: Statement[] = [];
    if (text.length < needed && !isLast) return statements;
    let at = 0;
    for (;;) {
      const from = isCopied ? at : skipBlank(text, at, escapes);
      const end = isCopied ? endOfLines(text, at) : endOf(text, from, escapes);
      // What is open at the end of a piece may go on, and so may a word there.
      if (end <= from || (end > text.length - 1 && !isLast)) break;
      const part = text.slice(from, end);
      const copied = isCopied ? part.split(/\r?\n/).slice(0, -1) : undefined;
      statements.push({
        text: part,
        place: before + from,
        copied,
        isLast: isLast && end > text.length - LAST.length,
      });
      if (copied?.at(-1) === '\\.') isCopied = false;
      else isCopied ||= /^copy\s[^;]*\sfrom\s+stdin\b/i.test(part.slice(0, 4096));
      at = isCopied && copied === undefined ? behind(LINE_END, text, end) : end;
    }
    [text, before] = [text.slice(at), before + at];
    needed = 2 * text.length;
    if (text.length > TABLE_LIMITS.recordChars) refuse('too-long');
    return statements;
  };
  for await (const piece of pieces) yield take(piece, false);
  yield take(LAST, true);
  if (isCopied || skipBlank(text, 0, escapes) < text.length) refuse('cut');
}

/** Behind the lines that are whole, but not beyond the one that ends them. */
function endOfLines(text: string, from: number): number {
  const end = text.startsWith('\\.', from) ? from : text.indexOf('\n\\.', from) + 1;
  return end > from || text.startsWith('\\.', from)
    ? text.indexOf('\n', end) + 1
    : text.lastIndexOf('\n') + 1;
}

/** Behind a statement that begins here; −1: its end has not come. */
function endOf(text: string, from: number, escapes: boolean): number {
  const head = text.slice(from, from + 400);
  if (LINE.exec(head)?.index === 0) return text.indexOf('\n', from) + 1 || -1;
  if (/^delimiter\s/i.test(head)) return behind(DELIMITED, text, from);
  const end = plainEnd(text, from, escapes);
  const isProgram = end !== -1 && PROGRAM.test(head);
  if (!isProgram || !/\bbegin\b/i.test(text.slice(from, end).replace(QUOTED, ''))) return end;
  PROGRAM_END.lastIndex = from;
  return PROGRAM_END.test(text) ? PROGRAM_END.lastIndex : -1;
}

function plainEnd(text: string, from: number, escapes: boolean): number {
  for (let at = from; ;) {
    at = behind(PLAIN, text, at);
    if (at >= text.length) return -1;
    if (text[at] === ';' || (at > from && behind(BEGINS, text, at) !== at)) return at + 1;
    at = skipToken(text, at, escapes);
    if (at === -1) return -1;
  }
}
