import { writeFileSync } from 'node:fs';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/server/project-root.mjs';

/** Where the specification of filters lies beside the project; it is not kept in it. */
export const specification = join(projectRoot, '../shared/spec/filters.md');
const fixture = join(projectRoot, 'tests/fixtures/filter-cases.json');

type Cell = string | number | boolean | null;
type Row = { [field: string]: Cell };
interface Field {
  name: string;
  type: string | string[];
  categorical?: true;
  textual?: true;
}

/** Columns that the service demands, whose types the specification of the fixture takes for granted. */
const demanded: { readonly [field: string]: string } = {
  ITEM_ID: 'string',
  USER_ID: 'string',
  EVENT_TYPE: 'string',
  TIMESTAMP: 'long',
};

/**
 * The data and cases of filters.md, read out of its tables, in the form of `headless filter --cases` with `expected` and
 * `why` beside each case.
 */
export function filterCasesOf(markdown: string) {
  const sections = markdown.split(/^## /m);
  const data = sections.find((text) => text.startsWith('4. ')) ?? '';
  const items = dataset(data, 'Items');
  const users = dataset(data, 'Users');
  const interactions = dataset(data, 'Interactions');
  const all = [...items.rows, ...interactions.rows].map((row) => String(row.ITEM_ID));
  const catalogue = [...new Set(all)];
  const table = sections.find((text) => text.startsWith('5. ')) ?? '';
  const lines = table.split('\n').filter((line) => /^\| \d+ \|/.test(line));
  return {
    about: 'The cases of filters.md as data; expected = ids left, in catalogue order, or the error code.',
    fixture: {
      schemas: { items: items.schema, users: users.schema, interactions: interactions.schema },
      items: items.rows,
      users: users.rows,
      interactions: interactions.rows,
    },
    cases: lines.map((line) => caseOf(line, catalogue)),
  };
}

function caseOf(line: string, catalogue: readonly string[]) {
  const cells = line.split(/(?<!\\)\|/).slice(1, -1);
  const [, written, values, user, expected, why] = cells.map((cell) => cell.trim().replaceAll('\\|', '|'));
  const given = values.matchAll(/(\w+) = (?:`([^`]*)`|two blanks)/g);
  const itemId = /^itemId = (\w+)/.exec(why)?.[1];
  const limit = /^limit (\d+):/.exec(why)?.[1];
  return {
    expression: written === '(empty text)' ? '' : written.replace(/^`|`$/g, ''),
    values: Object.fromEntries(Array.from(given, ([, name, text]) => [name, text ?? '  '])),
    userId: user === '–' ? null : user,
    expected: expectedOf(expected, catalogue),
    why,
    ...(itemId === undefined ? {} : { itemId }),
    ...(limit === undefined ? {} : { maxInteractionsPerUserPerEventType: Number(limit) }),
  };
}

function expectedOf(text: string, catalogue: readonly string[]): string[] | { error: string } {
  const error = /^\*\*error ([A-Z]\d\d)\*\*$/.exec(text)?.[1];
  if (error !== undefined) return { error };
  if (text === '(none)') return [];
  const [start, without = ''] = text.split('−').map((part) => part.trim());
  if (start !== 'ALL') return start.split(' ');
  const gone = without.split(' ');
  return catalogue.filter((id) => !gone.includes(id));
}

function dataset(section: string, name: string) {
  const [, types, csv] = new RegExp(`^${name} — (?:types: )?(.*)\\n\`\`\`csv\\n([\\s\\S]*?)\`\`\``, 'm').exec(
    section,
  ) ?? ['', '', ''];
  const [header, ...lines] = csv.trim().split('\n').map(cellsOf);
  const described = new Map<string, string>();
  // "STUDIO, IN_STOCK categorical; …": several names share one description; a full stop ends the list.
  for (const part of types.split(/\.(?:\s|$)/)[0].split('; ')) {
    const [, names, words] = /^((?:[A-Z_]+(?:, )?)+) (.*)$/.exec(part) ?? ['', '', ''];
    for (const field of names.split(', ')) described.set(field, words);
  }
  const fields = header.map((field): Field => {
    const words = (described.get(field) ?? demanded[field] ?? '').split(' ');
    const primitive = ['int', 'long', 'float', 'boolean'].find((type) => words.includes(type)) ?? 'string';
    return {
      name: field,
      type: words.includes('null') ? ['null', primitive] : primitive,
      ...(words.includes('categorical') ? { categorical: true as const } : {}),
      ...(words.includes('textual') ? { textual: true as const } : {}),
    };
  });
  const rows = lines.map((cells): Row =>
    Object.fromEntries(fields.map(({ name: field, type }, i) => [field, cell(cells[i], type)])),
  );
  const namespace = 'com.amazonaws.personalize.schema';
  return { schema: { type: 'record', name, namespace, fields, version: '1.0' }, rows };
}

function cell(text: string, type: string | string[]): Cell {
  const primitive = typeof type === 'string' ? type : type[1];
  if (text === '') return null;
  if (primitive === 'string') return text;
  return primitive === 'boolean' ? text === 'true' : Number(text);
}

/** The cells of a CSV line without escaped quotes. */
function cellsOf(line: string): string[] {
  return Array.from(line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g), ([, quoted, bare]) => quoted ?? bare);
}

/** Run as a program, it writes the fixture anew. */
if (process.argv[1]?.endsWith('filter-cases.ts')) {
  if (!existsSync(specification)) throw new Error(`There is no ${specification}`);
  const cases = filterCasesOf(readFileSync(specification, 'utf8'));
  writeFileSync(fixture, `${JSON.stringify(cases, null, 1)}\n`);
}
