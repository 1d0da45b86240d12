import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { tabParts } from './programs.mjs';
import { pageOptions, servePage } from './serve-page.mjs';

const options = pageOptions(process.argv.slice(2));
ensureInstalled();
await servePage(ensureBuilt(), await tabParts(), options, 'npm start --');
