/** Signs that are about twice as wide as a Latin letter: Hangul, kana, Han and their punctuation. */
const WIDE = /[\u1100-\u11ff\u3000-\u9fff\uac00-\ud7a3\uff00-\uff60]/gu;

/** How wide a text is, in Latin letters, where a drawing must know before it is drawn. */
export function lettersOf(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0);
}
