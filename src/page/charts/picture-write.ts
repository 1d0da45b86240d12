export type Attributes = { readonly [name: string]: string };

/** One SVG element as text; `asText` children are escaped, others are elements already. */
export function element(
  name: string,
  attributes: Attributes,
  children: readonly string[] = [],
  asText = false,
): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const inside = (asText ? children.map(escaped) : children).join('');
  return inside === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${inside}</${name}>`;
}

/** Characters that XML 1.0 has no place for are dropped. */
export function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A length with one decimal at most. */
export function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}
