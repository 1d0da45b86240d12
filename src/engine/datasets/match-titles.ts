import { countEach } from '../../domain/tallies';
/** Something that has a title: a film, a song, a book. */
export interface Titled {
  readonly title: string;
  readonly year: number | null;
  /** Who made it, where that belongs to its name: songs and books of different people have the same title. */
  readonly by: string | null;
  /** How often it was chosen: of several that fit equally the one that more people know is meant. */
  readonly weight: number;
}

/** Places in the two lists, and how alike they are, 0 … 1. */
export interface TitleMatch {
  readonly own: number;
  readonly theirs: number;
  readonly likeness: number;
}

export interface TitleMatches {
  /** Same title, and nothing that speaks against it. */
  readonly sure: readonly TitleMatch[];
  /** Near, for a person to say. */
  readonly doubtful: readonly TitleMatch[];
}

const ARTICLES =
  'the|a|an|der|die|das|ein|eine|le|la|les|un|une|el|los|las|una|il|lo|gli|o|os|as|um|uma|de|het|een|den|det|en|ett';
const LEADING = new RegExp(`^(?:(?:${ARTICLES}) |l )`);
const TRAILING = new RegExp(`^(.+), (?:${ARTICLES}|l')$`, 'i');
const ROMAN: { readonly [numeral: string]: string } = {
  ii: '2',
  iii: '3',
  iv: '4',
  v: '5',
  vi: '6',
  vii: '7',
  viii: '8',
  ix: '9',
};
/** Years of a film differ by one where it was first shown at the end of one. */
const YEARS_APART = 1;
/** Share of three-letter pieces from which on two titles may be the same. */
const NEAR = 0.7;
/** How likely it is that a title without its subtitle is the same. */
const WITHOUT_SUBTITLE = 0.75;
/** Titles that have a piece beyond which it tells too little to be looked up. */
const COMMON = 200;
/** Pieces of one title that are looked up, the rarest first. */
const LOOKED_UP = 8;
/** Titles that share most of them, and are compared in full. */
const COMPARED = 16;

/** A title as it is compared. */
interface Key {
  readonly whole: string;
  /** Other ways in which the same thing is called: its title in brackets. */
  readonly others: readonly string[];
  /** Without its subtitle; '' where it has none. */
  readonly main: string;
  readonly year: number | null;
  readonly by: string;
}

/**
 * Which of their items each of one's own is: by title, year and maker, exactly first, then nearly. Takes time in
 * proportion to the two lists together: titles are looked up by their pieces, not compared each with each.
 */
export function matchTitles(own: readonly Titled[], theirs: readonly Titled[]): TitleMatches {
  const index = new TitleIndex(theirs);
  const sure: TitleMatch[] = [];
  const doubtful: TitleMatch[] = [];
  for (const [i, item] of own.entries()) {
    const key = keyOf(item);
    const exact = index.exact(key);
    if (exact.length > 0) {
      const fits = { own: i, theirs: exact[0], likeness: 1 };
      // A remake has the same title: without a year nobody knows which.
      (exact.length === 1 || key.year !== null ? sure : doubtful).push(fits);
      continue;
    }
    const near = index.near(key);
    if (near !== null) doubtful.push({ own: i, ...near });
  }
  return { sure, doubtful };
}

class TitleIndex {
  readonly #keys: readonly Key[];
  readonly #byName = new Map<string, number[]>();
  readonly #byPiece = new Map<string, number[]>();

