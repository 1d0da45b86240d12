import { runCommand } from './run-command';

const { document, message, status } = await runCommand(process.argv.slice(2));
if (message !== '') process.stderr.write(message);
if (document !== null) process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
process.exitCode = status;
