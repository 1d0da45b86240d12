import { mkdtempSync, readFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../../../src/programs/cli/run-command';

const folder = mkdtempSync(join(tmpdir(), 'batch-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Six people, four films: a is had by all six, b by four, c by two, d by one. */
const who: Record<string, string[]> = {
  a: ['1', '2', '3', '4', '5', '6'],
  b: ['1', '2', '3', '4'],
  c: ['1', '2'],
  d: ['1'],
};
const events = ['USER_ID,ITEM_ID,TIMESTAMP'];
Object.entries(who).forEach(([item, users], k) =>
  users.forEach((user) => events.push(`${user},${item},${1_700_000_000 + 1000 * k}`)),
);
const interactions = file('interactions.csv', events.join('\n'));
const users = file('users.csv', 'USER_ID,AGE\n1,30\n2,20\n3,50\n4,60\n5,33\n6,41\n');
const items = file(
  'items.csv',
  'ITEM_ID,GENRE\na,drama\nb,comedy\nc,comedy|drama\nd,horror\nunseen,horror\n',
);

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function batch(recipe: string, input: string, ...more: string[]) {
  const output = join(folder, 'out.jsonl');
  rmSync(output, { force: true });
  const given = ['--interactions', interactions, '--items', items, '--users', users, '--recipe', recipe];
  const files = ['--input', file('in.jsonl', input), '--output', output];
  const outcome = await runCommand([
    'batch',
    ...given,
    ...files,
    '--budget',
    'instant',
    '--workers',
    '1',
    ...more,
  ]);
  return { ...outcome, text: existsSync(output) ? readFileSync(output, 'utf8') : null };
}

describe('headless batch', () => {
  it('answers popularity line by line, and says in place what is wrong with a line', async () => {
    const { document, text } = await batch(
      'aws-popularity-count',
      '{"userId": "12"}\r\n\n{"userId": 12}\nhello\n{"userId": "1", "filterValues": {"G": "\\"comedy\\""}}',
      '--num-results',
      '3',
    );
    expect(document).toMatchObject({ lines: 4, failed: 2 });
    expect(text?.split('\n')).toEqual([
      '{"input":{"userId":"12"},"output":{"recommendedItems":["a","b","c"]},"error":null}',
      '{"input":{"userId":12},"output":{"recommendedItems":[]},"error":"User error: The userId of line 3 is number instead of text."}',
      '{"input":"hello","output":{"recommendedItems":[]},"error":"User error: Line 4 is not a JSON object (character 1): “hello”."}',
      '{"input":{"userId":"1","filterValues":{"G":"\\"comedy\\""}},"output":{"recommendedItems":["a","b","c"]},"error":null}',
      '',
    ]);
  });

  it('filters with the values of each line, and refuses a line without them', async () => {
    const { text } = await batch(
      'aws-popularity-count',
      '{"userId": "9", "filterValues": {"G": "\\"comedy\\",\\"horror\\""}}\n{"userId": "9"}',
      '--filter',
      'INCLUDE ItemID WHERE Items.GENRE IN ($G)',
    );
    const [first, second] = (text ?? '').split('\n');
    expect(JSON.parse(first)).toMatchObject({ output: { recommendedItems: ['b', 'c', 'd'] }, error: null });
    expect(JSON.parse(second)).toMatchObject({
      output: { recommendedItems: [] },
      error: expect.stringMatching(/^User error: .*R\d\d/),
    });
  });

  it('names related items without scores, and popular ones for an item nobody knows', async () => {
    const { text } = await batch(
      'aws-sims',
      '{"itemId": "a"}\n{"itemId": "nothing"}',
      '--hyperparameters',
      '{"min_cointeraction_count":"2"}',
    );
    const lines = (text ?? '')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(Object.keys(lines[0].output)).toEqual(['recommendedItems']);
    expect(lines[1].output.recommendedItems).toEqual(['a', 'b', 'c', 'd']);
  });

  it('puts a given list in order, scores summing to 1, what is unknown at the end with 0', async () => {
    const { text } = await batch(
      'aws-personalized-ranking',
      '{"userId": "6", "itemList": ["d", "zzz", "b", "d", "c"]}',
    );
    const { input, output, error } = JSON.parse(text ?? '');
    expect(input.itemList).toEqual(['d', 'zzz', 'b', 'd', 'c']);
    expect(error).toBeNull();
    expect(output.recommendedItems.slice(0, 3).toSorted()).toEqual(['b', 'c', 'd']);
    expect(output.recommendedItems[3]).toBe('zzz');
    expect(output.scores[3]).toBe(0);
    expect(output.scores.reduce((sum: number, score: number) => sum + score)).toBeCloseTo(1, 6);
    expect(output.scores).toEqual(output.scores.toSorted((a: number, b: number) => b - a));
  });

  it.each([
    ['aws-trending-now', '{"userId": "1"}', [], 'J01'],
    ['aws-popularity-count', '{"userId": "1"}', ['--num-results', '501'], 'J03'],
    ['aws-popularity-count', '\n\n', [], 'J04'],
    ['aws-popularity-count', '{"userId": "1"}', ['--filter', 'INCLUDE UserID WHERE Users.AGE > 3'], 'J06'],
    ['aws-popularity-count', 'hello\n{"userId":7}', [], 'B01'],
  ])('%s on %j with %j ends as %s and leaves no file', async (recipe, input, more, code) => {
    const { document, status, text } = await batch(recipe, input, ...more);
    expect(status).toBe(1);
    expect(document).toMatchObject({ error: { code } });
    expect(text).toBeNull();
  });

  it('answers segments of an item or an attribute with people, in exactly the form of the service', async () => {
    const byItem = await batch(
      'aws-item-affinity',
      '{"itemId": "d"}\n{"itemId": "nothing"}\n{"itemId": "unseen"}\n{"userId": "1"}',
      '--num-results',
      '6',
    );
    expect(byItem.document).toMatchObject({ lines: 4, failed: 3 });
    const [answered, unknown, unseen, wrong] = (byItem.text ?? '').split('\n');
    const people = JSON.parse(answered).output.usersList as string[];
    expect(people.toSorted()).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(answered).toBe(
      `{"input":{"itemId":"d"},"output":{"usersList":${JSON.stringify(people)}},"error":null}`,
    );
    expect(unknown).toBe(
      '{"input":{"itemId":"nothing"},"output":{"usersList":[]},"error":"User error: Nothing is known of nothing."}',
    );
    expect(JSON.parse(unseen).error).toBe('User error: Nothing is known of unseen.');
    expect(JSON.parse(wrong).error).toMatch(/^User error: .*itemId/);
  });

  it('asks for attributes in the words of the service, and lets a filter of people choose', async () => {
    const query = 'ITEMS.genre = \\"comedy\\" AND ITEMS.GENRE = \\"drama\\"';
    const { text } = await batch(
      'aws-item-attribute-affinity',
      `{"itemAttributes": "${query}"}\n{"itemAttributes": "ITEMS.GENRE = \\"western\\""}\n{"itemAttributes": "GENRE"}`,
      '--filter',
      'INCLUDE UserID WHERE Users.AGE > 32',
    );
    const [answered, unseen, nonsense] = (text ?? '').split('\n');
    const people = JSON.parse(answered).output.usersList as string[];
    expect(people.toSorted()).toEqual(['3', '4', '5', '6']);
    expect(answered.startsWith(`{"input":{"itemAttributes":"${query}"},"output":{"usersList":["`)).toBe(true);
    expect(unseen).toBe(
      '{"input":{"itemAttributes":"ITEMS.GENRE = \\"western\\""},"output":{"usersList":[]},"error":"User error: Nothing is known of GENRE = \\"western\\"."}',
    );
    expect(JSON.parse(nonsense).error).toBe(
      'User error: The itemAttributes of line 3 is GENRE instead of conditions like ITEMS.GENRE = "drama", joined by AND.',
    );
  });

  it('takes at most 500 items and 10 attributes, and filters of people alone', async () => {
    const many = (line: string, n: number): string => Array(n).fill(line).join('\n');
    const items = await batch('aws-item-affinity', many('{"itemId": "a"}', 501));
    expect(items.document).toMatchObject({ error: { code: 'J05', max: 500 } });
    const line = '{"itemAttributes": "ITEMS.GENRE = \\"drama\\""}';
    expect((await batch('aws-item-attribute-affinity', many(line, 11))).document).toMatchObject({
      error: { code: 'J05', max: 10 },
    });
    expect((await batch('aws-item-attribute-affinity', many(line, 10))).document).toMatchObject({
      lines: 10,
    });
    const filter = ['--filter', 'INCLUDE ItemID WHERE Items.GENRE IN ("drama")'];
    expect((await batch('aws-item-affinity', '{"itemId": "a"}', ...filter)).document).toMatchObject({
      error: { code: 'J06' },
    });
  });
});
