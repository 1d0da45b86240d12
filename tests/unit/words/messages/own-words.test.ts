import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../../../src/programs/server/project-root.mjs';

/** Words of the service that whoever explores data or learns does not meet, in each language. */
const SERVICE: Readonly<Record<'en' | 'ko', RegExp>> = {
  en: /\b(solutions?|(solution )?versions?|campaigns?|dataset groups?|recommenders?|event trackers?|hyperparameters?|batch inference|HPO|TPS)\b/i,
  ko: /솔루션|버전|캠페인|데이터 세트 그룹|추천자|이벤트 추적기|하이퍼파라미터|배치 추론|HPO|TPS/,
};

/** What the screens behind Build say, and what stands in *copy as*, in requests and in glosses of the service's words. */
const BUILD = [
  ...[
    'account',
    'attribution',
    'batch',
    'batch-errors',
    'brought',
    'bundle',
    'campaigns',
    'copyas',
    'cost',
    'embed',
  ],
  ...['export', 'kinds', 'names', 'paste', 'programs', 'recommenders', 'request-errors', 'services'],
  ...['simulation', 'terms', 'usecases', 'versions'],
];
/** What is about this device and this app, whose versions are its own, and the search, which knows every word. */
const DEVICE = ['about', 'palette', 'settings', 'storage'];

const ALLOWED: Readonly<Record<string, { readonly why: string; readonly keys: readonly string[] }>> = {
  class: {
    why: 'recommenders as everybody means them',
    keys: ['closing', 'popularLead', 'popularNotes'],
  },
  'first-lesson': { why: 'recommenders as everybody means them', keys: ['title'] },
  lessons: { why: 'recommenders as everybody means them', keys: ['seesTitle'] },
  shared: {
    why: 'recommenders as everybody means them; a button and a field that only Build shows',
    keys: ['onePersonsData', 'solutionVersion', 'trainVersion'],
  },
  pages: {
    why: 'names of what is behind Build',
    keys: ['campaigns', 'recommenders', 'recommendersBegin', 'versions', 'versionsTitle'],
  },
  errors: {
    why: 'refusals of what only Build asks for, and versions of this app',
    keys: [
      ...['databaseBlocked', 'databaseNewer', 'databaseNewerTodo', 'forgotten', 'incomparable'],
      ...[
        'inUseByCampaign',
        'inUseByCampaignTodo',
        'inUseByRecommender',
        'inUseByRecommenderTodo',
        'onlyOne',
      ],
      ...['projectFileNewer', 'projectFileNewerTodo', 'untestable', 'untestableTodo'],
    ],
  },
  issues: { why: 'a version of this app', keys: ['wordless'] },
  shell: { why: 'versions of this app', keys: ['newVersion', 'updatedElsewhere', 'version'] },
  'schema-issues': { why: 'a key of the schema', keys: ['keyMissingFix'] },
};

const folder = join(projectRoot, 'src/words/messages');
const rooms = readdirSync(join(folder, 'en')).map((file) => file.replace('.json', ''));
const own = rooms.filter((room) => ![...BUILD, ...DEVICE].includes(room));

/** What is read of a message: neither the names of what is filled in nor the tags. */
const read = (message: string): string => message.replaceAll(/\{\w+(?=[,}])|<\/?\w+\/?>/g, '');

describe.each(own)('the messages of %s, for whoever explores or learns', (room) => {
  test.each(['en', 'ko'] as const)('hold none of the service’s words (%s)', (language) => {
    const messages: Record<string, string> = JSON.parse(
      readFileSync(join(folder, language, `${room}.json`), 'utf8'),
    );
    const said = Object.entries(messages).filter(
      ([key, message]) => SERVICE[language].test(read(message)) && !ALLOWED[room]?.keys.includes(key),
    );
    expect(said).toEqual([]);
  });
});

/** What a class reads. */
const LEARN = [
  ...['bubble', 'class', 'classset', 'first-lesson', 'lesson', 'lessons', 'phone', 'sheet', 'studentbar'],
  'world',
];
/** Names of recipes, metrics and settings that a class does not have. A plain word stands first, and they in brackets. */
const NAMES: Readonly<Record<'en' | 'ko', RegExp>> = {
  en: /\{recipe\}|personalization|popularity-count|\bsims\b|\bhrnn|ndcg|\bmrr\b|gini|explorationWeight|\bepochs?\b|\bloss\b|regulari[sz]|\bexploration\b/i,
  ko: /\{recipe\}|personalization|popularity-count|\bsims\b|\bhrnn|ndcg|\bmrr\b|지니|explorationWeight|에포크|손실|정규화|시드/i,
};
/** Sentences that are about the name: what it is called in books. */
const NAMING: Readonly<Record<string, readonly string[]>> = {
  bubble: ['giniNote'],
  // Of which sample saved work is, for whoever makes it again.
  lesson: ['seed'],
  lessons: ['trainingNotes', 'turnAside'],
};
/** What is read of a message before any brackets; a recipe that is filled in is a name. */
const outsideBrackets = (message: string): string =>
  message.replaceAll(/\([^()]*\)|\{(?!recipe\})\w+(?=[,}])/g, '');

describe.each(LEARN)('the messages of %s, for a class', (room) => {
  test.each(['en', 'ko'] as const)('name things in plain words first (%s)', (language) => {
    const messages: Record<string, string> = JSON.parse(
      readFileSync(join(folder, language, `${room}.json`), 'utf8'),
    );
    const said = Object.entries(messages).filter(
      ([key, message]) => NAMES[language].test(outsideBrackets(message)) && !NAMING[room]?.includes(key),
    );
    expect(said).toEqual([]);
  });
});

test('no screen of a class writes such names itself, nor asks for those of recipes but to stand in brackets', () => {
  const src = join(projectRoot, 'src');
  const bracketed = [
    'words/lessons/readings.ts',
    'page/views/lesson/Numbers.svelte',
    'page/views/world/WorldView.svelte',
  ];
  const found = [
    'words/lessons',
    ...['lesson', 'class', 'bubble', 'world', 'phone'].map((view) => `page/views/${view}`),
  ]
    .flatMap((room) => readdirSync(join(src, room)).map((file) => `${room}/${file}`))
    .filter((file) => !bracketed.includes(file))
    .filter((file) => /'nDCG|\bshortName\(|\brecipeWords\(/.test(readFileSync(join(src, file), 'utf8')));
  expect(found).toEqual([]);
});

test('what is left out of that is there, and would not pass', () => {
  expect([...BUILD, ...DEVICE, ...Object.keys(ALLOWED)].filter((room) => !rooms.includes(room))).toEqual([]);
  for (const [room, { keys, why }] of Object.entries(ALLOWED)) {
    const english: Record<string, string> = JSON.parse(
      readFileSync(join(folder, 'en', `${room}.json`), 'utf8'),
    );
    expect(
      keys.filter((key) => !SERVICE.en.test(read(english[key] ?? ''))),
      `${room}: ${why}`,
    ).toEqual([]);
  }
});
