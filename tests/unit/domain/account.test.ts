import { describe, expect, test } from 'vitest';
import { accountOf } from '../../../src/domain/account';
import { unaccounted } from '../../support/account-faults';
import { check } from '../../../src/import/judge/check';
import { memorySource } from '../../../src/import/open/bytes/source';
import { inspect } from '../../../src/import/propose/inspect';
import { bytesOf, job } from '../import/importing';

const lines = (header: string, count: number, row: (i: number) => string): string =>
  [header, ...Array.from({ length: count }, (_, i) => row(i))].join('\n');
const event = (i: number): string => `u${i % 20},p${(i * 7) % 30},${1_600_000_000 + i * 60}`;
const user = 'user_id,product_id,time';

async function accounted(texts: Readonly<Record<string, string>>) {
  const sources = Object.entries(texts).map(([path, text]) => memorySource(path, bytesOf(text)));
  const { proposal, sources: opened } = await inspect(sources, 'relaxed', job);
  const checked = await check(opened, proposal.plan, null, job);
  const account = accountOf(proposal, proposal.plan, checked.read);
  return { account, wrong: unaccounted(account, proposal.plan), told: checked.told };
}

describe('the account of a drop', () => {
  test('names every file once, used or left out, and its rows add up', async () => {
    const { account, wrong, told } = await accounted({
      'views.csv': lines(user, 60, event),
      'purchases.csv': lines(user, 25, (i) => (i === 3 ? 'u3,p1,never' : event(i))),
      'products.csv': lines('product_id,title', 30, (i) => `p${i},Thing ${i}`),
      'notes.txt':
        'Nothing but words stands here.\nNo table, no rows, and nothing to learn from.\nThat is all, really.',
      'empty.csv': '',
    });
    expect(wrong).toEqual([]);
    expect(Object.fromEntries(account.map(({ file, usedAs, why }) => [file, why ?? usedAs.join()]))).toEqual({
      'views.csv': 'INTERACTIONS',
      'purchases.csv': 'INTERACTIONS',
      'products.csv': 'ITEMS',
      'notes.txt': 'no-columns',
      'empty.csv': 'empty',
      'rows of views': 'INTERACTIONS',
    });
    const whole = account.find(({ file }) => file === 'rows of views')?.read;
    expect(whole).toMatchObject({ rows: 85, kept: 84, leftOut: [{ reason: 'unread-time', count: 1 }] });
    const [events] = told;
    expect(events).toMatchObject({ rows: 84, firstSec: 1_600_000_000, lastSec: 1_600_000_000 + 59 * 60 });
    expect(events.kinds).toEqual([
      { name: 'views', count: 60 },
      { name: 'purchases', count: 24 },
    ]);
    expect(events.items[0].name).toMatch(/^Thing \d+$/);
  });

  test('says of a second table of events what it is, and what stands for it', async () => {
    const { account } = await accounted({
      'plays.csv': lines(user, 200, event),
      'words.csv': lines(
        'user_id,product_id,word,when',
        40,
        (i) => `u${i % 20},p${i % 30},w${i},${1_600_000_000 + i}`,
      ),
    });
    expect(account.find(({ file }) => file === 'words.csv')).toMatchObject({
      why: 'second',
      couldBe: 'INTERACTIONS',
      usedAs: [],
    });
  });

  test('finds rows that went without a word', async () => {
    const { account } = await accounted({ 'log.csv': lines(user, 60, event) });
    const lost = account.map((entry) => ({ ...entry, read: entry.read && { ...entry.read, kept: 59 } }));
    expect(unaccounted(lost, {})).toEqual(['log.csv']);
    expect(unaccounted([{ ...account[0], usedAs: [] }], {})).toEqual(['log.csv']);
  });

  test('finds a part that is shorter than what was gathered of it', async () => {
    const { account } = await accounted({
      'views.csv': lines(user, 60, event),
      'likes.csv': lines(user, 9, event),
    });
    const short = account.map((entry) =>
      entry.file === 'likes.csv' && entry.read
        ? { ...entry, read: { ...entry.read, rows: 8, kept: 8 } }
        : entry,
    );
    const made = [
      { kind: 'gathered', file: 'rows of views', parts: ['views.csv', 'likes.csv'], columns: [] },
    ] as const;
    expect(unaccounted(account, { made })).toEqual([]);
    expect(unaccounted(short, { made })).toEqual(['rows of views']);
  });
});
