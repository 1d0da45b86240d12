// Trains on a file of who watched what, keeps it, and prints somebody's list:
//   node films.mjs ratings.csv 42
import { writeFile } from 'node:fs/promises';
import { importFiles, openProject, recommend, saveProject, train } from 'foretaste';

const [file = 'ratings.csv', userId = '42'] = process.argv.slice(2);

const films = await importFiles({ interactions: file }, { name: 'Films' });
const version = await train(films, {
  recipe: 'aws-user-personalization',
  budget: 'instant',
  onProgress: ({ phase, done, total }) => console.error(`${phase} ${done} of ${total}`),
});
console.error('How good, and how good popularity is on the same rows:', version.metrics, version.popularity);
await writeFile('films.foretaste.zip', (await saveProject(films)).stream());
films.close();

// Another day: the command line and the page open the same file.
const again = await openProject('films.foretaste.zip');
const { itemList } = await recommend(again, { userId, numResults: 10 });
console.log(itemList.map(({ itemId, score }) => `${itemId} ${score}`).join('\n'));
again.close();
