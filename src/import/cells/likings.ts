import { answerOf, bareAnswer, type Answer } from '../lexicon/answer-words';
import { parseNumber } from './number';

/**
 * An answer as a number, empty where nobody can tell how much it says; or why it is no choice of the thing: nothing was
 * said, or that it is not known.
 *
 * @param together what answers of its table say beside one another, by the bare answer.
 */
export function likingOf(
  cell: string,
  together?: ReadonlyMap<string, Answer>,
): { readonly liking: string } | 'no-answer' | 'not-chosen' {
  const text = cell.trim();
  if (text === '') return 'no-answer';
  const stars = starsIn(text);
  // Below nothing stand the codes of those who did not answer.
  if (stars < 0) return 'no-answer';
  if (!Number.isNaN(stars)) return stars === 0 ? 'not-chosen' : { liking: `${stars}` };
  const bare = bareAnswer(text);
  const answer = together?.get(bare) ?? answerOf(bare);
  if (answer === 'not-chosen') return answer;
  if (typeof answer === 'number') return { liking: `${answer}` };
  // A dash or a question mark says nothing. Words are an answer all the same, but how much they say nobody may make up.
  return answer === undefined && !/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text)
    ? 'no-answer'
    : { liking: '' };
}

const COUNTED =
  /^(\d{1,3}([.,]\d+)?)\s*(?:점|点|點|分|stars?|sterne?|étoiles?|estrellas?|stelle|stelline|sterren|星|[★☆⭐]|points?|pts?\.?|\/\s*(\d{1,3}))$/iu;
const WITH_WORDS = /^\(?(\d{1,2})\)?\s*(?:[=:.–-]|(?<=\)))\s*\p{L}/u;
const SIGNS = /^([★⭐❤♥💛🌟])\1*½?[☆✩🤍♡]*$/u;

/** A number, or one with what it means or counts: `4 = much`, `(4) much`, `4점`, `4/5`, `★★★☆☆`, `❤❤`. */
export function starsIn(cell: string): number {
  const text = cell.trim();
  const plain = parseNumber(text);
  if (!Number.isNaN(plain)) return plain;
  if (/^\d+,\d+$/.test(text)) return parseNumber(text.replace(',', '.'));
  const [, counted, , most] = COUNTED.exec(text) ?? [];
  if (counted !== undefined && (most === undefined || parseNumber(counted.replace(',', '.')) <= Number(most)))
    return parseNumber(counted.replace(',', '.'));
  const drawn = text.replace(/[\s\u{FE0F}]/gu, '');
  const [, sign = ''] = SIGNS.exec(drawn) ?? [];
  // One heart may be all that there is to give.
  if (sign !== '' && (drawn.length > sign.length || /[★⭐🌟]/u.test(sign)))
    return drawn.split(sign).length - 1 + (drawn.includes('½') ? 0.5 : 0);
  return parseNumber(WITH_WORDS.exec(text)?.[1] ?? '');
}

/** What columns ask about: forms put it in brackets or behind a dash after the question that they share. */
export function thingsOf(headers: readonly string[]): string[] {
  const asked = new Map<string, number>();
  const parts = headers.map((header) => {
    const [, question, thing] = ASKED.find((form) => form.test(header))?.exec(header) ?? [];
    if (question !== undefined) asked.set(question, (asked.get(question) ?? 0) + 1);
    return { header, question, thing };
  });
  return parts.map(({ header, question, thing }) => {
    const isThing =
      question !== undefined &&
      (/\]\s*$/.test(header) || (asked.get(question) ?? 0) >= Math.max(LEAST_ASKED, headers.length / 2));
    return (isThing ? thing : header).trim();
  });
}

/** The films of one series have words in common too. */
const LEAST_ASKED = 3;
const ASKED = [/^(.*?)\s*\[([^\]]+)\]\s*$/s, /^(.*\S)\s+[-–—]\s+(\S.*)$/s, /^(.*[:?：？])\s*(\S.*)$/s];
