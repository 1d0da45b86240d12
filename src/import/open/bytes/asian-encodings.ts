import type { Encoding } from '../../../domain/imports';

/** Of the letters beyond ASCII so many must be those that a language mostly writes. */
const MOSTLY = 0.85;
/** Bytes that are no half of a letter, for each letter; broken ones and the end of a beginning. */
const MOST_STRAY = 0.05;
/** Of Japanese letters so many are kana at least, or else kanji of the first level. */
const LEAST_KANA = 0.2;
const LEAST_USUAL = 0.4;
/** Of its second bytes so many are beyond ASCII at least: where letters of Europe have accents, hardly any is. */
const LEAST_HIGH = 0.25;

/**
 * Which of the encodings that Excel and older programs write in Korea, Japan and China a text is in that is no UTF-8;
 * null where it is another. A letter has two bytes of 0xA1 and more in what Korea and China write, and their first byte
 * tells the languages apart: Hangul stands in 0xB0 to 0xC8, the usual Chinese letters in 0xB0 to 0xD7. Where letters of
 * Europe have accents, two of them hardly ever stand side by side.
 */
export function asianEncoding(
  head: Uint8Array,
): Extract<Encoding, 'euc-kr' | 'shift_jis' | 'gb18030'> | null {
  let [hangul, usual, letters, stray] = [0, 0, 0, 0];
  for (let at = 0; at < head.length; at++) {
    const lead = head[at];
    if (lead < 0x80) continue;
    if (lead < 0xa1 || at + 1 === head.length || head[at + 1] < 0xa1) {
      stray++;
      continue;
    }
    at++;
    // Signs, and letters of other languages.
    if (lead < 0xb0) continue;
    letters++;
    if (lead <= 0xc8) hangul++;
    if (lead <= 0xd7) usual++;
  }
  if (letters > 0 && stray <= letters * MOST_STRAY) {
    if (hangul >= letters * MOSTLY && isKorean(head)) return 'euc-kr';
    if (usual >= letters * MOSTLY) return 'gb18030';
  }
  return isShiftJis(head) ? 'shift_jis' : null;
}

/** The syllables that Korean writes most, names and headers of tables among them. */
const KOREAN = new Set(
  '이다는을를에의가고하지로기도자사시어은인한서리아나대수있정해보라그스전부제구장들일주만비상원과것공여안동오성위세조연관소신유경방무문화내생선민김박최회번호품명판매우영식국학등간개교통실계트되마년월진물단중거면요용모미반발불설속심양업예외음입재점종직차출치타터토팀파포표프필합현형드레르린니데버블크클키티역남북초운분류금액',
);
/** Of the syllables of a text: in any other language read as Korean, each of some two thousand is as good as another. */
const LEAST_KOREAN = 0.25;

/** Usual Chinese letters stand in the same places as rare Korean syllables. */
function isKorean(head: Uint8Array): boolean {
  const syllables = [...new TextDecoder('euc-kr').decode(head)].filter(
    (letter) => letter >= '가' && letter <= '힣',
  );
  return syllables.filter((letter) => KOREAN.has(letter)).length >= syllables.length * LEAST_KOREAN;
}

function isShiftJis(head: Uint8Array): boolean {
  let [kana, kanji, usual, high, stray] = [0, 0, 0, 0, 0];
  for (let at = 0; at < head.length; at++) {
    const lead = head[at];
    if (lead < 0x80) continue;
    const trail = head[at + 1] ?? 0;
    const isPair = trail >= 0x40 && trail !== 0x7f && trail <= 0xfc;
    if ((lead === 0x82 && trail >= 0x9f && trail <= 0xf1) || (lead === 0x83 && isPair && trail <= 0x96))
      kana++;
    else if (isPair && ((lead >= 0x88 && lead <= 0x9f) || (lead >= 0xe0 && lead <= 0xea))) {
      kanji++;
      if (lead <= 0x97) usual++;
      if (trail >= 0x80) high++;
    } else if (!isPair || lead < 0x81 || lead > 0x83) stray++;
    if (isPair) at++;
  }
  const letters = kana + kanji;
  if (letters === 0 || stray > letters * MOST_STRAY) return false;
  return kana >= letters * LEAST_KANA || (usual >= letters * LEAST_USUAL && high >= kanji * LEAST_HIGH);
}
