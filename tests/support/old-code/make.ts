/**
 * Writes what today's code makes of a small shop into tests/fixtures/old-code, where tests/unit/old-code holds every later
 * code against it: the project as a file with a model of each recipe (seed 42), its bundle, and every answer about it.
 * Run it again (`npm run keep-old-code`) only where what is stored or answered is meant to change, and say so in the commit:
 * from then on the new files are the old code. With `-- --answers` the projects stay as they are, with the ids and the forms of
 * then, and only what is answered about them and bundled of them is recorded anew. Where only training is meant to change,
 * `-- --trained=NAME,NAME` leaves all of that alone, so that models of then are still asked what they were asked, and
 * records what these solutions of the old shop come to when they are trained once more.
 *
 * The data are made here from seeds, the clock stands still but for the steps that the shop takes, and identifiers have a
 * seed. Left out, because they are not the same twice: how zips are packed (each platform has its own deflate, so entries
 * are compared, not archives) and the numbers of recommendations, of which only chance decides.
 */
import { askShop, describeShop } from './ask-shop';
import { changeShop } from './change-shop';
import { keepLines, keepTraining, keepZip, manifestOf, oldClub, oldShop, type KeptLines } from './kept';
import { makeShop, trainShop } from './make-shop';
import { OldStudio } from './old-studio';
import { trainAnew, trainingOf } from './trained';
import { askClub, makeClub } from './video-club';

const trained = process.argv.find((word) => word.startsWith('--trained='))?.slice('--trained='.length);
if (trained !== undefined) await keepTrainings(trained.split(','));
else await keepAll();

async function keepTrainings(names: readonly string[]): Promise<void> {
  const at = await oldShop();
  for (const name of names) {
    const { now } = await trainAnew(at, name);
    keepTraining(name, trainingOf(now, manifestOf(await at.projectFile())));
  }
}

async function keepAll(): Promise<void> {
  const keepsProjects = process.argv.includes('--answers');
  const shop = new OldStudio(1);
  await makeShop(shop);
  await trainShop(shop);
  keepLines('made', shop.lines);
  if (!keepsProjects) {
    keepZip('shop.foretaste.zip', await shop.projectFile());
    const club = new OldStudio(1);
    await makeClub(club);
    keepZip('club.foretaste.zip', await club.projectFile());
  }

  keepZip('shop.bundle.zip', await (await oldShop()).bundle());

  const records: { readonly [name in Exclude<KeptLines, 'made'>]: (at: OldStudio) => Promise<void> } = {
    asked: askShop,
    described: describeShop,
    changed: changeShop,
    club: askClub,
  };
  for (const name of ['asked', 'described', 'changed', 'club'] as const) {
    const at = await (name === 'club' ? oldClub() : oldShop());
    await records[name](at);
    keepLines(name, at.lines);
    console.info(`${name}: ${at.lines.length} answers`);
  }
}
