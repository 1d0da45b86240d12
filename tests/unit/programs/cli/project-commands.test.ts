import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diskSource } from '../../../../src/programs/cli/import-files';
import { runCommand, type Outcome } from '../../../../src/programs/cli/run-command';
import { smallInteractions } from '../../../support/scripted-recipe';
import type { loadRecommender } from '../../../../src/takeaway/recommender';
import { nodeJob, nodeStudio } from '../../../support/studio-in-node';

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'foretaste-project-'));
  file = join(folder, 'shop.foretaste.zip');
  writeFileSync(join(folder, 'orders.csv'), smallInteractions(40, 60, 30));
});
afterAll(() => rmSync(folder, { recursive: true }));

const recommend = async (...more: readonly string[]) =>
  runCommand(['recommend', '--project', file, '--num-results', '3', ...more]);

describe('headless train and recommend', () => {
  it('train writes a project file, which recommend answers from and the page opens', async () => {
    const trained = await runCommand([
      'train',
      join(folder, 'orders.csv'),
      '--recipe',
      'aws-sims',
      '--workers',
      '1',
      '--output',
      file,
    ]);
    expect(trained).toMatchObject({ status: 0, document: { recipe: 'aws-sims', rows: { users: 40 } } });
    const answer = await recommend('--item', 'i1');
    expect(answer.document).toMatchObject({ itemList: [{}, {}, {}] });
    const { studio } = nodeStudio();
    const state = await studio.importProject(nodeJob(), diskSource(file));
    expect(state.solutionVersions.map(({ spec }) => spec.recipe)).toContain('aws-sims');
  });

  it('takes files of which it is said what they are, and nothing else beside them', async () => {
    writeFileSync(join(folder, 'things.csv'), 'ITEM_ID,GENRE\ni1,Comedy\ni2,Drama\n');
    const named = ['--interactions', join(folder, 'orders.csv'), '--items', join(folder, 'things.csv')];
    const how = ['--recipe', 'aws-popularity-count', '--workers', '1', '--output', join(folder, 'named.zip')];
    const { document } = await runCommand(['train', ...named, ...how]);
    expect(document).toMatchObject({ rows: { interactions: 1200, users: 40, items: 60 } });
    const asked = ['--project', join(folder, 'named.zip'), '--user', 'u1'];
    const comedies = ['--filter', 'INCLUDE ItemID WHERE Items.GENRE IN ("Comedy")'];
    const answer = await runCommand(['recommend', ...asked, ...comedies]);
    expect(answer.document).toMatchObject({ itemList: [{ itemId: 'i1' }] });
    for (const wrong of [named.slice(2), [...named, file], [...named, '--project', file]])
      expect(await runCommand(['train', ...wrong, ...how])).toMatchObject({ status: 2 });
  });

  it('trains another version in a project that is there', async () => {
    const again = join(folder, 'again.foretaste.zip');
    const trained = await runCommand([
      'train',
      '--project',
      file,
      '--recipe',
      'aws-popularity-count',
      '--workers',
      '1',
      '--output',
      again,
    ]);
    expect(trained.document).toMatchObject({ recipe: 'aws-popularity-count' });
    const popular = await runCommand([
      'recommend',
      '--project',
      again,
      '--recipe',
      'aws-popularity-count',
      '--user',
      'u1',
      '--num-results',
      '2',
    ]);
    expect(popular.document).toMatchObject({ itemList: [{}, {}] });
  });

  it('filters by an expression, and says what it refuses', async () => {
    const popular = ['--recipe', 'aws-popularity-count', '--user', 'u1'];
    const all = await recommend(...popular);
    const unseen = await recommend(
      ...popular,
      '--filter',
      'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("*")',
    );
    const ids = ({ document }: Outcome) =>
      (document?.['itemList'] as { itemId: string }[]).map(({ itemId }) => itemId);
    expect(ids(all)).toHaveLength(3);
    expect(ids(unseen)).toHaveLength(3);
    expect(ids(unseen)).not.toEqual(ids(all));
    const refused = await recommend(...popular, '--filter', 'EXCLUDE ItemID WHERE');
    expect(refused.document).toMatchObject({ error: { code: 'F02' } });
    expect(await recommend()).toMatchObject({ status: 2 });
    expect(await runCommand(['train', '--output', file])).toMatchObject({ status: 2 });
    expect((await recommend('--item', 'i1', '--recipe', 'aws-hrnn')).document).toMatchObject({
      error: { code: 'NOT_FOUND' },
    });
  });

  it('export-recommender writes a folder that answers, with nobody in it', async () => {
    const output = join(folder, 'recommender');
    const { document } = await runCommand(['export-recommender', '--project', file, '--output', output]);
    expect(document).toMatchObject({ recipe: 'aws-sims', looksUp: false, beside: null });
    const paths = [
      'README.md',
      'index.html',
      'recommender.js',
      'recommender.d.ts',
      'items.json',
      'model.bin',
    ];
    expect(readdirSync(output).sort()).toEqual(paths.sort());
    for (const path of ['items.json', 'model.bin'])
      expect(readFileSync(join(output, path), 'latin1')).not.toMatch(/\bu\d/);
    expect(readFileSync(join(output, 'README.md'), 'utf8')).toContain('**Of people:** no ids');
    const { loadRecommender: load } = (await import(pathToFileURL(join(output, 'recommender.js')).href)) as {
      loadRecommender: typeof loadRecommender;
    };
    const answer = await recommend('--item', 'i1');
    const shop = await load(join(output, 'model.bin'));
    expect(shop.similar('i1', { numResults: 3 }).map(({ itemId }) => ({ itemId }))).toEqual(
      answer.document?.['itemList'],
    );
    expect(await runCommand(['export-recommender', '--project', file, '--output', output])).toMatchObject({
      status: 2,
    });
  });
});
