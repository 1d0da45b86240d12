import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import type { StudioEvent } from '../../src/domain/events';
import type { JobId, ProjectId, ProjectState } from '../../src/domain/resources';
import type { StudioApi } from '../../src/domain/door';
import { connectStudio } from '../../src/worker/client';
import { eventually } from '../support/eventually';
import { specOf } from '../support/trained-version';

const quiet = (): void => undefined;
const newJob = (): JobId => crypto.randomUUID() as JobId;
const popularity = specOf('aws-popularity-count', { name: 'popular' });

/** A page of its own as far as the door, the locks and the database can tell: a client with its worker. */
interface Tab {
  readonly studio: StudioApi;
  readonly heard: StudioEvent[];
  close(): void;
}
const tabs: Tab[] = [];

async function openTab(): Promise<Tab> {
  const workers: Worker[] = [];
  const studio = connectStudio(() => {
    const worker = new Worker(inject('workers').studio, { type: 'module' });
    workers.push(worker);
    return worker;
  });
  const heard: StudioEvent[] = [];
  const tab = { studio, heard, close: () => workers.forEach((worker) => worker.terminate()) };
  tabs.push(tab);
  await studio.subscribe((event) => heard.push(event));
  return tab;
}

/** The only tab there is: waits until the lock of an ended one has come over. */
async function openWritingTab(): Promise<Tab> {
  const tab = await openTab();
  await eventually(async () => expect((await tab.studio.hello()).writer).toBe(true));
  return tab;
}

/** Rows of everybody with a part of the catalogue each, all different. */
function csv(users: number, perUser: number): File {
  const lines = ['USER_ID,ITEM_ID,TIMESTAMP'];
  for (let u = 0; u < users; u++) {
    for (let e = 0; e < perUser; e++)
      lines.push(`u${u},i${(u * 7 + e * e) % 97},${1_600_000_000 + u + e * 3600}`);
  }
  return new File([lines.join('\n')], 'shop.csv');
}

async function importFile(
  { studio }: Tab,
  file: File,
  into: ProjectId | null = null,
  onPhase: (phase: string) => void = quiet,
): Promise<ProjectState> {
  const proposal = await studio.inspectFiles(newJob(), [{ path: file.name, file }], quiet);
  const plan = { ...proposal.plan, mode: 'FULL' as const };
  const target = { into, name: 'Shop' };
  const done = await studio.importFiles(newJob(), proposal.id, plan, target, ({ phase }) => onPhase(phase));
  return done.state;
}

beforeEach(async () => {
  for (const { name } of await indexedDB.databases()) {
    if (name === undefined) continue;
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.deleteDatabase(name);
      request.onsuccess = () => resolve();
      request.onerror = () => reject(new Error(`${name} cannot be deleted`));
    });
  }
});
afterEach(() => {
  for (const tab of tabs.splice(0)) tab.close();
});

it('imports, trains and recommends, and a later page finds the same', async () => {
  const first = await openWritingTab();
  const { project } = await importFile(first, csv(80, 25));
  const reports: number[] = [];
  const version = await first.studio.train(newJob(), popularity, ({ elapsedMs }) => reports.push(elapsedMs));
  const request = { solutionVersionArn: version.arn, userId: 'u7', numResults: 10 };
  const list = await first.studio.getRecommendations(request);
  expect(list.items).toHaveLength(10);
  expect(reports.length).toBeGreaterThan(0);
  first.close();

  const later = await openWritingTab();
  const state = await later.studio.openProject(project.id);
  expect(state.solutionVersions.map(({ status }) => status)).toEqual(['ACTIVE']);
  expect((await later.studio.getRecommendations(request)).items).toEqual(list.items);
});

it('one tab writes, the other reads, follows and takes over', async () => {
  const writer = await openWritingTab();
  const reader = await openTab();
  expect((await reader.studio.hello()).writer).toBe(false);
  const { project } = await importFile(writer, csv(80, 25));
  await eventually(() =>
    expect(reader.heard.findLast(({ kind }) => kind === 'projects')).toMatchObject({
      projects: [{ id: project.id }],
    }),
  );
  await reader.studio.openProject(project.id);
  await expect(reader.studio.train(newJob(), popularity, quiet)).rejects.toMatchObject({
    code: 'READ_ONLY_TAB',
  });

  await reader.studio.workHere();
  await eventually(() => expect(writer.heard).toContainEqual({ kind: 'lock', writer: false }));
  await expect(writer.studio.train(newJob(), popularity, quiet)).rejects.toMatchObject({
    code: 'READ_ONLY_TAB',
  });
  const version = await reader.studio.train(newJob(), popularity, quiet);
  await eventually(() =>
    expect(writer.heard.findLast(({ kind }) => kind === 'state')).toMatchObject({
      state: { solutionVersions: [{ arn: version.arn, status: 'ACTIVE' }] },
    }),
  );
});

it('a tab robbed of the lock while it imports keeps nothing of it, and the robber trains on the old data', async () => {
  const robbed = await openWritingTab();
  const { project } = await importFile(robbed, csv(80, 25));
  const robber = await openTab();
  await robber.studio.openProject(project.id);
  let theft: Promise<void> | null = null;
  const importing = importFile(robbed, csv(1000, 100), project.id, () => {
    theft ??= robber.studio.workHere();
  });
  await expect(importing).rejects.toMatchObject({
    code: expect.stringMatching(/READ_ONLY_TAB|CANCELLED/) as string,
  });
  await theft;
  const version = await robber.studio.train(newJob(), popularity, quiet);
  expect(version.counts.interactions).toBe(2000);
  expect((await robber.studio.describeData()).interactions).toBe(2000);
});

it('a page killed in any phase of an import leaves the data it had, or has all of the new', async () => {
  let tab = await openWritingTab();
  const { project } = await importFile(tab, csv(80, 25));
  const phases = new Set<string>();
  const second = await importFile(tab, csv(80, 26), project.id, (phase) => phases.add(phase));
  expect(second.project.interactions).toBe(2080);
  // Reports come through a port of their own, and may arrive after the answer that they were sent before.
  await eventually(() => expect(phases).toContain('store'));

  let rows = 2080;
  const deaths = [...phases].map((phase) => ({ phase, afterMs: 0 }));
  const moments = inject('full') ? [5, 20, 80, 160, 320, 640] : [5, 80, 320];
  for (const afterMs of moments) deaths.push({ phase: 'store', afterMs });
  for (const [n, { phase, afterMs }] of deaths.entries()) {
    const next = 500 * (60 + n);
    const dying = tab;
    await new Promise<void>((dead) => {
      const fate = (seen: string): void => {
        if (seen !== phase) return;
        setTimeout(() => {
          dying.close();
          dead();
        }, afterMs);
      };
      // Never settles once its worker is gone; an import that was quicker than its end has ended well.
      importFile(dying, csv(500, 60 + n), project.id, fate).catch(() => undefined);
    });
    tab = await openWritingTab();
    const state = await tab.studio.openProject(project.id);
    const where = `killed ${afterMs} ms into ${phase}`;
    const allowed = phase === 'store' ? [rows, next] : [rows];
    expect(allowed, where).toContain(state.project.interactions);
    rows = state.project.interactions;
    const card = await tab.studio.describeData();
    expect(card.interactions, where).toBe(rows);
    expect((await tab.studio.getUserHistory('u7', 10_000)).total, where).toBe(
      rows / (rows === 2080 ? 80 : 500),
    );
    expect(
      state.importJobs.map(({ status }) => status),
      where,
    ).not.toContain('CREATE IN_PROGRESS');
  }
});
