import { romanized } from './hangul';
import { inLatin } from './header-terms';

/** A text made a legal name of a schema field; `COLUMN` where nothing of it is left. */
export function legalFieldName(text: string): string {
  const plain = inLatin(romanized(text))
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toUpperCase()
    .slice(0, 140);
  return plain === '' ? 'COLUMN' : /^\d/.test(plain) ? `COLUMN_${plain}` : plain;
}
