import { describe, expect, it } from 'vitest';
import { check } from '../../../src/import/judge/check';
import { inspect } from '../../../src/import/propose/inspect';
import { memorySource } from '../../../src/import/open/bytes/source';
import { bytesOf, job } from './importing';

/** The download of a household's data: every fourth row is a trailer. */
function household(profiles: number, each = 20, order: 'by time' | 'by profile' = 'by time'): string {
  const rows = Array.from({ length: profiles * each }, (_, i) => {
    const at = new Date(Date.UTC(2024, 0, 1, 20, i)).toISOString().slice(0, 19).replace('T', ' ');
    const kind = i % 4 === 3 ? 'TRAILER' : '';
    const who = order === 'by time' ? i % profiles : Math.floor(i / each);
    return `Profile ${who},${at},00:42:00,,Show ${i % 7}: Season 1: Episode ${i},${kind},Television`;
  });
  return `Profile Name,Start Time,Duration,Attributes,Title,Supplemental Video Type,Device Type\n${rows.join('\n')}\n`;
}
const ONE_PROFILE = `Title,Date\n${Array.from({ length: 20 }, (_, i) => `Film ${i},3/${i + 1}/24`).join('\n')}\n`;
const drop = (text: string) => inspect([memorySource('ViewingActivity.csv', bytesOf(text))], null, job);

describe('an export of somebody’s own', () => {
  it.each([
    ['of one profile', ONE_PROFILE, 'relaxed'],
    ['of a household', household(3), 'relaxed'],
    ['of a household for many years', household(3, 12_000, 'by profile'), 'relaxed'],
    ['of fewer rows than the service asks for', household(26), 'relaxed'],
    ['of more people than the service asks for', household(26, 60), 'aws'],
    ['of more people, of whom its first megabyte has a few', household(30, 600, 'by profile'), 'aws'],
  ])('%s comes under the rules that fit its size', async (_, text, profile) => {
    expect((await drop(text)).proposal.plan.profile).toBe(profile);
  });

  it('has tables with names that people know', async () => {
    const { proposal } = await drop(household(3));
    expect(proposal.plan.files.map(({ file }) => file)).toEqual([
      'ViewingActivity.csv',
      'items of ViewingActivity',
    ]);
  });

  it('has as many rows in its head as in its tally', async () => {
    const { proposal, sources } = await drop(household(3));
    const { files, tallies } = await check(sources, proposal.plan, null, job);
    const tally = tallies.find(({ dataset }) => dataset === 'INTERACTIONS');
    expect(tally).toMatchObject({ rows: 60, notMeant: [{ reason: 'trailer', count: 15 }] });
    expect(files.find(({ dataset }) => dataset === 'INTERACTIONS')?.rows).toBe(60);
  });
});

it('asks nothing about what the columns of a known service are', async () => {
  const books = Array.from(
    { length: 60 },
    (_, i) => `${5000 + i},Tale ${i},Ann,4,2023/01/11,2022/01/05,read`,
  );
  const library = ['Book Id,Title,Author,My Rating,Date Read,Date Added,Exclusive Shelf', ...books].join(
    '\n',
  );
  const { proposal } = await inspect(
    [memorySource('goodreads_library_export.csv', bytesOf(library))],
    null,
    job,
  );
  expect(proposal.files[0].recognised).toBe('goodreads');
  expect(proposal.files.flatMap(({ issues }) => issues).map(({ code }) => code)).not.toContain(
    'ROLE_DOUBTFUL',
  );
});

it('leaves out what names nothing, whatever the service', async () => {
  const books = Array.from(
    { length: 20 },
    (_, i) => `${i % 4 === 3 ? ',' : `${5000 + i},Tale ${i}`},Ann,4,,2022/01/${i + 1},read`,
  );
  const library = ['Book Id,Title,Author,My Rating,Date Read,Date Added,Exclusive Shelf', ...books].join(
    '\n',
  );
  const { proposal, sources } = await inspect(
    [memorySource('goodreads_library_export.csv', bytesOf(library))],
    null,
    job,
  );
  const { tallies } = await check(sources, proposal.plan, null, job);
  const tally = tallies.find(({ dataset }) => dataset === 'INTERACTIONS');
  expect(tally).toMatchObject({ rows: 20, kept: 15, notMeant: [{ reason: 'no-item', count: 5 }] });
});

