import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** Folders whose numbers must come out the same in every engine: no built-in transcendental functions. */
const deterministic = ['src/kernels/**', 'src/recipes/**', 'src/data/samples/**'];
const inexact = [
  'exp',
  'expm1',
  'log',
  'log1p',
  'log2',
  'log10',
  'pow',
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'atan2',
  'sinh',
  'cosh',
  'tanh',
  'asinh',
  'acosh',
  'atanh',
  'cbrt',
  'hypot',
  'random',
];

const svelteFiles = ['**/*.svelte', '**/*.svelte.ts'];

const inFolders = (...folders) => folders.map((folder) => `src/${folder}/**`);
/** Where no name of a browser or of Node may stand: the language alone. */
const bare = inFolders('domain', 'kernels', 'recipes', 'filters');
/** Where no page may be known: they run in workers, and in Node. */
const pageless = inFolders('engine', 'import', 'data', 'store', 'words/copy', 'interop', 'programs/library');
/** Where Node may not be known. */
const inPage = [
  ...inFolders('page/charts', 'page/state', 'page/ui', 'page/views', 'words/lessons', 'worker'),
  'src/page/pwa/*',
  'src/page/*',
];
const fromBuild = { __APP_VERSION__: 'readonly', __APP_CHANGES__: 'readonly' };

/** The names that folders may use. The types of all are checked together, where those of page and Node are known. */
function knows(files, lib, names) {
  return {
    files,
    languageOptions: { globals: names, parserOptions: { lib } },
    rules: { 'no-undef': 'error' },
  };
}

/** Folders whose words stand in the catalogues (src/words/messages) and nowhere else. */
const wordless = [
  ...inFolders(
    'page/charts',
    'words/lessons',
    'page/state',
    'page/ui',
    'page/views/about',
    'page/views/attribution',
    'page/views/batch',
    'page/views/bubble',
    'page/views/campaigns',
    'page/views/class',
    'page/views/cost',
    'page/views/dataset',
    'page/views/export',
    'page/views/filters',
    'page/views/home',
    'page/views/lesson',
    'page/views/map',
    'page/views/mapping',
    'page/views/palette',
    'page/views/phone',
    'page/views/paste',
    'page/views/recommenders',
    'page/views/settings',
    'page/views/shell',
    'page/views/simulation',
    'page/views/storage',
    'page/views/train',
    'page/views/user',
    'page/views/versions',
  ),
  'src/page/App.svelte',
  'src/page/pages.ts',
  'src/page/views/{CopyAs,Fault}.svelte',
  // What goes to Amazon Personalize is English; the others look up words by keys of several words.
  'src/words/copy/!(bundle-readme|takeaway-readme|licences|metrics|terms).ts',
];

/** Attributes that are read, by eye or by ear. */
const readAttribute =
  /^(aria-(label|description|roledescription|valuetext)|alt|title|label|placeholder|note|hint|text|heading|sentence|summary|empty|unit)$/;
/** Members of requests and columns are called as the service calls them: `eventType`, `EVENT_TYPE`. */
const isRead = (text) =>
  /\p{L}{2}/u.test(text) && !/^([a-z]+[A-Z]\w*|[A-Z]+(_[A-Z]+)+)$/.test(text.trim()) && !isFilter(text);

/** Two words beside each other are a sentence, not a key; styles, markup, filters, operators and states are none. */
const isSentence = (text) =>
  /\p{L}{2,}[,;:.]? \p{L}/u.test(text) && !/[{}<>]|^[A-Z]+ [A-Z_]+$/.test(text) && !isFilter(text);
/** The service's language for filters is the same everywhere. */
const isFilter = (text) => /^((INCLUDE|EXCLUDE) (Item|Action)ID|Interactions\.EVENT_TYPE)\b/i.test(text);

/** Selectors, media queries, classes, and what is logged are for programs and programmers. */
const readsCode = /^(closest|console|matches|matchMedia|querySelector|querySelectorAll|Symbol)$/;
const isCode = ({ type, callee, parent }) =>
  (type === 'CallExpression' &&
    [callee.name, callee.object?.name, callee.property?.name].some((name) => readsCode.test(name))) ||
  (type === 'ArrayExpression' && parent.parent?.key?.name === 'class');

