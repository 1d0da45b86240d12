import { describe, expect, it } from 'vitest';
import { importTables } from '../../../../src/import/store/import-tables';
import { fixesFor } from '../../../../src/page/state/fixes';
import { entityRows, job } from '../importing';
import { lookInto } from './logs';

describe('who and what', () => {
  it('are a visit and what it met, in whichever order', async () => {
    const text = [
      'aid,session,ts',
      ...Array.from({ length: 200 }, (_, i) => `${(i * 37) % 61},${Math.floor(i / 4)},${1_660_000_000 + i}`),
    ];
    const { roleOf } = await lookInto(text.join('\n'));
    expect([roleOf('session'), roleOf('aid')]).toEqual(['USER_ID', 'ITEM_ID']);
  });

  it.each(['NA', 'guest'])('are visits where everybody is called %s', async (nobody) => {
    const text = [
      'userId,sessionId,itemId,time',
      ...Array.from(
        { length: 200 },
        (_, i) => `${nobody},s${Math.floor(i / 4)},i${(i * 37) % 61},${1_660_000_000 + i}`,
      ),
    ];
    expect((await lookInto(text.join('\n'))).roleOf('sessionId')).toBe('USER_ID');
  });

  it.each([
    ['Name,Film,Date', ['Ann', 'Ben', 'Cleo']],
    ['이름,작품명,본 날', ['민수', '지은', '하나']],
  ])('are three friends and what each saw once: %s', async (head, friends) => {
    const text = [
      head,
      ...Array.from({ length: 45 }, (_, i) => `${friends[i % 3]},The Film ${i},2024-03-${10 + (i % 20)}`),
    ];
    const { proposal, sources } = await lookInto(text.join('\n'), 'watched.csv');
    const { tables } = await importTables(sources, proposal.plan, null, job);
    expect([tables.userIds.length, tables.itemIds.length]).toEqual([3, 45]);
  });

  it('have names though each thing was chosen once', async () => {
    const text = [
      '회원,상품코드,상품명,일자',
      ...Array.from({ length: 45 }, (_, i) => `u${i % 7},P${i * 3},컵 ${i},2024-03-${10 + (i % 20)}`),
    ];
    const { proposal, sources } = await lookInto(text.join('\n'));
    const { tables } = await importTables(sources, proposal.plan, null, job);
    expect(entityRows(tables, 'items')[3]).toEqual({ id: 'P9', SANGPUMMYEONG: '컵 3' });
  });

  it('are doubted where nothing tells which is which, and swapped by one press', async () => {
    const text = [
      'foo,bar,at',
      ...Array.from({ length: 200 }, (_, i) => `f${(i * i) % 41},b${(i * 7) % 53},${1_660_000_000 + i}`),
    ];
    const { proposal, issues } = await lookInto(text.join('\n'));
    const [doubt] = issues('ROLE_DOUBTFUL');
    const [fix] = fixesFor(doubt, proposal.plan);
    expect(fix.plan.files[0].columns.map(({ header, role }) => [header, role])).toEqual([
      ['foo', 'ITEM_ID'],
      ['bar', 'USER_ID'],
      ['at', 'TIMESTAMP'],
    ]);
  });
});
