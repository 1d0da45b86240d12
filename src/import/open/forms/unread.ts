import type { Unused } from '../../../domain/unused';

/** Comments and blanks before the first statement. */
const BEFORE = /^(?:\s+|--[^\n]*(?:\n|$)|#[^\n]*(?:\n|$)|\/\*[\s\S]*?(?:\*\/|$);?|;)+/;
const STATEMENT =
  /^(\\(un)?restrict\s|\\connect\s|(alter|begin|commit|copy|create|delete|delimiter|drop|grant|insert|lock|pragma|prompt|rem|replace|select|set|spool|start|truncate|upsert|use)\s)/i;
const OF_TABLES =
  /\b(create\s+(\w+\s+)*table|insert\s+(\w+\s+)*into|insert\s+\[|replace\s+into|copy\s[^;\n]*\sfrom\s+stdin\b)/i;
/** What the programs say of themselves, where a beginning holds no more than that. */
const DUMPED = /^--.*\b(dump|dumped|pgadmin|heidisql)\b/im;
/** A line of Apache or nginx, or the names of the fields of others. */
const REQUEST =
  /^(\S+ )?\S+ \S+ .*\[\d\d\/[A-Z][a-z]{2}\/\d{4}:[\d:]+ [+-]\d{4}\] "|^#Fields: .*\b(date|time)\b/m;

/** Whether a text is made of the statements that make a database anew. */
export function isDump(beginning: string): boolean {
  const first = beginning.replace(BEFORE, '');
  if (first === '') return DUMPED.test(beginning);
  return STATEMENT.test(first) && OF_TABLES.test(beginning);
}

export function isWebLog(beginning: string): boolean {
  return REQUEST.test(beginning.slice(0, 4096));
}

/** What a file is that holds no table, by its first letters: a byte each. */
const KINDS: readonly (readonly [begins: RegExp, kind: Unused | 'other-archive'])[] = [
  [
    /^(7z\xbc\xaf|Rar!|\xfd7zXZ|BZh\d1AY|\x28\xb5\x2f\xfd|ALZ\u0001|EGGA|MSCF|\x1f\x9d|..-lh\d-)/s,
    'other-archive',
  ],
  [/^(\x89PNG|\xff\xd8\xff|GIF8\d|RIFF....WEBP|II\*\0|MM\0\*|....ftyp(hei|mif|avi))/s, 'picture'],
  [/^(%PDF-|\{\\rtf|\xd0\xcf\u0011\xe0\xa1\xb1)/, 'document'],
  [/^(ID3|OggS|fLaC|\xff[\xfb\xf3\xf1]|RIFF....(WAVE|AVI )|....ftyp|\u001aE\xdf\xa3)/s, 'recording'],
  [/^(MZ.\0|\x7fELF|\xca\xfe\xba\xbe|[\xcf\xce]\xfa\xed\xfe|\0asm|dex\n)/s, 'program'],
];

/** Null for what may hold a table, as far as its beginning tells. */
export function foreignKind(bytes: Uint8Array): Unused | 'other-archive' | null {
  const beginning = String.fromCharCode(...bytes.subarray(0, 16));
  return KINDS.find(([begins]) => begins.test(beginning))?.[1] ?? null;
}
