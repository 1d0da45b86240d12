import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { diskSource } from '../../../../src/programs/cli/import-files';
import type { ExistingData } from '../../../../src/domain/imports';
import { uncancelled } from '../../../../src/domain/ports';
import { NO_TABLES } from '../../../../src/data/tables/table-of';
import { importThread } from '../../../../src/programs/emulate/import-thread';
import { readForJob, type JobAsked } from '../../../../src/engine/datasets/read-for-job';
import { emulator, ensureBuilt } from '../../../../src/programs/server/build.mjs';
import { avroSchema } from '../../../support/avro-schema';
import { smallInteractions } from '../../../support/scripted-recipe';
import { newFolder } from './requests';

const folder = newFolder();
const existing: ExistingData = { tables: NO_TABLES, schemas: {} };
const events: JobAsked = {
  dataset: 'INTERACTIONS',
  schema: avroSchema('Interactions', ['USER_ID', 'ITEM_ID', 'EVENT_TYPE', 'TIMESTAMP']),
  profile: 'aws',
  mode: 'FULL',
};
const items: JobAsked = { ...events, dataset: 'ITEMS', schema: avroSchema('Items', ['ITEM_ID', 'NAME']) };
let elsewhere: typeof readForJob;
beforeAll(() => {
  elsewhere = importThread(pathToFileURL(join(ensureBuilt(emulator), 'import-thread.mjs')));
});

function file(name: string, content: string) {
  const at = join(folder, name);
  writeFileSync(at, content);
  return { ...diskSource(at), path: `s3://in/${name}`, at };
}

it.each([
  ['events', events, smallInteractions(60, 60, 30)],
  ['items, whose texts come in pieces', items, `ITEM_ID,NAME\ni1,One\ni2,\n${'x'.repeat(20)},"a ""b"""\n`],
  ['no rows', items, 'ITEM_ID,NAME\ni1,One\n'],
] as const)('what a thread has read of %s is what this one reads', async (_what, asked, content) => {
  const files = [file(`${asked.dataset}.csv`, content)];
  const there = await elsewhere(files, asked, existing, uncancelled).catch(String);
  const here = await readForJob(files, asked, existing, uncancelled).catch(String);
  expect(there).toEqual(
    typeof here === 'string'
      ? here
      : { ...here, sources: new Map([[files[0].path, { sizeBytes: files[0].sizeBytes }]]) },
  );
});

it('why a file was refused is said as in this thread', async () => {
  const files = [file('wrong.csv', 'USER_ID,ITEM_ID,EVENT_TYPE,TIMESTAMP\nu,i,view,yesterday\n')];
  const fault = (read: typeof readForJob) =>
    read(files, events, existing, uncancelled).then(
      () => null,
      ({ code, details }: { code: string; details: object }) => ({ code, details }),
    );
  expect(await fault(elsewhere)).toMatchObject({ code: 'IMPORT_FAILED' });
  expect(await fault(elsewhere)).toEqual(await fault(readForJob));
});

it('a thread that cannot be had fails the import, and nothing else', async () => {
  const gone = importThread(pathToFileURL(join(folder, 'nothing.mjs')));
  const files = [file('any.csv', smallInteractions(60, 60, 30))];
  await expect(gone(files, events, existing, uncancelled)).rejects.toMatchObject({ code: 'WORKER_GONE' });
});
