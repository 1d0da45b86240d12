import { joined } from '../../../domain/joined-bytes';
import { guessEncoding } from './encoding';

/** The name of an entry in an archive as it stands there. */
export interface StoredName {
  readonly bytes: Uint8Array;
  /** The archive says so. */
  readonly isUtf8: boolean;
}

/** Names that archives of one program and one country have: in what they are written, all of them together tell. */
export function namesIn(stored: readonly StoredName[]): string[] {
  const unsaid = stored.filter(({ isUtf8 }) => !isUtf8).map(({ bytes }) => bytes);
  const length = unsaid.reduce((sum, bytes) => sum + bytes.length, 0);
  // UTF-16 is none of a name, whatever its zeros are.
  const guessed = guessEncoding(joined(unsaid, length).filter((byte) => byte !== 0));
  const decoder = new TextDecoder(guessed.startsWith('utf-16') ? 'utf-8' : guessed);
  const utf8 = new TextDecoder();
  return stored.map(({ bytes, isUtf8 }) => (isUtf8 ? utf8 : decoder).decode(bytes));
}
