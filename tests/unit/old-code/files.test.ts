import { expect, test } from 'vitest';
import {
  differences,
  entryDifferences,
  keptLines,
  keptZip,
  manifestOf,
  oldShop,
} from '../../support/old-code/kept';
import { ofEarlierBuild } from '../../../src/domain/earlier';
import type { ProjectState } from '../../../src/domain/resources';
import { makeShop } from '../../support/old-code/make-shop';
import { OldStudio, entriesOf } from '../../support/old-code/old-studio';

test('a bundle of an old project has the same bytes in every file', async () => {
  const at = await oldShop();
  const [kept, now] = [entriesOf(keptZip('shop.bundle.zip')), entriesOf(await at.bundle())];
  expect(entryDifferences(kept, now)).toEqual([]);
  expect(kept.size).toBeGreaterThan(70);
});

test('an old project is written again as it was, with the ids of today, but for when it was opened', async () => {
  const at = await oldShop();
  const [kept, now] = [keptZip('shop.foretaste.zip'), await at.projectFile()].map((zip) => {
    const entries = new Map(entriesOf(zip));
    const manifest = Buffer.from(entries.get('foretaste-project.json') ?? []).toString('utf8');
    const { format, ...rest } = JSON.parse(manifest) as { format: number; facts: { state: ProjectState } };
    const facts = format === 1 ? ofEarlierBuild(rest.facts) : rest.facts;
    const text = JSON.stringify({ ...rest, facts }, null, 1);
    entries.set('foretaste-project.json', Buffer.from(text.replace(/"openedMs": \d+/, '"openedMs": 0')));
    // The checksum of the manifest as it is written.
    entries.delete('foretaste-project.sha256');
    return entries;
  });
  expect(entryDifferences(kept, now)).toEqual([]);
  expect(kept.size).toBeGreaterThan(100);
});

test('the same files are imported to the same data, and what is put over them is stored the same', async () => {
  const at = new OldStudio(1);
  await makeShop(at);
  expect(differences(keptLines('made').slice(0, at.lines.length), at.lines)).toEqual([]);
  const [kept, now] = [keptZip('shop.foretaste.zip'), await at.projectFile()].map((zip) => {
    const { facts, pieces } = manifestOf(zip);
    const data = pieces.filter(({ owner }) => owner === 'data' || owner === 'tracked');
    return { data, layout: facts.data };
  });
  expect(JSON.stringify(now)).toBe(JSON.stringify(kept));
  expect(kept.data.length).toBeGreaterThan(20);
});
