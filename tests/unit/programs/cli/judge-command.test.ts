import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommand } from '../../../../src/programs/cli/run-command';
import { smallInteractions } from '../../../support/scripted-recipe';
import { ITEMS, listsWith, NDCG, ndcgOf, PEOPLE, ROWS } from '../../engine/training/brought/others';

const lists = listsWith((user) => user % 23);
let folder: string;
let project: string;
const path = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'foretaste-judge-'));
  project = path('shop.foretaste.zip');
  writeFileSync(path('orders.csv'), smallInteractions(PEOPLE, ITEMS, ROWS));
  const rows = Array.from(lists, ([user, items]) => `${user},"${items.join(',')}"`);
  writeFileSync(path('rules.csv'), `customer,recommend\n${rows.join('\n')}\n`);
  const train = ['train', path('orders.csv'), '--recipe', 'aws-popularity-count', '--workers', '1'];
  expect(await runCommand([...train, '--output', project])).toMatchObject({ status: 0 });
});
afterAll(() => rmSync(folder, { recursive: true }));

it('judge holds lists against each version of a project file, and puts them into another', async () => {
  const output = path('judged.foretaste.zip');
  const asked = ['judge', '--project', project, '--lists', path('rules.csv')];
  const { status, document } = await runCommand([...asked, '--seen-hidden', 'no', '--output', output]);
  expect(status).toBe(0);
  expect(document).toMatchObject({
    form: 'cell',
    people: { met: PEOPLE, unmet: 0 },
    seenHidden: 'no',
    measured: { people: 20, of: 20 },
    beside: [{ version: 'popularity-count v1' }],
    tell: null,
  });
  const metrics = document?.['metrics'] as { [key: string]: number };
  expect(metrics[NDCG]).toBeCloseTo(ndcgOf(lists), 12);
  // What answers requests is what was trained, also where lists are newer.
  const answer = await runCommand(['recommend', '--project', output, '--user', 'u1', '--num-results', '2']);
  expect(answer.document).toMatchObject({ itemList: [{}, {}] });
});

it('says what it cannot read, and how it is asked', async () => {
  const none = await runCommand(['judge', '--project', project, '--lists', path('orders.csv')]);
  expect(none.document).toMatchObject({ error: { code: 'LISTS_UNREADABLE', reason: 'none' } });
  expect(await runCommand(['judge', '--project', project])).toMatchObject({ status: 2 });
  const wrong = ['judge', '--project', project, '--lists', path('rules.csv'), '--seen-hidden', 'perhaps'];
  expect(await runCommand(wrong)).toMatchObject({ status: 2 });
});
