import type { FilmClub } from '../../src/data/samples/film-club';
import { fnv1a } from '../../src/kernels/fnv1a';

/** FNV-1a of the bundled sample's interactions, items and users: what every engine must come to. */
export const filmClubHashes: readonly number[] = [3673379475, 4163170262, 1277596801];

export function hashesOf(club: FilmClub): number[] {
  return [club.interactionsCsv, club.itemsCsv, club.usersCsv].map((text) => fnv1a(text));
}
