/** A text made a legal name of a schema field; `COLUMN` where nothing of it is left. */
export function legalFieldName(text: string): string {
  const plain = romanized(text)
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toUpperCase()
    .slice(0, 140);
  return plain === '' ? 'COLUMN' : /^\d/.test(plain) ? `COLUMN_${plain}` : plain;
}

const INITIALS = 'g kk n d tt r m b pp s ss - j jj ch k t p h'.split(' ');
const VOWELS = 'a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i'.split(' ');
const FINALS = '- k k k n n n t l k m l l l p l m p p t t ng t t k t p t'.split(' ');
const FIRST = 0xac00;

/**
 * Korean in Latin letters, each syllable by the Revised Romanization of its parts: where names may hold no others, it
 * still tells its readers which column is which.
 */
function romanized(text: string): string {
  return text.normalize('NFC').replace(/[가-힣]/g, (syllable) => {
    const at = syllable.charCodeAt(0) - FIRST;
    const [initial, vowel, final] = [Math.floor(at / 588), Math.floor((at % 588) / 28), at % 28];
    return `${INITIALS[initial]}${VOWELS[vowel]}${FINALS[final]}`.replaceAll('-', '');
  });
}
