/** `npm run pack:first-list`: makes the project file of the list on the first screen anew. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../src/programs/server/project-root.mjs';
import { packFirstList } from './packed';

const path = 'src/data/samples/first-list.bin';
const packed = await packFirstList();
writeFileSync(join(projectRoot, path), packed);
console.log(`${path}: ${packed.length} bytes`);
