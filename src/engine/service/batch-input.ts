import { inputLines } from '../serving/batch/input-lines';
import { findByArn } from '../resources/service-resources';
import type { Operations } from './operation';
import { text, textMap } from './read-input';

/** Foretaste's own: what a person who asks about everybody would have to write by hand. */
export const batchInput = {
  /** Registers an input file that asks a solution version about all it can be asked about, and says how long it is. */
  async WriteBatchInput(input, { project, files }) {
    const version = findByArn(project.state.solutionVersions, text(input, 'solutionVersionArn'));
    const path = text(input, 'path');
    const filterValues = textMap(input, 'filterValues') ?? {};
    const index = await project.data.index();
    let lines = 0;
    const counted = async function* (): AsyncGenerator<string> {
      for (const line of inputLines(version.spec.recipe, index, filterValues)) {
        lines++;
        yield line;
      }
    };
    await files.write(path, counted());
    return { path, lines };
  },
} satisfies Operations;
