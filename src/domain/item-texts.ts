/** A field of an Items schema, or a column of the table, as far as its text is concerned. */
interface MayHoldText {
  /** It holds what items are called: `"itemName": true`. */
  readonly itemName?: boolean;
  /** It holds what items are like, in sentences: `"textual": true`. */
  readonly textual?: boolean;
}

/** The mark that a field of an Items schema bears. */
export type TextMark = 'itemName' | 'textual';

const MARKS: readonly TextMark[] = ['itemName', 'textual'];

/** Which mark no field bears of those that a recipe reading texts asks for; null: it has what it reads. */
export function missingText(fields: readonly MayHoldText[]): TextMark | null {
  return MARKS.find((mark) => !fields.some((field) => field[mark] === true)) ?? null;
}
