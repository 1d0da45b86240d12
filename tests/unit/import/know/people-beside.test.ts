import { describe, expect, it } from 'vitest';
import { check } from '../../../../src/import/judge/check';
import { inspect } from '../../../../src/import/propose/inspect';
import { memorySource } from '../../../../src/import/open/bytes/source';
import { bytesOf, job } from '../importing';

const day = (i: number): string => new Date(Date.UTC(2023, 0, 1 + i * 3)).toISOString().slice(0, 10);
/** Rows of services as they hand them out to one person. */
const EXPORTS: { readonly [service: string]: (i: number) => readonly string[] } = {
  'netflix:Title,Date': (i) => [i % 2 ? `Show ${i % 5}: Season 1: Episode ${i}` : `Film ${i % 9}`, day(i)],
  'steam:Game,Hours': (i) => [`Game ${i % 15}`, `${1 + (i % 50)}.5`],
  'spotify:endTime,artistName,trackName,msPlayed': (i) => [
    day(i),
    `Band ${i % 6}`,
    `Song ${i % 17}`,
    '180000',
  ],
  'letterboxd:Date,Name,Year,Letterboxd URI,Rating': (i) => [
    day(i),
    `Film ${i % 17}`,
    '1995',
    `https://boxd.it/${i % 17}`,
    `${1 + (i % 5)}`,
  ],
  'goodreads:Book Id,Title,Author,My Rating,Exclusive Shelf,Date Read,Date Added': (i) => [
    `${1000 + (i % 17)}`,
    `Tale ${i % 17}`,
    'Ann',
    `${i % 6}`,
    'read',
    day(i),
    day(i),
  ],
  'board-games:objectname,objectid,rating,own': (i) => [
    `Game ${i % 17}`,
    `${500 + (i % 17)}`,
    `${1 + (i % 9)}`,
    '1',
  ],
  'strava:Activity ID,Activity Date,Activity Name,Activity Type,Distance': (i) => [
    `${9000 + i}`,
    `${day(i)} 06:10:11`,
    'Morning',
    ['Run', 'Ride', 'Swim', 'Hike'][i % 4],
    '4.5',
  ],
  'browser:url,title,visit_time': (i) => [
    `https://site${i % 17}.example/${i}`,
    `Page ${i}`,
    `${1_690_000_000_000 + i * 99_999}`,
  ],
};
const PEOPLE = { en: ['Ann', 'Ben', 'Cem', 'Dora', 'Eli'], ko: ['민수', '지영', '하늘', '서준', '유진'] };

async function dropped(headers: string, rows: readonly (readonly string[])[]) {
  const text = [headers, ...rows.map((row) => row.join(','))].join('\n');
  const { proposal, sources } = await inspect([memorySource('table.csv', bytesOf(text))], null, job);
  const found = await check(sources, proposal.plan, null, job);
  const events = proposal.files.find(({ plan }) => plan.dataset === 'INTERACTIONS');
  return {
    events,
    who: events?.plan.columns.find(({ role }) => role === 'USER_ID')?.header,
    codes: events?.issues.map(({ code }) => code) ?? [],
    counts: found.counts,
  };
}

describe.each([
  ['user', PEOPLE.en, 'first'],
  ['student', PEOPLE.en, 'last'],
  ['이름', PEOPLE.ko, 'first'],
  ['닉네임', PEOPLE.ko, 'last'],
] as const)('a column %s beside those of a service says who it was:', (header, people, place) => {
  it.each(Object.keys(EXPORTS))('%s', async (key) => {
    const [service, own] = key.split(':');
    const rows = Array.from({ length: 100 }, (_, i) => EXPORTS[key](i));
    const named = rows.map((row, i) => {
      const person = people[(i * 7) % 5];
      return place === 'first' ? [person, ...row] : [...row, person];
    });
    const alone = await dropped(own, rows);
    const together = await dropped(place === 'first' ? `${header},${own}` : `${own},${header}`, named);
    expect(alone.events).toMatchObject({ recognised: service, plan: { person: 'me' } });
    expect(together).toMatchObject({ events: { recognised: service }, who: header, counts: { users: 5 } });
    expect(together.events?.plan.person).toBeUndefined();
    // The same rows are of the same things, whoever they are of.
    expect(together.counts?.items).toBe(alone.counts?.items);
    expect(together.codes).toContain('PEOPLE_BESIDE');
    expect(together.codes).not.toContain('ONE_PERSON');
    expect(together.codes.includes('EPISODES_GROUPED')).toBe(service === 'netflix');
  });
});

it('takes an account that each row repeats for one person, and several accounts for people', async () => {
  const headers = 'ts,username,ms_played,master_metadata_track_name,master_metadata_album_artist_name';
  const rows = (accounts: number) =>
    Array.from({ length: 60 }, (_, i) => [day(i), `acc${i % accounts}`, '90000', `Song ${i % 9}`, 'Ann']);
  expect((await dropped(headers, rows(1))).events?.plan.person).toBe('me');
  expect(await dropped(headers, rows(3))).toMatchObject({ who: 'username', counts: { users: 3 } });
});
