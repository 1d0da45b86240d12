import { filmClubSeed, simulateFilmClub } from '../../../src/data/samples/film-club';
import { FIRST_LIST } from '../../../src/domain/first-list';
import { DEFAULT_RECIPE } from '../../../src/domain/recipe-catalogue';
import { zippedProject } from '../../../src/worker/project-file';
import { importFiles, nodeJob, nodeStudio, specOf, textFile } from '../studio-in-node';

/** The project file of the first screen's list: made anew from its seeds, about five seconds of computing. */
export async function packFirstList(): Promise<Uint8Array<ArrayBuffer>> {
  const { club, budget, seed } = FIRST_LIST;
  const { interactionsCsv, itemsCsv } = await simulateFilmClub(filmClubSeed, club, nodeJob());
  // The clock stands still: the same file each time.
  const node = nodeStudio({ clock: { nowMs: () => Date.UTC(2026, 0, 1) } });
  const { project } = await importFiles(node, [
    textFile('interactions.csv', interactionsCsv),
    textFile('items.csv', itemsCsv),
  ]);
  await node.studio.train(nodeJob(), specOf(DEFAULT_RECIPE, { budget, seed }));
  const file = await node.studio.exportProject(project.id, (snapshot) =>
    zippedProject(snapshot, 'first-list', nodeJob()),
  );
  return new Uint8Array(await file.arrayBuffer());
}
