/** A message with words set apart, as `<b>these</b>`: shown by ui/Rich, which is told how. Never an ordinary string. */
export interface RichText {
  readonly tags: never;
}

export interface Piece {
  /** What sets these words apart; null: nothing. */
  readonly tag: string | null;
  readonly text: string;
}

// The signs that words/compile.mjs writes in place of `<` and `>`.
const TAGGED = /\ue000([A-Za-z]+)\/\ue001|\ue000([A-Za-z]+)\ue001(.*?)\ue000\/\2\ue001/gs;

/** A message in its pieces, in order. Tags do not nest; `<tag/>` stands for something without words. */
export function piecesOf(message: RichText): readonly Piece[] {
  const whole = String(message);
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of whole.matchAll(TAGGED)) {
    if (match.index > from) pieces.push({ tag: null, text: whole.slice(from, match.index) });
    pieces.push({ tag: match[1] ?? match[2], text: match[3] ?? '' });
    from = match.index + match[0].length;
  }
  if (from < whole.length) pieces.push({ tag: null, text: whole.slice(from) });
  return pieces;
}