/** The product's own name, however its halves are shown. */
const isBrand = (text) => /^(Fore|taste|Foretaste)$/.test(text.trim());

/** Words in markup or code that no catalogue has: nobody could translate them. */
const wordsOutside = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { word: 'Belongs in a catalogue of src/words/messages: “{{text}}”.' },
  },
  create(context) {
    const tell = (node, text) => context.report({ node, messageId: 'word', data: { text: text.trim() } });
    return {
      SvelteText(node) {
        const inside = node.parent?.name?.name;
        if (
          inside !== 'style' &&
          inside !== 'code' &&
          inside !== 'kbd' &&
          isRead(node.value) &&
          !isBrand(node.value)
        )
          tell(node, node.value);
      },
      SvelteAttribute(node) {
        if (!readAttribute.test(node.key.name)) return;
        for (const part of node.value)
          if (part.type === 'SvelteLiteral' && isRead(part.value)) tell(part, part.value);
      },
      Literal(node) {
        // What a programming error says is for programmers, a name of a property for the code.
        const forReaders =
          !/^(Import|Export|NewExpression|MemberExpression)/.test(node.parent.type) && !isCode(node.parent);
        if (forReaders && typeof node.value === 'string' && isSentence(node.value)) tell(node, node.value);
      },
      TemplateElement(node) {
        if (/^(NewExpression|TaggedTemplateExpression)$/.test(node.parent.parent.type)) return;
        if (isSentence(node.value.cooked ?? '')) tell(node, node.value.cooked);
      },
    };
  },
};

/** Ways to a name that nobody has checked. */
const roundabout = ['globalThis', 'self'];

export default ts.config(
  {
    ignores: [
      'build',
      'dist',
      'node_modules',
      'coverage',
      'screenshots',
      'test-results',
      '.svelte-check',
      'src/words/messages/*.js',
      'src/words/messages/*.d.ts',
    ],
  },
  // TypeScript alone is looked through by oxlint (.oxlintrc.json), by the same rules in a fiftieth of the time.
  { files: ['**/*.ts'], ...ts.configs.base },
  ...[...ts.configs.recommended, ...svelte.configs.recommended].map((config) => ({
    files: svelteFiles,
    ...config,
  })),
  {
    files: svelteFiles,
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // Lists add what they hold to interfaces that are open.
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      eqeqeq: 'error',
    },
  },
  knows(bare, ['es2023'], {}),
  // Pages, workers and Node have it alike, and ids are drawn in all rooms.
  { files: ['src/domain/random-id.ts'], languageOptions: { globals: { crypto: 'readonly' } } },
  // What passes between page and worker are files, too.
  { files: ['src/domain/door.ts'], languageOptions: { globals: { Blob: 'readonly', File: 'readonly' } } },
  knows(pageless, ['es2023', 'webworker'], globals.worker),
  knows(inPage, ['es2023', 'dom', 'dom.iterable'], { ...globals.browser, ...fromBuild }),
  {
    files: [...bare, ...pageless],
    rules: { 'no-restricted-globals': ['error', ...roundabout] },
  },
  {
    files: svelteFiles,
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
    rules: { 'svelte/no-at-html-tags': 'error', 'svelte/no-navigation-without-resolve': 'off' },
  },
  {
    files: wordless,
    plugins: { words: { rules: { outside: wordsOutside } } },
    rules: { 'words/outside': 'error' },
  },
  {
    files: deterministic,
    rules: {
      'no-restricted-properties': [
        'error',
        ...inexact.map((property) => ({
          object: 'Math',
          property,
          message: 'Differs between engines: use kernels/math.ts or kernels/rng.ts.',
        })),
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "BinaryExpression[operator='**']",
          message: 'Differs between engines: use kernels/math.ts.',
        },
        { selector: "AssignmentExpression[operator='**=']", message: 'Differs between engines.' },
      ],
      'no-restricted-globals': ['error', 'Date', 'performance', ...roundabout],
    },
  },
);
