// A training takes the thread that asks for it: a worker's, so that the page stays free.
import { importFiles, recommend, train } from 'foretaste';

/** What the page asks. */
export interface Question {
  readonly file: File;
  readonly userId: string;
}

self.onmessage = async ({ data: { file, userId } }: MessageEvent<Question>) => {
  const project = await importFiles([file]);
  await train(project, { recipe: 'aws-user-personalization', budget: 'instant' });
  const { itemList } = await recommend(project, { userId, numResults: 5 });
  project.close();
  self.postMessage(itemList.map(({ itemId }) => itemId));
};