it('takes no second person from the searches that a Takeout has beside the videos', async () => {
  const at = (i: number) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString();
  const watched = Array.from({ length: 20 }, (_, i) => ({
    title: `Watched Film ${i}`,
    titleUrl: `https://www.youtube.com/watch?v=abcdefgh0${i}`,
    time: at(i),
  }));
  // An advert that was shown beside what was searched for stands among the searches.
  const searched = [
    {
      title: 'Searched for trains',
      titleUrl: 'https://www.youtube.com/results?search_query=trains',
      time: at(1),
    },
    {
      title: 'Watched an advert',
      titleUrl: 'https://www.youtube.com/watch?v=abcdefgh99',
      time: at(2),
      details: [{ name: 'From Google Ads' }],
    },
  ];
  const history = 'Takeout/YouTube and YouTube Music/history';
  const { proposal, sources } = await inspect(
    [
      memorySource(`${history}/watch-history.json`, bytesOf(JSON.stringify(watched))),
      memorySource(`${history}/search-history.json`, bytesOf(JSON.stringify(searched))),
    ],
    null,
    job,
  );
  const events = proposal.plan.files.filter(({ dataset }) => dataset === 'INTERACTIONS');
  expect(events).toMatchObject([{ file: `${history}/watch-history.json`, person: 'me' }]);
  expect(proposal.ignored).toEqual([{ file: `${history}/search-history.json`, reason: 'not-needed' }]);
  expect(await check(sources, proposal.plan, null, job)).toMatchObject({ importable: true });
});

describe('files of one history of which some have only what does not count', () => {
  const played = (what: 'song' | 'podcast', i: number) => ({
    ts: new Date(Date.UTC(2024, 0, 1 + i)).toISOString(),
    ms_played: 90_000,
    master_metadata_track_name: what === 'song' ? `Song ${i % 9}` : null,
    master_metadata_album_artist_name: what === 'song' ? 'Ann' : null,
    master_metadata_album_album_name: null,
    episode_name: what === 'song' ? null : `Episode ${i}`,
  });
  const file = (name: string, what: 'song' | 'podcast') =>
    memorySource(name, bytesOf(JSON.stringify(Array.from({ length: 20 }, (_, i) => played(what, i)))));

  it('do not hold up the others', async () => {
    const files = [file('Audio_2023_0.json', 'song'), file('Video_2023.json', 'podcast')];
    const { proposal, sources } = await inspect(files, null, job);
    expect(proposal.ignored).toEqual([{ file: 'Video_2023.json', reason: 'not-needed' }]);
    const { importable, counts } = await check(sources, proposal.plan, null, job);
    expect([importable, counts?.events]).toEqual([true, 20]);
  });

  it('are told what is missing where there is nothing else', async () => {
    const { proposal, sources } = await inspect([file('Video_2023.json', 'podcast')], null, job);
    const { importable, issues } = await check(sources, proposal.plan, null, job);
    expect(importable).toBe(false);
    expect(issues.filter(({ code }) => code === 'D01').map(({ details }) => details)).toContainEqual({
      reason: 'none-meant',
    });
  });
});

it.each([
  ['제목,별점,평가일', '2023.04'],
  ['title,my score,rated on', '2023-04'],
])('takes what somebody rated once each for events by the name of its time: %s', async (header, month) => {
  const days = Array.from({ length: 25 }, (_, i) => String(i + 1).padStart(2, '0'));
  const list = [header, ...days.map((day, i) => `Film ${i},4,${month}${month[4]}${day}`)].join('\n');
  const { proposal, sources } = await inspect([memorySource('list.csv', bytesOf(list))], null, job);
  expect(proposal.plan.files).toMatchObject([{ dataset: 'INTERACTIONS', person: 'me' }]);
  const { counts } = await check(sources, proposal.plan, null, job);
  expect(counts).toMatchObject({ events: 25, users: 1, items: 25 });
});
