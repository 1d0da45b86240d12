import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const projectRoot = resolve(fileURLToPath(new URL('../../..', import.meta.url)));
