import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importCommand } from '../../../../src/programs/cli/import-command';

const SHARED = join(import.meta.dirname, '../../../../shared/data');
const file = (path: string) => join(SHARED, path);

/** Published sets lie beside the repository on machines that have them; counts as their README states. */
describe.skipIf(!existsSync(SHARED))('published data sets, as they are', () => {
  it('ml-latest-small', async () => {
    const result = await importCommand([
      '--interactions',
      file('ml-latest-small/ratings.csv'),
      '--items',
      file('ml-latest-small/movies.csv'),
    ]);
    expect(result).toMatchObject({
      datasets: {
        INTERACTIONS: { rows: 100_836, kept: 100_836, users: 610, items: 9_724 },
        ITEMS: { rows: 9_742, kept: 9_742, columns: ['ITEM_ID', 'TITLE', 'GENRES', 'YEAR'] },
      },
      errors: [],
    });
  });

  it('aws-personalize-ml-ops', async () => {
    const folder = 'aws-personalize-ml-ops';
    const result = await importCommand([
      '--interactions',
      file(`${folder}/interactions.csv`),
      '--items',
      file(`${folder}/item-meta.csv`),
    ]);
    expect(result).toMatchObject({
      datasets: {
        INTERACTIONS: {
          rows: 158_371,
          kept: 158_371,
          users: 610,
          items: 9_477,
          eventTypes: { click: 96_655, watch: 61_716 },
        },
        ITEMS: { rows: 9_742, kept: 9_742 },
      },
    });
  });

  it('online-retail, gzipped', async () => {
    const folder = 'online-retail';
    const result = await importCommand([
      ...['--interactions', file(`${folder}/interactions.csv.gz`)],
      ...['--items', file(`${folder}/items.csv`), '--users', file(`${folder}/users.csv`)],
    ]);
    expect(result).toMatchObject({
      datasets: {
        INTERACTIONS: { rows: 397_884, kept: 392_638, duplicates: 5_246, users: 4_338, items: 3_782 },
        ITEMS: { kept: 3_782 },
        USERS: { kept: 4_338 },
      },
    });
  });

  it('retail-demo-store, gzipped, columns in another order', async () => {
    const folder = 'retail-demo-store';
    const result = await importCommand([
      ...['--interactions', file(`${folder}/interactions.csv.gz`)],
      ...['--items', file(`${folder}/items.csv.gz`), '--users', file(`${folder}/users.csv`)],
    ]);
    expect(result).toMatchObject({
      datasets: {
        INTERACTIONS: {
          rows: 60_000,
          kept: 60_000,
          users: 5_804,
          items: 2_445,
          eventTypes: {
            View: 51_725,
            AddToCart: 4_138,
            ViewCart: 2_586,
            StartCheckout: 1_034,
            Purchase: 517,
          },
        },
        ITEMS: { kept: 2_465 },
        USERS: { kept: 6_000 },
      },
    });
  });
});
