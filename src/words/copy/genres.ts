import * as say from '../messages/genres';
import { saidWhenRead } from '../messages/said-when-read';

const WORDS: { readonly [genre: string]: string } = saidWhenRead({
  Action: say.action,
  Adventure: say.adventure,
  Animation: say.animation,
  Comedy: say.comedy,
  Crime: say.crime,
  Documentary: say.documentary,
  Drama: say.drama,
  Family: say.family,
  Fantasy: say.fantasy,
  Horror: say.horror,
  Mystery: say.mystery,
  Romance: say.romance,
  'Sci-Fi': say.sciFi,
  Thriller: say.thriller,
});

/** A genre of the invented films as its readers call it; the data keep the name that they have. */
export function genreWords(genre: string): string {
  return Object.hasOwn(WORDS, genre) ? WORDS[genre] : genre;
}