  constructor(private readonly items: readonly Titled[]) {
    this.#keys = items.map(keyOf);
    for (const [i, key] of this.#keys.entries()) {
      for (const name of namesOf(key)) listAt(this.#byName, name).push(i);
      for (const piece of piecesOf(key.whole)) listAt(this.#byPiece, piece).push(i);
    }
  }

  /** Items of the same name that may be it, the same year and the better known first. */
  exact(key: Key): number[] {
    const found = new Set(namesOf(key).flatMap((name) => this.#byName.get(name) ?? []));
    const fitting = [...found].filter((i) => agree(key, this.#keys[i]));
    return fitting.sort(
      (a, b) => this.#apart(key, a) - this.#apart(key, b) || this.#known(b) - this.#known(a),
    );
  }

  /** The item whose name is nearest, or null. */
  near(key: Key): Omit<TitleMatch, 'own'> | null {
    let best: Omit<TitleMatch, 'own'> | null = null;
    for (const theirs of this.#candidates(key)) {
      const other = this.#keys[theirs];
      if (!agree(key, other)) continue;
      const likeness = likenessOf(key, other);
      const better = best === null || likeness > best.likeness;
      const known =
        best !== null && likeness === best.likeness && this.#known(theirs) > this.#known(best.theirs);
      if (likeness >= NEAR && (better || known)) best = { theirs, likeness };
    }
    return best;
  }

  #candidates(key: Key): readonly number[] {
    const told = [...piecesOf(key.whole)]
      .map((piece) => this.#byPiece.get(piece) ?? [])
      .filter((list) => list.length > 0 && list.length <= COMMON)
      .sort((a, b) => a.length - b.length);
    const shared = countEach(told.slice(0, LOOKED_UP).flat());
    const most = [...shared].sort((a, b) => b[1] - a[1]).slice(0, COMPARED);
    return [...most.map(([i]) => i), ...(key.main === '' ? [] : (this.#byName.get(key.main) ?? []))];
  }

  #apart({ year }: Key, i: number): number {
    const other = this.#keys[i].year;
    return year === null || other === null ? 0 : Math.abs(year - other);
  }

  #known(i: number): number {
    return this.items[i].weight;
  }
}

function listAt(map: Map<string, number[]>, key: string): number[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}

function keyOf({ title, year, by }: Titled): Key {
  const end = /\s*\((\d{4})(?:[–-]\d{0,4})?\)\s*$/.exec(title);
  const name = end === null ? title : title.slice(0, end.index);
  const bracketed = [...name.matchAll(/\(([^()]+)\)/g)].map(([, inside]) => plain(inside));
  const bare = name.replace(/\s*\([^()]*\)/g, '');
  const [main, ...subtitle] = bare.split(/:\s|\s[–—-]\s/);
  return {
    whole: plain(bare === '' ? name : bare),
    others: bracketed.filter((other) => other.length > 2),
    main: subtitle.length === 0 ? '' : plain(main),
    year: year ?? (end === null ? null : Number(end[1])),
    by: by === null ? '' : plain(by),
  };
}

function namesOf({ whole, others }: Key): readonly string[] {
  return [whole, ...others].filter((name) => name !== '');
}

/** A title without what the same title is written with or without: articles, accents, signs, Roman numbers. */
function plain(title: string): string {
  const inOrder = title.trim().replace(TRAILING, '$1');
  const words = inOrder
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/['’`]s\b/g, 's')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const bare = words.replace(LEADING, '');
  return (bare === '' ? words : bare)
    .split(' ')
    .map((word, i) => (i > 0 && Object.hasOwn(ROMAN, word) ? ROMAN[word] : word))
    .join(' ');
}

/** Nothing known of the two says that they are different things. */
function agree(own: Key, theirs: Key): boolean {
  if (own.by !== '' && theirs.by !== '' && own.by !== theirs.by) return false;
  return own.year === null || theirs.year === null || Math.abs(own.year - theirs.year) <= YEARS_APART;
}

function likenessOf(own: Key, theirs: Key): number {
  const isPart = (main: string, whole: string): boolean => main !== '' && main === whole;
  if (isPart(own.main, theirs.whole) || isPart(theirs.main, own.whole)) return WITHOUT_SUBTITLE;
  // The second part of a film is not the first.
  if (numbersIn(own.whole) !== numbersIn(theirs.whole)) return 0;
  const [a, b] = [piecesOf(own.whole), piecesOf(theirs.whole)];
  let shared = 0;
  for (const piece of a) if (b.has(piece)) shared++;
  return (2 * shared) / Math.max(1, a.size + b.size);
}

function numbersIn(text: string): string {
  return (text.match(/\d+/g) ?? []).join(' ');
}

/** Every three letters in a row, the borders of the title among them. */
function piecesOf(text: string): Set<string> {
  const padded = `  ${text} `;
  return new Set(Array.from({ length: Math.max(0, padded.length - 2) }, (_, i) => padded.slice(i, i + 3)));
}
