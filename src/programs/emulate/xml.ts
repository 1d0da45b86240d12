/** What becomes an element, or several of one name for a list; nothing for undefined. */
export type Xml =
  | string
  | number
  | boolean
  | Date
  | undefined
  | readonly Xml[]
  | { readonly [name: string]: Xml };

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const ESCAPES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};
const ENTITIES: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** A document. @param member the name of each element of a list; without one a list is its elements one after the other. */
export function xmlDocument(root: string, content: Xml, namespace?: string, member?: string): string {
  const attribute = namespace === undefined ? '' : ` xmlns="${namespace}"`;
  return `${DECLARATION}<${root}${attribute}>${inside(content, member)}</${root}>`;
}

function element(name: string, value: Xml, member: string | undefined): string {
  if (value === undefined) return '';
  if (Array.isArray(value) && member === undefined)
    return value.map((each: Xml) => element(name, each, member)).join('');
  return `<${name}>${inside(value, member)}</${name}>`;
}

function inside(value: Xml, member: string | undefined): string {
  if (value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((each: Xml) => element(member ?? '', each, member)).join('');
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([name, each]) => element(name, each as Xml, member))
      .join('');
  // Control characters have no form in XML 1.0.
  return String(value)
    .replace(/[&<>"\r]/g, (character) => ESCAPES[character])
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f]/g, '\ufffd');
}

/** The texts of all elements of a name, in order; attributes and comments are passed over. */
export function elementsIn(xml: string, name: string): string[] {
  const pattern = new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>([^]*?)</(?:\\w+:)?${name}\\s*>`, 'g');
  return Array.from(xml.matchAll(pattern), ([, text]) => text);
}

/** The text of the first element of a name, with entities read; undefined where there is none. */
export function textIn(xml: string, name: string): string | undefined {
  const found = elementsIn(xml, name).at(0);
  return found?.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, entity: string) => {
    if (!entity.startsWith('#')) return ENTITIES[entity] ?? whole;
    const code = entity[1].toLowerCase() === 'x' ? parseInt(entity.slice(2), 16) : Number(entity.slice(1));
    return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}
