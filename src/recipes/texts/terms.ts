const WORD_GAP = /[^\p{L}\p{N}\p{M}]+/u;
/** Runs of the scripts that are written without gaps between words, or join endings to them as Korean does. */
const EAST_ASIAN = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}ー々]+/gu;
/** Of a textual field that holds markup, what is no text. */
const MARKUP = /<[^<>]*>|&[a-z]+;|&#\d+;/gi;

/**
 * What a text consists of, in its order: words in lower case, and of Chinese, Japanese and Korean each two characters
 * that stand beside each other.
 */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const word of text.replace(MARKUP, ' ').normalize('NFKC').toLowerCase().split(WORD_GAP)) {
    if (word === '') continue;
    const rest = word.replace(EAST_ASIAN, (run) => {
      addPairs(run, words);
      return ' ';
    });
    for (const part of rest === word ? [word] : rest.split(' ')) if (part !== '') words.push(part);
  }
  return words;
}

/** What a word counts as: an English plural as its singular. */
export function termOf(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || /(ss|us|is)$/.test(word)) return word;
  return word.endsWith('ies') && word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
}

function addPairs(run: string, words: string[]): void {
  const characters = [...run];
  if (characters.length === 1) words.push(run);
  for (let k = 1; k < characters.length; k++) words.push(characters[k - 1] + characters[k]);
}

/**
 * Words as people read them: pairs of characters that overlap, as those of one word do, are put together again, in the
 * place of the first of them.
 */
export function readable(words: readonly string[]): string[] {
  const pieces = [...words];
  for (let a = 0; a < pieces.length; a++) {
    const b = pieces.findIndex((piece, at) => at !== a && overlaps(pieces[a], piece));
    if (b < 0) continue;
    pieces[Math.min(a, b)] = pieces[a] + [...pieces[b]].slice(1).join('');
    pieces.splice(Math.max(a, b), 1);
    a = -1;
  }
  return pieces;
}

const isPair = (word: string): boolean => word.replace(EAST_ASIAN, '') === '';

function overlaps(before: string, after: string): boolean {
  return isPair(before) && isPair(after) && [...before].at(-1) === [...after][0] && [...after].length === 2;
}
