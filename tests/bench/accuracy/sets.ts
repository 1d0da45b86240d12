import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filmClubSeed, simulateFilmClub } from '../../../src/data/samples/film-club';
import { projectRoot } from '../../../src/programs/server/project-root.mjs';

/** Files of one data set, as flags of the headless commands. */
export interface DataSet {
  readonly name: string;
  readonly flags: readonly string[];
}

const shared = join(projectRoot, '../shared/data');

const published: readonly { readonly name: string; readonly folder: string; readonly file: string }[] = [
  { name: 'ml-latest-small', folder: 'ml-latest-small', file: 'ratings.csv' },
  { name: 'online-retail', folder: 'online-retail', file: 'interactions.csv.gz' },
  { name: 'aws-ml-ops', folder: 'aws-personalize-ml-ops', file: 'interactions.csv' },
  { name: 'retail-demo-store', folder: 'retail-demo-store', file: 'interactions.csv.gz' },
];

/** Where the described items of a published set are. */
const described: { readonly [set: string]: string } = {
  'ml-latest-small': join(shared, 'ml-latest-small', 'movies.csv'),
  'aws-ml-ops': join(shared, 'aws-personalize-ml-ops', 'item-meta.csv'),
};

/** The flags that add them; none where the set is absent, as the bundled sample brings its own. */
export function itemsOf(set: SetName): readonly string[] {
  const path = described[set];
  return path !== undefined && existsSync(path) ? ['--items', path] : [];
}

/** Films are watched once; purchases and clicks come again. */
export function isWatchedOnce(set: string): boolean {
  return set === 'ml-latest-small' || set === 'film-club';
}

/** Names under which rows ask for a set; the film club is the sample bundled with the product. */
export type SetName = 'ml-latest-small' | 'online-retail' | 'aws-ml-ops' | 'film-club';

/** The published sets that lie beside the project, by name; none where it stands alone. */
export function publishedSets(): Map<string, DataSet> {
  const present = published.filter(({ folder, file }) => existsSync(join(shared, folder, file)));
  return new Map(
    present.map(({ name, folder, file }) => [
      name,
      { name, flags: ['--interactions', join(shared, folder, file)] },
    ]),
  );
}

/** The bundled sample as files in a temporary folder. */
export async function filmClub(): Promise<DataSet> {
  const folder = mkdtempSync(join(tmpdir(), 'film-club-'));
  const club = await simulateFilmClub(filmClubSeed);
  const flags: string[] = [];
  const files = {
    interactions: club.interactionsCsv,
    items: club.itemsCsv,
    users: club.usersCsv,
  };
  for (const [dataset, text] of Object.entries(files)) {
    const path = join(folder, `${dataset}.csv`);
    writeFileSync(path, text);
    flags.push(`--${dataset}`, path);
  }
  return { name: 'film-club', flags };
}
