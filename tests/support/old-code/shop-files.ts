const USERS = 64;
const ITEMS = 48;
/** Items that nobody has taken yet: a recipe for new items asks for a hundred. */
const NEW_ITEMS = 96;
const START_SEC = 1_700_000_000;
const DAY_SEC = 86_400;
const GENRES = ['drama', 'comedy', 'horror', 'western'];

/** Numbers in [0, 1), the same for the same seed: kept here, so that no change of the engine's own moves the data. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * What everybody did: people of four tastes with 6 to 29 events each, of three types, with values, devices that differ
 * in what is taken on them, and impressions. Some cells are empty.
 */
export function interactionsCsv(): string {
  const next = numbers(42);
  const lines = ['USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE,DEVICE,IMPRESSION'];
  for (let user = 0; user < USERS; user++) {
    const events = 6 + Math.floor(next() * 24);
    for (let k = 0; k < events; k++) {
      const device = next() < 0.5 ? 'phone' : 'tv';
      const half = device === 'tv' ? 0 : ITEMS / 2;
      const own = next() < 0.7;
      const place = Math.floor(next() * next() * (ITEMS / 8));
      const item = own ? half + place * 4 + (user % 4) : Math.floor(next() * next() * ITEMS);
      const type = next() < 0.6 ? 'view' : next() < 0.6 ? 'click' : 'purchase';
      const value = next() < 0.2 ? '' : (Math.floor(next() * 90) / 10 + 1).toFixed(1);
      const time = START_SEC + k * DAY_SEC + Math.floor(next() * DAY_SEC);
      const shown = next() < 0.4 ? [item, (item + 7) % ITEMS, (item + 20) % ITEMS] : [];
      const impression = shown.map((other) => `i${other}`).join('|');
      lines.push(
        [`u${user}`, `i${item}`, time, type, value, k % 9 === 8 ? '' : device, impression].join(','),
      );
    }
  }
  return `${lines.join('\n')}\n`;
}

/** Of every item genres, a title, words, a price, when it came and whether it is on offer; cells that careless readers lose. */
export function itemsCsv(): string {
  const next = numbers(7);
  const rows = Array.from({ length: ITEMS + NEW_ITEMS }, (_, i) => {
    const genre = next() < 0.3 ? `${GENRES[i % 4]}|${GENRES[(i + 1) % 4]}` : GENRES[i % 4];
    const title = i === 3 ? '"=1+1, ""quoted"""' : `Title ${i}`;
    const about = i % 4 === 0 ? '' : `"line one of ${GENRES[i % 4]}\nline ${i} é 茶"`;
    const price = (1 + Math.floor(next() * 400) / 10).toFixed(1);
    const created = START_SEC + (i - 130) * DAY_SEC;
    return [`i${i}`, genre, title, about, price, created, ['true', 'false', ''][i % 3]].join(',');
  });
  return ['ITEM_ID,GENRE,TITLE,DESCRIPTION,PRICE,CREATION_TIMESTAMP,OFFER', ...rows, ''].join('\n');
}

/** Age and country of most people, and of one who has done nothing. */
export function usersCsv(): string {
  const rows = Array.from({ length: USERS - 4 }, (_, u) =>
    [`u${u + 5}`, u % 6 ? 18 + ((u * 7) % 50) : '', ['DE', 'FR', 'JP'][u % 3]].join(','),
  );
  return ['USER_ID,AGE,COUNTRY', ...rows, ''].join('\n');
}
