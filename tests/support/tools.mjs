import { spawnSync } from 'node:child_process';
import { findChromium, findHeadlessShell } from './chromium.mjs';
import { installDebian } from './debian.mjs';

/** Of tools that ask the service: whether they are new enough to know what it can do since May 2024. */
const newest = 'create_data_deletion_job';

/**
 * Programs that tests use and npm does not bring, by the name of Debian's package: whether one that will do is there,
 * and what stays untested without it.
 */
const tools = {
  'chromium-headless-shell': {
    there: () => findHeadlessShell() !== null,
    untested: 'nothing, but it takes longer in the browser itself',
  },
  chromium: { there: () => findChromium() !== null, untested: 'the built page' },
  shellcheck: { there: () => answers('shellcheck', '--version'), untested: 'the style of shell scripts' },
  'python3-boto3': {
    there: () =>
      answers(
        'python3',
        '-c',
        `import boto3; boto3.client("personalize", region_name="us-east-1").${newest}`,
      ),
    untested: 'what boto3 asks',
  },
  'python3-pytest': {
    there: () => answers('python3', '-m', 'pytest', '--version'),
    untested: 'the example suite of pytest',
  },
  awscli: {
    there: () => answers('aws', 'personalize', newest.replaceAll('_', '-'), '--generate-cli-skeleton'),
    untested: 'what the AWS CLI asks',
  },
  curl: { there: () => answers('curl', '--version'), untested: 'what curl asks' },
};

/** @typedef {keyof typeof tools} Tool */

/**
 * Installs those of the tools that are missing, at once, where Debian's archive is at hand, and says what goes untested
 * for want of the others. Where an older one cannot be replaced, its tests are skipped as well.
 *
 * @param {readonly Tool[]} wanted
 */
export async function ensureTools(wanted) {
  const missing = wanted.filter((name) => !tools[name].there());
  if (missing.length === 0) return;
  await installDebian(missing);
  for (const name of missing.filter((name) => !tools[name].there()))
    console.warn(`${name} is missing or too old. Untested stays ${tools[name].untested}.`);
}

/** @param {Tool} name */
export function isThere(name) {
  return tools[name].there();
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
function answers(command, ...args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
