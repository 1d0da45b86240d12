import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { emulator, ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';

ensureInstalled();
await import(pathToFileURL(join(ensureBuilt(emulator), 'main.mjs')).href);
