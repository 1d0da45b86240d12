/** Genres of the invented films, in the order in which every truth array lists them. */
export const genres = [
  'Action',
  'Adventure',
  'Animation',
  'Comedy',
  'Crime',
  'Documentary',
  'Drama',
  'Family',
  'Fantasy',
  'Horror',
  'Mystery',
  'Romance',
  'Sci-Fi',
  'Thriller',
] as const;
export type Genre = (typeof genres)[number];

/** How common each genre is as a film's first genre, and which genres it likes to be paired with. */
export const genreMix: { readonly [genre in Genre]: { weight: number; pairs: readonly Genre[] } } = {
  Action: { weight: 11, pairs: ['Adventure', 'Thriller', 'Crime', 'Sci-Fi'] },
  Adventure: { weight: 7, pairs: ['Action', 'Fantasy', 'Family', 'Animation'] },
  Animation: { weight: 5, pairs: ['Family', 'Comedy', 'Fantasy', 'Adventure'] },
  Comedy: { weight: 16, pairs: ['Romance', 'Drama', 'Family', 'Crime'] },
  Crime: { weight: 7, pairs: ['Thriller', 'Drama', 'Mystery', 'Action'] },
  Documentary: { weight: 4, pairs: ['Drama', 'Adventure'] },
  Drama: { weight: 20, pairs: ['Romance', 'Crime', 'Family', 'Mystery'] },
  Family: { weight: 4, pairs: ['Comedy', 'Animation', 'Adventure'] },
  Fantasy: { weight: 5, pairs: ['Adventure', 'Romance', 'Family', 'Horror'] },
  Horror: { weight: 6, pairs: ['Thriller', 'Mystery', 'Sci-Fi', 'Comedy'] },
  Mystery: { weight: 5, pairs: ['Thriller', 'Crime', 'Drama'] },
  Romance: { weight: 7, pairs: ['Comedy', 'Drama', 'Fantasy'] },
  'Sci-Fi': { weight: 7, pairs: ['Action', 'Thriller', 'Adventure', 'Drama'] },
  Thriller: { weight: 8, pairs: ['Crime', 'Mystery', 'Action', 'Horror'] },
};

/** Words between commas, in any number of lines. */
const listed = (words: string): readonly string[] => words.trim().split(/,\s+/);

/** Nouns a title of this genre is built on. All words here are the project's own choice. */
export const nouns: { readonly [genre in Genre]: readonly string[] } = {
  Action: listed(
    'Courier, Ironclad, Vanguard, Detonator, Convoy, Sabre, Ambush, Overdrive, Bulwark, Flashpoint',
  ),
  Adventure: listed(
    'Compass, Caravan, Expedition, Lagoon, Summit, Cartographer, Monsoon, Atoll, Pathfinder, Treasury',
  ),
  Animation: listed(
    'Hedgehog, Teapot, Firefly, Balloonist, Snowplough, Otter, Toymaker, Meringue, Puddle, Lighthouse',
  ),
  Comedy: listed(
    'Best Man, Caterer, Landlord, Honeymooner, Plumber, Godmother, Understudy, Bingo Hall, Houseguest, Mayor',
  ),
  Crime: listed(
    'Forger, Alibi, Locksmith, Ransom, Docklands, Bookmaker, Informer, Ledger, Safehouse, Verdict',
  ),
  Documentary: listed(
    'Glacier, Beekeepers, Archive, Weavers, Tide Table, Orchestra, Sleeper Train, Salt Works, Herd, Observatory',
  ),
  Drama: listed(
    'Orchard, Inheritance, Ferryman, Widow, Harvest, Piano Lesson Room, Letters, Quarry, Sisters, Boarding House',
  ),
  Family: listed(
    'Treehouse, Pony, Lemonade Stand, Grandfather, School Bus, Kite, Puppy, Bakery, Sleepover, Postman',
  ),
  Fantasy: listed(
    'Dragonfly Queen, Oathstone, Sorcerer, Thornwood, Moongate, Changeling, Griffin, Runesmith, Wyvern, Enchantress',
  ),
  Horror: listed('Crypt, Hollow, Seance, Scarecrow, Cellar, Marionette, Asylum, Moth, Revenant, Whisperer'),
  Mystery: listed(
    'Cipher, Manor, Lodger, Fog Signal, Governess, Lantern, Stranger, Clockmaker, Locket, Platform',
  ),
  Romance: listed(
    'Florist, Valentine, Ballroom, Postcard, Bouquet, Serenade, Vineyard, Engagement, Promenade, Proposal',
  ),
  'Sci-Fi': listed(
    'Orbit, Automaton, Nebula, Colony, Paradox, Satellite, Android, Cryonaut, Terraformer, Singularity',
  ),
  Thriller: listed(
    'Hostage, Double, Blackout, Pursuit, Witness, Threshold, Trespass, Countdown, Silence, Decoy',
  ),
};

export const adjectives = listed(`
  Amber, Borrowed, Brass, Broken, Careless, Copper, Crooked, Distant, Drowsy, Electric, Faithful, Forgotten,
  Frozen, Gilded, Hidden, Hungry, Impossible, Indigo, Innocent, Ivory, Last, Little, Lonely, Lucky,
  Midnight, Northern, Obedient, Paper, Patient, Perfect, Quiet, Reluctant, Restless, Scarlet, Second,
  Silver, Sleepless, Stolen, Sunday, Tangled, Thirteenth, Unlikely, Velvet, Wandering, Winter
`);

/** Invented places. */
export const places = listed(`
  Alderholm, Baskerby, Cardoway, Dunmarra, Eskerfield, Farrowgate, Gallowmere, Hartlemoor, Inverkeld,
  Juniper Bay, Kestrel Point, Lindenau, Marrowick, Nettlecombe, Ormesund, Port Saloma, Quillhaven, Rookhope,
  Santa Velora, Tresco Sound, Umberlea, Valdorra, Westerkamp, Yarrowdale, Zennick
`);

/** Times and circumstances a title can end on. */
export const endings = listed(`
  at Dawn, at Low Tide, by Candlelight, for Two, in Autumn, in Blue, in the Rain, Next Door, of the North,
  on the Line, on Thursday, Under Glass, Without a Map, with a View to the Sea, After Hours
`);

/** Names for the parts of a film series, after the colon. */
export const sequelNames = listed(`
  Aftermath, Crossfire, Homecoming, Into the Dark, Reckoning, Reunion, The Long Way Back, The Return,
  Second Chances, Uprising, Unfinished Business, The Last Chapter
`);

export const firstNames = listed(`
  Ana, Ben, Chidi, Dalia, Emil, Fatima, Goran, Hana, Ivan, Jana, Kofi, Leila, Mateo, Nina, Omar, Paula,
  Quentin, Rosa, Samir, Tova, Umar, Vera, Wanda, Xenia, Yusuf, Zoe, Akira, Bruno, Clara, Dmitri, Elena,
  Farid, Greta, Hugo, Ines, Jonas, Katya, Luca, Mei, Noor, Olga, Pedro, Ravi, Sofia, Tomas, Ulla, Viktor,
  Yara
`);

export const lastNames = listed(`
  Abara, Bauer, Castro, Dahl, Eriksen, Farkas, Garcia, Haddad, Ito, Jensen, Kaya, Lindqvist, Moreau, Novak,
  Okafor, Petrov, Quist, Rossi, Silva, Tanaka, Ueda, Varga, Weber, Yilmaz, Zhang
`);

/** Regions of the invented country; people of one region share a small local fashion. */
export const regions = ['Capital', 'Coast', 'Highlands', 'Islands', 'Lakes', 'Plains'] as const;
