import { expect, it } from 'vitest';
import { importFiles, nodeStudio, textFile } from '../../../support/studio-in-node';

it('calls people by both halves of their names, or the one that there is, and finds them so', async () => {
  const node = nodeStudio();
  const people = ['A1,MARTIN,Chloé', 'A2,DUBOIS,', 'A3,,'].join('\n');
  const rows = Array.from({ length: 1200 }, (_, i) => `A${1 + (i % 3)},c${i % 7},${1_600_000_000 + i}`);
  await importFiles(node, [
    textFile('users.csv', `USER_ID,NOM,PRENOM\n${people}\n`),
    textFile('interactions.csv', `USER_ID,ITEM_ID,TIMESTAMP\n${rows.join('\n')}\n`),
  ]);
  const names = ['A1', 'A2', 'A3'].map(async (user) => (await node.studio.getUserHistory(user, 1)).name);
  expect(await Promise.all(names)).toEqual(['Chloé MARTIN', 'DUBOIS', undefined]);
  expect((await node.studio.searchUsers('chloé m', 5)).map(({ userId }) => userId)).toEqual(['A1']);
});
