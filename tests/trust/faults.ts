/**
 * Failures beneath the product, one in each run of each operation that writes: every step of the store and every task of
 * the pool can be struck. Afterwards what a person has must be what it was or what it was to be, the page must answer,
 * and what it says must have words. `--every N` strikes every Nth step; the default at most 40 of each kind in an
 * operation. A finding names the options that find it again.
 */
import 'fake-indexeddb/auto';
import { copyDisk, useDisk, type Disk } from './faults/disk';
import { endNotes, installFaults, noteSteps, STORE_FAULTS } from './faults/faulty-database';
import { endPoolFault, planPoolFault, POOL_FAULTS } from './faults/faulty-pool';
import { fingerprint, type Fingerprint } from './faults/fingerprint';
import { makeBase, makeProjectFile, OPERATIONS, type Operation } from './faults/operations';
import { openTab } from './faults/tab';
import { begin, quickenTimers, tryFault, type Fault } from './faults/trial';
import { full } from '../support/full';
import { conclude, isShort, newVerdict, optionOf } from './verdict';

const FAULTS: readonly Fault[] = [...STORE_FAULTS, ...POOL_FAULTS];
/** Steps of an operation that each kind of fault strikes, without `--every`. */
const MOST = 40;
/** The short run tries one kind of fault in so many with an operation, and the next one with the next. */
const SHORT_SHARE = full ? 4 : 8;

const startedMs = performance.now();
const verdict = newVerdict('faults');
const onlyOperation = optionOf('operation');
const onlyFault = optionOf('fault');
const onlyAt = optionOf('at');
const every = optionOf('every');
const seed = Number(optionOf('seed') ?? 0);

installFaults();
process.on('unhandledRejection', (error) => {
  verdict.crashes++;
  console.error('a rejection that nobody hears', error);
});
// What the product says to a developer's console would be most of the output.
console.warn = () => undefined;
quickenTimers();
await useDisk([]);
const first = await openTab();
await makeBase(first);
await makeProjectFile(first);
const base = await copyDisk();
for (const [number, operation] of OPERATIONS.entries())
  if (onlyOperation === null || operation.name === onlyOperation) await attack(operation, number);
conclude(verdict, startedMs);
process.exit();

async function attack(operation: Operation, number: number): Promise<void> {
  await begin(operation, base);
  const before = await fingerprintOf(await copyDisk());
  const counts = await countSteps(operation);
  const after = await fingerprintOf(await copyDisk());
  if (before.text === after.text) throw new RangeError(`${operation.name} changes nothing`);
  const beganMs = performance.now();
  const sums = { tried: 0, found: 0 };
  for (const [k, fault] of FAULTS.entries()) {
    if (onlyFault !== null && fault !== onlyFault) continue;
    if (isShort && (k + number + seed) % SHORT_SHARE !== 0) continue;
    for (const at of placesIn(counts[fault], number + k)) {
      const findings = await tryFault({ operation, disk: base, before, after, fault, at });
      sums.tried++;
      for (const { kind, words } of findings) {
        verdict[kind]++;
        sums.found++;
        console.error(`${kind}: --operation '${operation.name}' --fault ${fault} --at ${at}: ${words}`);
      }
    }
  }
  verdict.tried += sums.tried;
  const seconds = Math.round((performance.now() - beganMs) / 1000);
  console.error(`${operation.name}: ${sums.tried} faults, ${sums.found} findings, ${seconds} s`);
}

/** How often each kind of fault could strike an operation. */
async function countSteps(operation: Operation): Promise<{ readonly [fault in Fault]: number }> {
  const tab = await begin(operation, base);
  noteSteps();
  planPoolFault('thrown', Infinity);
  await operation.run(tab);
  const tasks = endPoolFault();
  // Workers are started once, and stay.
  const ofPool = { thrown: tasks, dead: tasks, silent: tasks, unsent: tasks, unstarted: Math.min(tasks, 2) };
  return { ...endNotes(), ...ofPool };
}

/** Which of so many steps are struck. */
function placesIn(count: number, turn: number): readonly number[] {
  if (onlyAt !== null) return [Number(onlyAt)];
  if (isShort) return count === 0 ? [] : [((turn + seed) * 7) % count];
  const stride = Math.max(1, every === null ? count / MOST : Number(every));
  const places = Array.from({ length: Math.ceil(count / stride) }, (_, i) => Math.floor(i * stride));
  return places.map((place) => (place + (stride > 1 ? seed : 0)) % count);
}

/** What is found on a device when the app is opened there. */
async function fingerprintOf(disk: Disk): Promise<Fingerprint> {
  await useDisk(disk);
  return fingerprint();
}
