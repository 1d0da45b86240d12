import { parseNumber } from './number';

/** What ticks a box of a list on paper. */
export const TICK = /^[xX✓✔☑√●•*1]$/;

/** What people tick, by how much they like something. Letters only, lower case. */
export const LIKINGS: ReadonlyMap<string, string> = new Map(
  (
    [
      [
        '5',
        'loveit love lovedit favourite favorite excellent great amazing stronglyagree verymuch 정말좋아요 최고',
      ],
      ['4', 'likeit like likedit good agree yes y true 좋아요 좋아함 예 네'],
      ['3', 'ok okay itsok fine neutral soso meh average 보통 그저그래요'],
      ['2', 'dislike dislikeit notforme dontlikeit didntlikeit bad disagree notreally 별로 별로예요 싫어요'],
      ['1', 'hateit hate hatedit terrible awful stronglydisagree notatall 정말싫어요'],
      [
        '',
        'neverseen neverseenit notseen haventseen haventseenit havenotseen didntsee dontknow dontknowit idontknow unknown na none no n false neverheard neverheardofit notyet 모름 안봤어요 몰라요 아니요',
      ],
    ] as const
  ).flatMap(([liking, words]) => words.split(' ').map((word) => [word, liking] as const)),
);

export function bareAnswer(cell: string): string {
  return cell
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}]/gu, '');
}

/**
 * An answer as a number, empty where its words are none of those we know; or why it is no choice of the thing: nothing
 * was said, or that it is not known.
 */
export function likingOf(cell: string): { readonly liking: string } | 'no-answer' | 'not-chosen' {
  const text = cell.trim();
  if (text === '') return 'no-answer';
  const stars = starsIn(text);
  // Below nothing stand the codes of those who did not answer.
  if (stars < 0) return 'no-answer';
  if (!Number.isNaN(stars)) return stars === 0 ? 'not-chosen' : { liking: `${stars}` };
  // It is an answer all the same, but how much it says nobody may make up.
  const liking = LIKINGS.get(bareAnswer(text)) ?? null;
  if (liking === null) return { liking: '' };
  return liking === '' ? 'not-chosen' : { liking };
}

/** A number, or one with what it means: `4 = much`, `4: much`, `(4) much`. */
export function starsIn(cell: string): number {
  const plain = parseNumber(cell.trim());
  if (!Number.isNaN(plain)) return plain;
  const [, digits = ''] = /^\s*\(?(\d{1,2})\)?\s*(?:[=:.–-]|(?<=\)))\s*\p{L}/u.exec(cell) ?? [];
  return parseNumber(digits);
}

/** What a column asks about: forms put it in brackets behind the question. */
export function thingOf(header: string): string {
  return (/\[([^\]]+)\]\s*$/.exec(header)?.[1] ?? header).trim();
}
