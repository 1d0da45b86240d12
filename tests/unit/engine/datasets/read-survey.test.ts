import { describe, expect, it } from 'vitest';
import { memorySource } from '../../../../src/import/open/bytes/source';
import { readSurvey } from '../../../../src/engine/datasets/read-survey';
import { uncancelled as job } from '../../../../src/domain/ports';

const read = (text: string) => readSurvey([memorySource('class.csv', new TextEncoder().encode(text))], job);
const things = ['Pizza', 'Soup', 'Rice', 'Salad', 'Cake'];

describe('the survey of a class', () => {
  it('comes from words of liking, a person a row', async () => {
    const survey = await read(
      [
        `Timestamp,Name,${things.map((thing) => `How much do you like these? [${thing}]`).join(',')}`,
        "2026-01-01 10:00,Ana,Love it,Like it,It's OK,Dislike,Hate it",
        '2026-01-01 10:01,Ben,Like it,,Never heard of it,Love it,Like it',
        '2026-01-01 10:02,Cho,Dislike,Like it,Love it,Like it,Like it',
      ].join('\n'),
    );
    expect(survey).toEqual({
      things,
      people: [
        { name: 'Ana', likings: [4, 3, 2, 1, 1] },
        { name: 'Ben', likings: [3, 0, 0, 4, 3] },
        { name: 'Cho', likings: [1, 3, 4, 3, 3] },
      ],
    });
  });

  it('comes from numbers of one to four as they are, of one to ten cut down', async () => {
    const rows = (most: number) => [
      `Name,${things.join(',')}`,
      ...['Ana', 'Ben', 'Cho', 'Dan'].map((name, k) =>
        [name, ...things.map((_, t) => 1 + ((k * 3 + t * 2) % most))].join(','),
      ),
    ];
    const four = await read(rows(4).join('\n'));
    expect(four?.people.map(({ likings }) => likings)).toEqual([
      [1, 3, 1, 3, 1],
      [4, 2, 4, 2, 4],
      [3, 1, 3, 1, 3],
      [2, 4, 2, 4, 2],
    ]);
    const ten = await read(rows(10).join('\n'));
    expect(ten?.people[3].likings).toEqual([4, 1, 2, 2, 3]);
  });

  it('takes what is only ticked as liked', async () => {
    const rows = ['Ana,O,O,O,X,X', 'Ben,X,X,O,O,O', 'Cho,O,O,X,X,O', 'Dan,X,O,O,O,X'];
    const survey = await read([`Name,${things.join(',')}`, ...rows].join('\n'));
    expect(survey?.people[0]).toEqual({ name: 'Ana', likings: [3, 3, 3, 0, 0] });
  });

  it('has people without names where no column names them', async () => {
    const rows = ['4,2,1,3,4', '1,3,4,2,2', '2,2,3,4,1'];
    const survey = await read([things.join(','), ...rows].join('\n'));
    expect(survey?.people.map(({ name }) => name)).toEqual([null, null, null]);
  });

  it('is none in a list of events', async () => {
    const lines = Array.from({ length: 30 }, (_, k) => `u${k % 6},i${k % 7},${1_600_000_000 + k}`);
    expect(await read(['user,item,time', ...lines].join('\n'))).toBeNull();
  });
});
