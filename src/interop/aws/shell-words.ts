/** A line that begins another command of the CLI. */
const NEXT = /\n[ \t]*aws\s/y;

/**
 * Words of a shell command as a shell would cut them: quotes, escapes, and lines that go on. Nothing is expanded. Of
 * several commands it is the first.
 */
export function shellWords(command: string): readonly string[] {
  const words: string[] = [];
  let word: string | null = null;
  for (let at = 0; at < command.length; at++) {
    const char = command[at];
    if (char === "'") {
      const end = closing(command, "'", at);
      word = (word ?? '') + command.slice(at + 1, end);
      at = end;
    } else if (char === '"') {
      const end = closing(command, '"', at);
      word = (word ?? '') + command.slice(at + 1, end).replace(/\\([\\"$`\n])/g, '$1');
      at = end;
    } else if (char === '\\') {
      const next = command[++at] ?? '';
      if (next === '\r' && command[at + 1] === '\n') at++;
      else if (next !== '\n') word = (word ?? '') + next;
    } else if (/[;&|]/.test(char) || beginsNext(command, at)) break;
    else if (/\s/.test(char)) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + char;
  }
  return word === null ? words : [...words, word];
}

function beginsNext(command: string, at: number): boolean {
  NEXT.lastIndex = at;
  return NEXT.test(command);
}

/** Where a quote closes; one that never does goes to the end. */
function closing(text: string, quote: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (quote === '"' && text[at] === '\\') at++;
    else if (text[at] === quote) return at;
  }
  return text.length;
}
