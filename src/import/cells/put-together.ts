/** What several cells that together name a person make: numbers before the name, `1-3-12 김민수`. Blank ones count for nothing. */
export function putTogether(cells: readonly string[]): string {
  const parts = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  return parts.reduce((before, part, i) => {
    if (i === 0) return part;
    const last = parts[i - 1];
    if (/\d/.test(last) && /\d/.test(part)) return `${before}-${part}`;
    // A family name of one letter and what is called by it.
    const isOne =
      /^[\p{sc=Han}\p{sc=Hangul}]{1,2}$/u.test(last) && /^[\p{sc=Han}\p{sc=Hangul}]{1,3}$/u.test(part);
    return isOne ? `${before}${part}` : `${before} ${part}`;
  }, '');
}
