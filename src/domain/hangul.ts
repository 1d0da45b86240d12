const INITIALS = 'g kk n d tt r m b pp s ss - j jj ch k t p h'.split(' ');
const VOWELS = 'a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i'.split(' ');
const FINALS = '- k k k n n n t l k m l l l p l m p p t t ng t t k t p t'.split(' ');
const FIRST = 0xac00;

/**
 * Korean in Latin letters, each syllable by the Revised Romanization of its parts: where names may hold no others, it
 * still tells its readers which column, or whose, it is.
 */
export function romanized(text: string): string {
  return text.normalize('NFC').replace(/[가-힣]/g, (syllable) => {
    const at = syllable.charCodeAt(0) - FIRST;
    const [initial, vowel, final] = [Math.floor(at / 588), Math.floor((at % 588) / 28), at % 28];
    return `${INITIALS[initial]}${VOWELS[vowel]}${FINALS[final]}`.replaceAll('-', '');
  });
}
