import type { Unused } from '../../../domain/unused';

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
