import type { NumberArray, TaskArrays } from '../domain/ports';

/** Of the text in which everything but the arrays stands. */
const TEXT = 'text';
/** What stands there in the place of an array. */
interface Place {
  readonly packedArray: number;
}

/** A plain value, however deep, as the arrays that tasks take: its typed arrays as they are, all else as JSON. */
export function packValue(value: object): TaskArrays {
  const arrays: NumberArray[] = [];
  const text = JSON.stringify(value, (_, part: unknown) =>
    ArrayBuffer.isView(part) ? ({ packedArray: arrays.push(part as NumberArray) - 1 } satisfies Place) : part,
  );
  const named = arrays.map((array, i): [string, NumberArray] => [String(i), array]);
  return { ...Object.fromEntries(named), [TEXT]: codesOf(text) };
}

/** The value again, over the same arrays. */
export function unpackValue(packed: TaskArrays): unknown {
  return JSON.parse(textOf(packed[TEXT]), (_, part: unknown) =>
    isPlace(part) ? packed[part.packedArray] : part,
  );
}

function isPlace(part: unknown): part is Place {
  return typeof part === 'object' && part !== null && 'packedArray' in part;
}

/** Text as character codes, so that it travels and is stored as arrays are. */
export function codesOf(text: string): Uint16Array<ArrayBuffer> {
  const codes = new Uint16Array(text.length);
  for (let k = 0; k < codes.length; k++) codes[k] = text.charCodeAt(k);
  return codes;
}

export function textOf(codes: NumberArray): string {
  return Array.from(codes, (code) => String.fromCharCode(code)).join('');
}
