#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { version } from '../../../package.json';

/** How the installed package is called. */
const CALL = 'npx foretaste';

const PAGE_OPTIONS = '[--port 4173] [--base /] [--host]';

const args = process.argv.slice(2);
const [name = '', ...rest] = args;
if (name === '--version') console.log(version);
else if (name === 'help' || args.includes('--help')) console.log(await usage());
else if (name === 'emulate') await (await emulator()).runEmulator(rest, `${CALL} emulate`);
else if (name === '' || name.startsWith('--')) await page();
else await command();

/** Everything is loaded when it is asked for: what answers a question should not wait for what trains. */
function emulator() {
  return import('../emulate/run-emulator');
}

async function command(): Promise<void> {
  const { runCommand, tell } = await import('../cli/run-command');
  tell(await runCommand(args, await usage()));
}

async function page(): Promise<void> {
  const [{ pageOptions, servePage }, { isWrongUsage }, tab] = await Promise.all([
    import('../server/serve-page.mjs'),
    import('../cli/options'),
    import('../emulate/tab'),
  ]);
  try {
    const folder = fileURLToPath(new URL('../page', import.meta.url));
    await servePage(folder, tab, pageOptions(args), CALL);
  } catch (error) {
    if (!isWrongUsage(error)) throw error;
    process.stderr.write(`${error.message}\n\n${await usage()}`);
    process.exitCode = 2;
  }
}

async function usage(): Promise<string> {
  const [{ usageOf }, { EMULATE_OPTIONS }] = await Promise.all([import('../cli/run-command'), emulator()]);
  return usageOf(
    CALL,
    `  (none)    ${PAGE_OPTIONS}
            the page, as the tab of a browser opens it
  emulate   ${EMULATE_OPTIONS}
            Amazon Personalize for boto3, the AWS CLI and every AWS SDK

`,
  );
}
