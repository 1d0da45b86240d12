import { expect, it } from 'vitest';
import { blobSource, type SourceFile } from '../../../../src/import/open/bytes/source';
import { importFiles, nodeJob, nodeStudio } from '../../../support/studio-in-node';

const file = (path: string, rows: readonly string[]): SourceFile =>
  blobSource(path, new Blob([rows.join('\n') + '\n']));

const TITLES = ['Matrix, The (1999)', 'Heat (1995)', 'Solaris (1972)', 'Solaris (2002)', 'Amélie (2001)'];

/** A hundred people who rate five films. */
const films = [
  file('ratings.csv', [
    'userId,movieId,rating,timestamp',
    ...Array.from(
      { length: 1000 },
      (_, i) => `${i % 100},${1 + (i % 5)},${1 + (i % 4)},${1_600_000_000 + i * 3600}`,
    ),
  ]),
  file('movies.csv', ['movieId,title,genres', ...TITLES.map((title, i) => `${i + 1},"${title}",Drama`)]),
];

const diary = file('watched.csv', [
  'Date,Name,Year,Letterboxd URI',
  '2024-01-01,The Matrix,1999,https://boxd.it/1',
  '2024-01-02,Heat,1995,https://boxd.it/2',
  '2024-01-03,Solaris,,https://boxd.it/3',
  '2024-01-04,Small Fires,2020,https://boxd.it/4',
]);

it('brings one person’s events into data that share the items, as those of a new user', async () => {
  const node = nodeStudio();
  const { studio } = node;
  const { project, profile } = await importFiles(node, films);
  expect(profile).toBe('aws');
  const proposal = await studio.inspectFiles(nodeJob(), [diary]);
  expect(proposal.files[0]).toMatchObject({ recognised: 'letterboxd', plan: { person: 'me' } });
  expect(proposal.plan.profile).toBe('relaxed');

  const matches = await studio.matchItems(nodeJob(), proposal.id, proposal.plan, project.id);
  expect(matches).toMatchObject({
    items: 4,
    events: 4,
    sure: [
      ['The Matrix (1999)', '1'],
      ['Heat (1995)', '2'],
    ],
    sureEvents: 2,
    missing: ['Small Fires (2020)'],
  });
  expect(matches.doubtful.map(({ ids }) => ids[0])).toEqual(['Solaris']);

  const pairs = [...matches.sure, ['Solaris', '4'] as const];
  const { state, users } = await studio.stepIn(nodeJob(), proposal.id, proposal.plan, project.id, pairs);
  expect(users).toEqual(['me']);
  expect(state.profile).toBe('aws');
  expect(state.project).toMatchObject({ id: project.id, interactions: 1003, users: 101, items: 5 });
  const history = await studio.getUserHistory('me', 10);
  expect(history.events.map(({ itemId }) => itemId).sort()).toEqual(['1', '2', '4']);

  const again = await studio.inspectFiles(nodeJob(), [diary]);
  const second = await studio.stepIn(nodeJob(), again.id, again.plan, project.id, matches.sure);
  expect(second.users).toEqual(['me 2']);
  expect(second.state.project).toMatchObject({ interactions: 1005, users: 102 });
});
