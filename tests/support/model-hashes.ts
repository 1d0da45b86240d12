import { simulateFilmClub } from '../../src/data/samples/film-club';
import type { Column } from '../../src/domain/columns';
import { recipeFacts } from '../../src/domain/recipe-catalogue';
import { ACTION_OUTCOMES, type ActionHistories, type TrainingData } from '../../src/domain/histories';
import { uncancelled as job, type Pool } from '../../src/domain/ports';
import { inspect } from '../../src/import/propose/inspect';
import { importTables } from '../../src/import/store/import-tables';
import { memorySource } from '../../src/import/open/bytes/source';
import { splitLeaveOneOut } from '../../src/engine/measuring/split';
import { buildTrainingData } from '../../src/engine/training/training-data';
import { fnv1a } from '../../src/kernels/fnv1a';
import { PersonReader } from '../../src/recipes/person';
import { can, type Acts } from '../../src/recipes/capabilities';
import { targetRanks, topItems } from '../../src/recipes/ask-users';
import { topUsers } from '../../src/recipes/segments/ask-segments';
import type { Model } from '../../src/recipes/recipe';
import { findRecipe, recipes } from '../../src/recipes/registry';
import { smallParameters } from './small-parameters';
import { TWINS } from './twins';

/** Small enough for every recipe to train in a second or two, large enough for every part to be taken in. */
const whole = { people: 200, films: 400, events: 15_000 };
/** The least that every recipe still takes. */
const small = { people: 100, films: 300, events: 6000 };

/** A model is complete after any epoch; further ones of a network would only repeat what these do. */
const MOST_EPOCHS = 2;

/**
 * Trains every recipe on a small simulated club and hashes all that is stored, and what it answers: the same text in Node and in every
 * browser, for any number of workers and with and without shared memory.
 *
 * @param full whether on as much as the full run
 * @param names the recipes; in the short run those that are no twins, where no others are asked for
 */
export async function modelHashes(
  pool: Pool,
  full: boolean,
  names: readonly string[] = [...recipes.keys()].filter((name) => full || !TWINS.has(name)),
): Promise<Record<string, string>> {
  const club = await simulateFilmClub(7, full ? whole : small);
  const encoder = new TextEncoder();
  const files = [
    memorySource('interactions.csv', encoder.encode(club.interactionsCsv)),
    memorySource('items.csv', encoder.encode(club.itemsCsv)),
    memorySource('users.csv', encoder.encode(club.usersCsv)),
  ];
  const { proposal, sources } = await inspect(files, 'relaxed', job);
  const { tables } = await importTables(sources, proposal.plan, null, job);
  const data = buildTrainingData(tables, {}, 'relaxed');
  const { train: choices, tests } = splitLeaveOneOut(data);
  const train = { ...choices, actionHistories: actionsOf(data) };
  const queries = tests.map(({ query }) => query);
  const targets = Int32Array.from(tests, ({ relevant: [target] }) => target);
  const hashes: Record<string, string> = {};
  for (const name of names) {
    const recipe = findRecipe(name);
    const config = {
      parameters: smallParameters(recipe, full),
      seed: 42,
      budget: full ? 'standard' : 'instant',
    } as const;
    const learnsFrom = recipeFacts(recipe.name).readsTexts ? withTexts(train) : train;
    const trainer = await recipe.trainer(learnsFrom, config, pool);
    const epochs = Math.min(trainer.epochs, MOST_EPOCHS);
    for (let epoch = 0; epoch < epochs; epoch++) await trainer.trainEpoch(job);
    const model = trainer.model();
    const { header, arrays } = model.store();
    const parts = Object.entries(arrays).map(([name, array]) => {
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
      return `${name} ${array.constructor.name} ${array.length} ${hashBytes(bytes)}`;
    });
    if (can(model, 'acts')) {
      const answers = fnv1a(propensitiesOf(model, data).join(' '));
      hashes[recipe.name] = `${fnv1a(JSON.stringify(header))} ${parts.join(', ')}, propensities ${answers}`;
      continue;
    }
    const lists = (await topItems(model, queries, data.itemRank, 25, pool, job)).map((list) =>
      list.join(' '),
    );
    const ranks = await targetRanks(model, queries, targets, false, pool, job);
    const sets = queries.slice(0, 20).map(({ items }) => items.slice(0, 1));
    const userRank = Int32Array.from({ length: data.nUsers }, (_, u) => u);
    const segments = can(model, 'segments') ? await topUsers(model, sets, userRank, 25, pool, job) : [];
    const answers = `segments ${fnv1a(segments.join('|'))} lists ${fnv1a(lists.join('|'))} ranks ${fnv1a(ranks.join(' '))}`;
    hashes[recipe.name] = `${fnv1a(JSON.stringify(header))} ${parts.join(', ')}, ${answers}`;
  }
  return hashes;
}

/** What items are called and are like, in two languages: of nine kinds, each with words of its own and of the next. */
function withTexts(data: TrainingData): TrainingData {
  const words = ['boat', '바다낚시', 'sails', '東京', 'wave', '따뜻한', 'snow', 'ski', 'ice'];
  const texts = Array.from(
    { length: data.nItems },
    (_, i) => `${words[i % 9]} ${words[(i + 1) % 9]} ${i % 50}`,
  );
  const itemColumns: Column[] = [
    { kind: 'text', name: 'NAME', textual: false, itemName: true, values: texts.map((_, i) => `Item ${i}`) },
    { kind: 'text', name: 'DESCRIPTION', textual: true, values: texts },
  ];
  return { ...data, itemColumns };
}

/** Every fifth row is an offer of one of four actions, which some take. */
function actionsOf({ nUsers, userPtr, items, timestampSec }: TrainingData): ActionHistories {
  const rows: { readonly action: number; readonly sec: number; readonly outcome: number }[] = [];
  const ends = new Int32Array(nUsers + 1);
  for (let user = 0; user < nUsers; user++) {
    for (let row = userPtr[user]; row < userPtr[user + 1]; row += 5) {
      const action = items[row] % 4;
      const outcome = (user + action) % 3 === 0 ? 'NOT_TAKEN' : 'TAKEN';
      for (const what of ['VIEWED', outcome] as const)
        rows.push({ action, sec: timestampSec[row], outcome: ACTION_OUTCOMES.indexOf(what) });
    }
    ends[user + 1] = rows.length;
  }
  return {
    nActions: 4,
    userPtr: ends,
    users: Int32Array.from({ length: nUsers }, (_, user) => user),
    actions: Int32Array.from(rows, ({ action }) => action),
    timestampSec: Float64Array.from(rows, ({ sec }) => sec),
    outcomes: Uint8Array.from(rows, ({ outcome }) => outcome),
    actionColumns: [],
    scoredFrom: 5,
  };
}

/** Of the first twenty people, by what they are and what they chose. */
function propensitiesOf(model: Model & Acts, data: TrainingData): number[] {
  const reader = new PersonReader(data.itemColumns, data.userColumns);
  return Array.from({ length: 20 }, (_, user) => {
    const person = reader.person(user);
    for (let row = data.userPtr[user]; row < data.userPtr[user + 1]; row++) person.chose(data.items[row]);
    const out = new Float64Array(model.nItems);
    model.propensities(person, out);
    return [...out];
  }).flat();
}

function hashBytes(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
