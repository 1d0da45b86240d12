import type { Json, JsonObject } from '../../../src/domain/errors';
import type { Rng } from '../../../src/kernels/rng';

export function pick<T>(random: Rng, list: readonly T[]): T {
  return list[random.below(list.length)];
}

/** True once in `n`. */
export function oneIn(random: Rng, n: number): boolean {
  return random.below(n) === 0;
}

export function many<T>(random: Rng, most: number, make: () => T): T[] {
  return Array.from({ length: random.below(most + 1) }, make);
}

/** Texts that readers of numbers, ids, keys, quotes and lines have stumbled over. */
export const AWKWARD: readonly string[] = [
  ...['', ' ', '  ', '"', '""', '"""', "'", '\\', '\\"', '\\\\', ',', ';', '\t', '|', '::', '(', ')', '.'],
  ...['\n', '\r', '\r\n', '\n\n', '\u0000', '\ufeff', '\u00a0', '\u2028', '\u0085', '\u200b', '\ufffd'],
  ...[
    '0',
    '-0',
    '00',
    '007',
    '+5',
    '.5',
    '5.',
    '-',
    '1e5',
    '1E-3',
    '1e309',
    '1e300',
    '-1e308',
    '1e-400',
    '0x10',
  ],
  ...[
    '1_000',
    '1,5',
    '1.234,5',
    '9007199254740993',
    '9007199254740991',
    '2147483648',
    '-2147483649',
    '99999999999999999999',
  ],
  ...['NaN', 'nan', 'Infinity', '-Infinity', 'null', 'NULL', 'None', 'N/A', 'undefined', 'true', 'FALSE'],
  ...['100000000000', '1260759144000', '1260759144', '1.5e9', '2020-01-31', '2020-02-30', '31/12/2020'],
  ...[
    '1969-12-31T23:59:59Z',
    '2015-03-02T08:30:00+02:00',
    '12/31/99',
    '(no genres listed)',
    'a|b',
    '|',
    'a||b',
  ],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'valueOf', 'length', '$array'],
  ...['USER_ID', 'ITEM_ID', 'TIMESTAMP', 'EVENT_TYPE', 'EVENT_VALUE', 'IMPRESSION', 'user_id', 'id', '*'],
  ...[
    '=1+1',
    '@x',
    '<b>',
    '&amp;',
    '%00',
    '%',
    '%zz',
    '%E0%A4%A',
    '${x}',
    '../../x',
    'é',
    'e\u0301',
    '\ud83d',
  ],
  ...['\ud83d\ude00', '茶', '購入', 'İ', 'ß', 'ﬁ', '\u202eabc', 'x'.repeat(256), 'y'.repeat(257)],
  'z'.repeat(1001),
];

/** One small accident to a text: a piece cut out, doubled, put in, put over, swapped, or the rest of another text. */
export function mutatedText(random: Rng, text: string, pieces: readonly string[], other: string): string {
  const at = random.below(text.length + 1);
  const length = 1 + random.below(8);
  switch (random.below(8)) {
    case 0:
      return text.slice(0, at) + text.slice(at + length);
    case 1:
    case 2:
      return text.slice(0, at) + pick(random, pieces) + text.slice(at);
    case 3:
      return text.slice(0, at) + pick(random, pieces) + text.slice(at + length);
    case 4:
      return text.slice(0, at) + text.slice(at, at + length) + text.slice(at);
    case 5:
      return text.slice(0, at) + text.slice(at + 1, at + 2) + text.slice(at, at + 1) + text.slice(at + 2);
    case 6:
      return text.slice(0, at) + other.slice(random.below(other.length + 1));
    default:
      return oneIn(random, 3) ? text.slice(0, at) : text.slice(0, at) + pick(random, pieces) + text.slice(at);
  }
}

type Bytes = Uint8Array<ArrayBuffer>;

/** One small accident to bytes: a bit, a byte, some more or fewer of them, a stretch from elsewhere. */
export function mutatedBytes(random: Rng, bytes: Bytes, other: Bytes): Bytes {
  const at = random.below(bytes.length + 1);
  const length = 1 + random.below(oneIn(random, 4) ? 200 : 6);
  const joined = (...parts: readonly Uint8Array[]): Bytes => {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let to = 0;
    for (const part of parts) {
      whole.set(part, to);
      to += part.length;
    }
    return whole;
  };
  const changed = (change: (copy: Bytes) => void): Bytes => {
    const copy = bytes.slice();
    if (copy.length > 0) change(copy);
    return copy;
  };
  switch (random.below(8)) {
    case 0:
      return changed((copy) => (copy[at % copy.length] ^= 1 << random.below(8)));
    case 1:
    case 2:
      return changed((copy) => (copy[at % copy.length] = random.below(256)));
    case 3:
      return joined(bytes.subarray(0, at), bytes.subarray(at + length));
    case 4:
      return joined(bytes.subarray(0, at), randomBytes(random, length), bytes.subarray(at));
    case 5:
      return joined(bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at));
    case 6: {
      const from = random.below(other.length + 1);
      return joined(
        bytes.subarray(0, at),
        other.subarray(from, from + length),
        bytes.subarray(oneIn(random, 2) ? at : at + length),
      );
    }
    default:
      return oneIn(random, 2)
        ? bytes.slice(0, at)
        : changed((copy) => copy.fill(pick(random, [0, 255, 0x0a, 0x22]), at, at + length));
  }
}

function randomBytes(random: Rng, length: number): Bytes {
  return Uint8Array.from({ length }, () => random.below(256));
}

/** One value somewhere in a JSON document becomes another, goes, or comes twice. @returns where and what. */
export function changedValue(random: Rng, root: JsonObject): string {
  const path: string[] = [];
  let node: Json = root;
  for (;;) {
    const keys: string[] = Object.keys(node as object);
    if (keys.length === 0) break;
    const key = pick(random, keys);
    path.push(key);
    const next: Json = (node as JsonObject)[key];
    const ends = typeof next !== 'object' || next === null || Object.keys(next).length === 0;
    if (ends || oneIn(random, 10)) {
      const value = otherValue(random, next);
      if (value === undefined && Array.isArray(node)) node.splice(Number(key), 1);
      else if (value === undefined) delete (node as JsonObject)[key];
      else if (Array.isArray(node) && oneIn(random, 4)) node.push(value);
      else
        Object.defineProperty(node, !Array.isArray(node) && oneIn(random, 20) ? pick(random, AWKWARD) : key, {
          value,
          enumerable: true,
          configurable: true,
          writable: true,
        });
      return `${path.join('.')} = ${String(JSON.stringify(value)).slice(0, 200)}`;
    }
    node = next;
  }
  return path.join('.');
}

function otherValue(random: Rng, value: Json): Json | undefined {
  switch (random.below(6)) {
    case 0:
      return undefined;
    case 1:
      return pick<Json>(random, [null, 0, -1, 0.5, 1e300, 2 ** 53, true, '', [], {}, [null], [[]], { a: 1 }]);
    case 2:
      return pick(random, AWKWARD);
    case 3:
      return typeof value === 'number'
        ? value + pick(random, [1, -1, 0.25, 1e9])
        : pick<Json>(random, [value, [value]]);
    default:
      return typeof value === 'string'
        ? value.slice(0, random.below(value.length + 1)) + pick(random, ['', 'x', '/', 'é'])
        : pick<Json>(random, [value, null, String(value)]);
  }
}
