/**
 * Rewrites backslash escapes (`\"`, `\\` inside quotes) as RFC 4180 text, piece by piece. Outside quotes nothing
 * changes; any other character after a backslash keeps its backslash. Line breaks stay where they are.
 */
export class Unescaper {
  #inQuotes = false;
  #pending = false;

  push(text: string): string {
    const parts: string[] = [];
    let from = 0;
    let at = 0;
    if (this.#pending && text !== '') {
      this.#pending = false;
      parts.push(escaped(text[0]));
      from = at = 1;
    }
    while (at < text.length) {
      const char = text.charCodeAt(at);
      if (char === 34) {
        this.#inQuotes = !this.#inQuotes;
      } else if (char === 92 && this.#inQuotes) {
        parts.push(text.slice(from, at));
        if (at + 1 === text.length) {
          this.#pending = true;
          return parts.join('');
        }
        parts.push(escaped(text[at + 1]));
        at += 2;
        from = at;
        continue;
      }
      at++;
    }
    parts.push(text.slice(from));
    return parts.join('');
  }

  end(): string {
    return this.#pending ? '\\' : '';
  }
}

function escaped(char: string): string {
  if (char === '"') return '""';
  return char === '\\' ? '\\' : '\\' + char;
}
