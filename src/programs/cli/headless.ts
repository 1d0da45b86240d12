import { runCommand, tell } from './run-command';

tell(await runCommand(process.argv.slice(2)));
