/** 32-bit FNV-1a of the UTF-8 bytes of `text`, unsigned. Lone surrogates count as U+FFFD, as TextEncoder would write. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    let point = text.codePointAt(i) ?? 0;
    if (point > 0xffff) i++;
    else if (point >= 0xd800 && point <= 0xdfff) point = 0xfffd;
    if (point < 0x80) {
      hash = mix(hash, point);
    } else if (point < 0x800) {
      hash = mix(hash, 0xc0 | (point >>> 6));
      hash = mix(hash, 0x80 | (point & 0x3f));
    } else if (point < 0x10000) {
      hash = mix(hash, 0xe0 | (point >>> 12));
      hash = mix(hash, 0x80 | ((point >>> 6) & 0x3f));
      hash = mix(hash, 0x80 | (point & 0x3f));
    } else {
      hash = mix(hash, 0xf0 | (point >>> 18));
      hash = mix(hash, 0x80 | ((point >>> 12) & 0x3f));
      hash = mix(hash, 0x80 | ((point >>> 6) & 0x3f));
      hash = mix(hash, 0x80 | (point & 0x3f));
    }
  }
  return hash >>> 0;
}

function mix(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193);
}
