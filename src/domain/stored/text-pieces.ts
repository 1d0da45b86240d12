/** Characters of texts in one piece, more or less: a piece is held whole. */
const PIECE_CHARS = 1 << 21;

type Texts = readonly (string | null)[];

/** Many texts in stretches of a bearable size. */
export function* inStretches(texts: Texts): Generator<Texts> {
  for (let from = 0; from < texts.length;) {
    let to = from;
    for (let chars = 0; to < texts.length && chars < PIECE_CHARS; to++) chars += (texts[to]?.length ?? 4) + 3;
    yield texts.slice(from, to);
    from = to;
  }
}
