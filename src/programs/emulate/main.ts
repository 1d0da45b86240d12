import { runEmulator } from './run-emulator';

await runEmulator(process.argv.slice(2), 'npm run emulate --');
