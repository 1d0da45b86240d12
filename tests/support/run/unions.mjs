import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../src/server/project-root.mjs';

/** A type of several, begun on a line of its own. */
const UNION = /^ +\| |[=(:<>?]\n +.* \| /m;

/**
 * The one thing that oxfmt 0.79 writes otherwise than Prettier 3.10: of a union of types that does not fit beside its
 * name it puts each on a line, also where all fit on the next.
 *
 * @returns {string[]} TypeScript files that hold such a union, by their paths from the project's root
 */
export function filesWithUnions() {
  return ['src', 'tests'].flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /(?<!\.d)\.ts$/.test(path))
      .map((path) => join(folder, path))
      .filter((path) => UNION.test(readFileSync(join(projectRoot, path), 'utf8'))),
  );
}
