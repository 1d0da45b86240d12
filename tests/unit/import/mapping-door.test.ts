import { describe, expect, it } from 'vitest';
import { check } from '../../../src/import/judge/check';
import { inspect } from '../../../src/import/propose/inspect';
import { importTables } from '../../../src/import/store/import-tables';
import { memorySource } from '../../../src/import/open/bytes/source';
import { reinspect } from '../../../src/import/propose/inspect';
import type { Issue } from '../../../src/domain/issue';
import type { FilePlan } from '../../../src/domain/imports';
import {
  bytesOf,
  entityRows,
  errorsOf,
  findings,
  importContent,
  interactionsCsv,
  job,
  rowsOf,
  type Content,
} from './importing';

const codes = (issues: readonly Issue[]) => issues.map((issue) => issue.code);

/** `count` rows `user,item,value,time` as text, with the writing of value and time left to the test. */
function ratings(
  header: string,
  time: (sec: number) => string,
  { delimiter = ',', value = (i: number) => String((i % 10) / 2), extra = [] as string[], count = 1000 } = {},
): string {
  const rows = Array.from({ length: count }, (_, i) =>
    [`00${i % 50}`, `i${i % 97}`, value(i), time(1_600_000_000 + i * 60)].join(delimiter),
  );
  return [header, ...rows, ...extra].join('\n') + '\n';
}
const HEADER = 'customer,sku,score,when';
const sec = String;

async function propose(content: Content, path = 'data.csv', profile: 'aws' | 'relaxed' = 'aws') {
  return inspect([memorySource(path, bytesOf(content))], profile, job);
}
const rolesOf = (plan: FilePlan) => plan.columns.map((column) => column.role);

describe('the guess', () => {
  it.each([
    ['2147483647', 'int'],
    ['3000000000', 'long'],
    ['1e20', 'float'],
    ['1e300', 'double'],
  ])('of whole numbers is widened by %s far down to %s', async (far, type) => {
    const count = 30_000;
    const { schemas } = await importContent({
      interactions: `user,item,time,views\n${Array.from(
        { length: count },
        (_, i) => `u${i % 50},i${i % 97},${1_600_000_000 + i},${i === count - 1 ? far : i % 100}\n`,
      ).join('')}`,
    });
    expect(schemas.INTERACTIONS?.fields.at(-1)).toMatchObject({ name: 'VIEWS', type: [type, 'null'] });
  });

  it('knows columns by many names, and says so', async () => {
    const { proposal } = await propose(ratings(HEADER, sec));
    const [file] = proposal.files;
    expect(file.plan).toMatchObject({ dataset: 'INTERACTIONS', door: 'mapping' });
    expect(rolesOf(file.plan)).toEqual(['USER_ID', 'ITEM_ID', 'EVENT_VALUE', 'TIMESTAMP']);
    expect(file.evidence.map((evidence) => evidence.nameMatches)).toEqual([true, true, true, true]);
    expect(file.evidence.map((evidence) => evidence.looksLike)).toEqual([
      'ids',
      'ids',
      'number',
      'unix-seconds',
    ]);
    expect(file.evidence[0]).toMatchObject({ distinct: 50, rows: 1000, empty: 0 });
    expect(file.evidence[2].histogram.reduce((a, b) => a + b)).toBe(1000);
  });

  it('finds roles by the cells where names are silent', async () => {
    const { proposal } = await propose(ratings('a,b,c,d', (s) => new Date(s * 1000).toISOString()));
    expect(rolesOf(proposal.files[0].plan)).toEqual(['USER_ID', 'ITEM_ID', 'KEEP', 'TIMESTAMP']);
    expect(proposal.files[0].evidence[0].nameMatches).toBe(false);
  });

  it('takes an address for the person, and the number of an order only where nothing else can be one', async () => {
    const person = async (...headers: string[]) => {
      const rows = Array.from({ length: 90 }, (_, i) =>
        headers
          .map((header) => {
            if (header === 'sku') return `s${i % 23}`;
            if (header === 'when') return String(1_600_000_000 + i * 60);
            return /mail|placed/i.test(header) ? `ann${i % 31}@example.com` : `X${i % 45}`;
          })
          .join(','),
      );
      const { proposal } = await propose([headers.join(','), ...rows].join('\n'), 'orders.csv', 'relaxed');
      const [{ plan, evidence, issues }] = proposal.files;
      const at = plan.columns.findIndex((column) => column.role === 'USER_ID');
      return {
        header: plan.columns[at]?.header,
        named: evidence[at]?.nameMatches,
        warned: issues.some((issue) => issue.code === 'ORDER_AS_PERSON'),
      };
    };
    const sales = [
      'order_no',
      'invoiceNo',
      'Order ID',
      'transaction_id',
      'receipt',
      'basket_id',
      'Bestellnummer',
    ];
    const addresses = [
      'customer_email',
      'email',
      'E-Mail',
      'mail',
      'Buyer Email',
      'user_email',
      'Email Address',
    ];
    for (const [i, sale] of sales.entries()) {
      const named = { header: addresses[i], named: true, warned: false };
      expect(await person(sale, addresses[i], 'sku', 'when')).toEqual(named);
      const unnamed = { header: 'placed by', named: false, warned: false };
      expect(await person(sale, 'placed by', 'sku', 'when')).toEqual(unnamed);
      expect(await person(sale, 'sku', 'when', 'who')).toMatchObject({ header: 'who', warned: false });
      expect(await person(sale, 'sku', 'when')).toMatchObject({ header: sale, warned: true });
    }
    expect(await person('email', 'order_no', 'customer_id', 'sku', 'when')).toMatchObject({
      header: 'customer_id',
    });
    expect(await person('supplier_email', 'order_no', 'placed by', 'sku', 'when')).toMatchObject({
      header: 'placed by',
    });
  });

  describe('of an order export of Shopify', () => {
    const headers =
      'Name,Email,Financial Status,Paid at,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Vendor,Id'.split(
        ',',
      );
    /** Lines after the first of an order repeat its name, address and time only. */
    const orders = (sku: (item: number) => string): string => {
      const lines = Array.from({ length: 1200 }, (_, i) => {
        const [order, item] = [Math.floor(i / 2), (i * 13) % 83];
        const at = new Date((1_600_000_000 + order * 3600) * 1000).toISOString();
        const created = `${at.slice(0, 10)} ${at.slice(11, 19)} +0000`;
        const told = i % 2 === 0 ? ['paid', created, 'EUR', `${order % 40}.90`] : ['', '', '', ''];
        const sold = [String(1 + (i % 3)), `Tea No ${item}`, '4.50', sku(item)];
        const whose =
          i % 2 === 0 ? ['Ann', 'Tea House', String(5_012_345_678_901 + order)] : ['', 'Tea House', ''];
        return [`#${1001 + order}`, `ann${order % 60}@example.com`, ...told, created, ...sold, ...whose].join(
          ',',
        );
      });
      return [headers.join(','), ...lines].join('\n');
    };

    it.each([
      ['the numbers of its articles', 'Lineitem sku', (item: number) => `TEA-${item}`, 'orders_export_1.csv'],
      ['a file name that says nothing', 'Lineitem sku', (item: number) => `TEA-${item}`, 'export.csv'],
      ['no numbers, so names', 'Lineitem name', () => '', 'orders_export_1.csv'],
      ['neither', 'Lineitem name', () => '', 'export.csv'],
    ])('takes what was sold, to whom and when: %s', async (_, item, sku, path) => {
      const { proposal, sources } = await propose(orders(sku), path);
      const [{ plan }] = proposal.files;
      const header = (role: string) => plan.columns.find((column) => column.role === role)?.header;
      expect(plan.dataset).toBe('INTERACTIONS');
      expect(['USER_ID', 'ITEM_ID', 'TIMESTAMP', 'EVENT_VALUE'].map(header)).toEqual([
        'Email',
        item,
        'Created at',
        'Lineitem quantity',
      ]);
      const { tables } = await importTables(sources, proposal.plan, null, job);
      expect([tables.itemIds.length, tables.interactions.nRows]).toEqual([83, 1200]);
      expect(tables.interactions.timestampSec[2]).toBe(1_600_003_600);
    });

    it('takes what its articles are called for their titles', async () => {
      const { proposal } = await propose(
        'Lineitem sku,Lineitem name\nT1,Green tea\nT2,Black tea\n',
        'products.csv',
      );
      expect(proposal.files[0].plan).toMatchObject({
        dataset: 'ITEMS',
        columns: [{ role: 'ITEM_ID' }, { field: 'LINEITEM_NAME', categorical: false }],
      });
    });
  });

  it('leaves addresses in a catalogue and in a list of people where they are', async () => {
    const table = (head: string) =>
      [head, ...Array.from({ length: 40 }, (_, i) => `x${i},ann${i}@example.com,Name ${i}`)].join('\n');
    const first = async (head: string, path: string) =>
      (await propose(table(head), path, 'relaxed')).proposal.files[0].plan;
    const catalogue = await first('businessId,email,name', 'places.csv');
    expect([catalogue.dataset, ...rolesOf(catalogue)]).toEqual(['ITEMS', 'ITEM_ID', 'KEEP', 'KEEP']);
    const products = await first('id,contact,name', 'products.csv');
    expect([products.dataset, ...rolesOf(products)]).toEqual(['ITEMS', 'ITEM_ID', 'KEEP', 'KEEP']);
    const people = await first('id,email,name', 'export.csv');
    expect([people.dataset, ...rolesOf(people)]).toEqual(['USERS', 'USER_ID', 'KEEP', 'KEEP']);
    const list = await first('segment,email,name', 'customers.csv');
    expect([list.dataset, ...rolesOf(list)]).toEqual(['USERS', 'KEEP', 'USER_ID', 'KEEP']);
  });

  it('gives Amazon’s own header the aws door under aws only', async () => {
    const aws = await propose(interactionsCsv());
    expect(aws.proposal.files[0]).toMatchObject({ recognised: 'amazon', plan: { door: 'aws' } });
    expect((await propose(interactionsCsv(), 'data.csv', 'relaxed')).proposal.files[0].plan.door).toBe(
      'mapping',
    );
  });

  it('tells MovieLens tables from what is not needed, and text from tables', async () => {
    const files = {
      'ratings.csv': 'userId,movieId,rating,timestamp\n' + '1,1,4.0,964982703\n2,2,3.5,964982704\n'.repeat(3),
      'movies.csv':
        'movieId,title,genres\n1,Toy Story (1995),Adventure|Children\n2,"American President, The (1995)",Drama\n3,Untitled (1996),(no genres listed)\n',
      'links.csv': 'movieId,imdbId,tmdbId\n1,0114709,862\n2,0113497,8844\n',
      'tags.csv': 'userId,movieId,tag,timestamp\n2,1,funny,1445714994\n',
      'README.txt':
        'Summary\n=======\n\nThis dataset describes ratings, and tags.\nIt was made, by people, over years, with care.\nCite it.\n',
      'poster.csv': new Uint8Array([0x89, 0x50, 0, 0, 1, 2, 3, 0, 0]),
      'nothing.csv': '',
    };
    const sources = Object.entries(files).map(([path, content]) =>
      memorySource(`ml/${path}`, bytesOf(content)),
    );
    const { proposal, sources: opened } = await inspect(sources, 'relaxed', job);
    expect(proposal.name).toBe('ml');
    expect(proposal.files.map(({ plan, recognised }) => [plan.file, plan.dataset, recognised])).toEqual([
      ['ml/ratings.csv', 'INTERACTIONS', 'movielens'],
      ['ml/movies.csv', 'ITEMS', 'movielens'],
    ]);
    expect(Object.fromEntries(proposal.ignored.map(({ file, reason }) => [file, reason]))).toEqual({
      'ml/links.csv': 'not-needed',
      'ml/tags.csv': 'not-needed',
      'ml/README.txt': 'one-column',
      'ml/poster.csv': 'not-a-table',
      'ml/nothing.csv': 'empty',
    });
    expect(proposal.files[0].evidence[1].joins).toBe('ml/movies.csv');
    const { tables } = await importTables(opened, proposal.plan, null, job);
    expect(entityRows(tables, 'items')).toEqual([
      { id: '1', TITLE: 'Toy Story (1995)', GENRES: 'Adventure|Children', YEAR: '1995' },
      { id: '2', TITLE: 'American President, The (1995)', GENRES: 'Drama', YEAR: '1995' },
      { id: '3', TITLE: 'Untitled (1996)', GENRES: '', YEAR: '1996' },
    ]);
  });
});

describe('repairs', () => {
  const first = { USER_ID: '000', ITEM_ID: 'i0', TIMESTAMP: '1600000000', EVENT_VALUE: '0' };
  const second = { USER_ID: '001', ITEM_ID: 'i1', TIMESTAMP: '1600000060', EVENT_VALUE: '0.5' };

  async function repaired(content: Content): Promise<string[]> {
    const { report, tables } = await importContent({ interactions: content });
    expect(rowsOf(tables).slice(0, 2)).toEqual([first, second]);
    expect(report.datasets[0]).toMatchObject({ rows: 1000, kept: 1000 });
    return codes(report.warnings);
  }

  it('semicolons with decimal commas', async () => {
    const text = ratings('customer;sku;score;when', sec, {
      delimiter: ';',
      value: (i) => String((i % 10) / 2).replace('.', ','),
    });
    expect(await repaired(text)).toEqual(
      expect.arrayContaining(['DELIMITER_GUESSED', 'DECIMAL_COMMA', 'COLUMN_RENAMED']),
    );
  });

  it('tabs, bars and a quoted header', async () => {
    for (const delimiter of ['\t', '|'])
      expect(await repaired(ratings(HEADER.replaceAll(',', delimiter), sec, { delimiter }))).toContain(
        'DELIMITER_GUESSED',
      );
    expect(await repaired(ratings('"customer","sku","score","when"', sec))).toContain('HEADER_QUOTED');
  });

  it('milliseconds and dates', async () => {
    expect(await repaired(ratings(HEADER, (s) => `${s}123`))).toContain('MILLISECONDS_DIVIDED');
    const two = (value: number) => String(value).padStart(2, '0');
    const writings: ((date: Date) => string)[] = [
      (date) => date.toISOString(),
      (date) => date.toISOString().slice(0, 19).replace('T', ' '),
      (date) =>
        `${two(date.getUTCDate())}.${two(date.getUTCMonth() + 1)}.${date.getUTCFullYear()} ${date.toISOString().slice(11, 19)}`,
      (date) =>
        `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()} ${date.toISOString().slice(11, 19)}`,
    ];
    for (const write of writings)
      expect(await repaired(ratings(HEADER, (s) => write(new Date(s * 1000))))).toContain('DATES_PARSED');
  });

  it('Latin-1 and UTF-16 with any mark', async () => {
    const latin = Uint8Array.from(ratings(HEADER, sec, { extra: [] }).replaceAll('i96', 'é96'), (char) =>
      char.charCodeAt(0),
    );
    expect(await repaired(latin)).toContain('ENCODING_GUESSED');
    const { tables } = await importContent({ interactions: latin });
    expect(tables.itemIds).toContain('é96');
    const text = ratings(HEADER, sec);
    for (const marked of [true, false]) {
      const body = marked ? '\ufeff' + text : text;
      const wide = new Uint8Array(body.length * 2);
      for (let i = 0; i < body.length; i++) wide[2 * i] = body.charCodeAt(i) & 255;
      if (marked) wide.set([0xff, 0xfe]);
      expect(await repaired(wide)).toContain('ENCODING_GUESSED');
    }
  });

  it('Latin-1 that shows only after the beginning', async () => {
    const text = ratings(HEADER, sec, { count: 60_000, extra: ['x,caf\u00e9,1,1700000000'] });
    const { tables } = await importContent({
      interactions: Uint8Array.from(text, (char) => char.charCodeAt(0)),
    });
    expect(tables.itemIds.at(-1)).toBe('café');
  });

  it('no header, and lines before the header', async () => {
    const rows = ratings(HEADER, sec).split('\n').slice(1).join('\n');
    const headless = await inspect([memorySource('a.csv', bytesOf(rows))], 'aws', job);
    expect(headless.proposal.files[0].plan.format.headerLine).toBeNull();
    expect(headless.proposal.files[0].plan.columns.map((column) => column.header)).toEqual([
      'column 1',
      'column 2',
      'column 3',
      'column 4',
    ]);
    const { tables, report } = await importTables(headless.sources, headless.proposal.plan, null, job);
    expect(tables.interactions.nRows).toBe(1000);
    expect(codes(report.warnings)).toContain('HEADER_MISSING');
    expect(await repaired(`Export of 2024\n\n${ratings(HEADER, sec)}`)).toContain('HEADER_LINE_GUESSED');
  });

  it('backslash quotes, decided by the whole file', async () => {
    const late = ratings('customer,sku,score,when,note', (s) => `${s},fine`, {
      extra: ['u9,i1,1,1700000000,"a \\"b\\", c"'],
    });
    const { tables, report } = await importContent({ interactions: late });
    expect(codes(report.warnings)).toContain('BACKSLASH_QUOTES');
    expect(rowsOf(tables).at(-1)).toMatchObject({ USER_ID: 'u9', NOTE: 'a "b", c' });
  });

  it('row order as time when no column has one', async () => {
    const text = 'user,item\n' + Array.from({ length: 1000 }, (_, i) => `u${i % 40},i${i}`).join('\n');
    const { tables, report } = await importContent({ interactions: text });
    expect(codes(report.warnings)).toContain('ROW_ORDER_AS_TIME');
    expect([...tables.interactions.timestampSec.slice(0, 3)]).toEqual([0, 1, 2]);
    expect(report.schemas.INTERACTIONS?.fields.map((field) => field.name)).toEqual([
      'USER_ID',
      'ITEM_ID',
      'TIMESTAMP',
    ]);
  });

  it('but not beside a file that has times, which would go unread', async () => {
    const rows = Array.from({ length: 1000 }, (_, i) => `u${i % 40},i${i % 97}`);
    const texts = [
      ['user,item', ...rows].join('\n'),
      ['user,item,when', ...rows.map((row, i) => `${row},${1_600_000_000 + i}`)].join('\n'),
    ];
    const given = texts.map((text, at) => memorySource(`${at}.csv`, bytesOf(text)));
    const { proposal, sources } = await inspect(given, 'relaxed', job);
    const { plan } = proposal;
    const [untimed, timed] = plan.files;
    const ordered: FilePlan = { ...untimed, dataset: 'INTERACTIONS', rowOrderAsTime: true };
    for (const files of [
      [ordered, timed],
      [timed, ordered],
    ]) {
      const { issues } = await check(sources, { ...plan, files }, null, job);
      expect(issues.filter(({ severity }) => severity === 'error')).toMatchObject([
        { code: 'D03', file: '0.csv', details: { missing: ['TIMESTAMP'] } },
      ]);
    }
  });

  it('refuses a table without users or items, with what was found', async () => {
    const [issue] = await errorsOf({ interactions: 'colour,shape\nred,round\nblue,square\n' });
    expect(issue).toMatchObject({
      code: 'D03',
      details: { missing: ['USER_ID', 'ITEM_ID', 'TIMESTAMP'], found: ['colour', 'shape'] },
    });
  });

  it('drops rows that are ragged, incomplete or unreadable, by line, and shifts nothing', async () => {
    const extra = [
      'u1,i1',
      ',i1,3,1700000000',
      'u1,i1,abc,1700000000',
      'u1,i1,3,soon',
      'ghost,phantom,3',
      'last,i1,3,1700000001',
    ];
    const { imported, issues } = await findings({ interactions: ratings(HEADER, sec, { extra }) });
    const dropped = issues.filter((issue) => /^D\d/.test(issue.code));
    expect(dropped.map(({ code, line, severity }) => [code, line, severity])).toEqual([
      ['D06', 1002, 'warning'],
      ['D09', 1003, 'warning'],
      ['D10', 1004, 'warning'],
      ['D12', 1005, 'warning'],
      ['D06', 1006, 'warning'],
    ]);
    expect(issues.find((issue) => issue.code === 'ROWS_DROPPED')?.details).toEqual({ count: 5, rows: 1006 });
    expect(imported?.report.datasets[0]).toMatchObject({ rows: 1006, kept: 1001, dropped: 5 });
    expect(rowsOf(imported!.tables).at(-1)).toEqual({
      USER_ID: 'last',
      ITEM_ID: 'i1',
      TIMESTAMP: '1700000001',
      EVENT_VALUE: '3',
    });
    expect(imported!.tables.userIds).not.toContain('ghost');
  });

  it('fails where nothing can be read', async () => {
    const { proposal, sources } = await propose(ratings(HEADER, sec));
    const [file] = proposal.plan.files;
    const columns = file.columns.map((column) => ({
      ...column,
      role: column.role,
      timeUnit: column.timeUnit && ('iso' as const),
    }));
    const plan = { ...proposal.plan, files: [{ ...file, columns }] };
    await expect(importTables(sources, plan, null, job)).rejects.toMatchObject({ code: 'IMPORT_FAILED' });
  });
});

describe('changes by hand', () => {
  it('looks at a file again with another delimiter, header line or dataset', async () => {
    const { proposal, sources } = await propose(ratings(HEADER, sec));
    const [file] = proposal.plan.files;
    const edit = async (patch: Partial<FilePlan>) =>
      (
        await reinspect(
          sources,
          proposal,
          { ...proposal.plan, files: [{ ...file, ...patch }] },
          'data.csv',
          job,
        )
      ).files[0];
    expect((await edit({ format: { ...file.format, delimiter: ';' } })).plan.columns).toHaveLength(1);
    expect((await edit({ format: { ...file.format, headerLine: 3 } })).plan.columns[0].header).toBe('001');
    const asItems = await edit({ dataset: 'ITEMS' });
    expect(rolesOf(asItems.plan)[1]).toBe('ITEM_ID');
    expect(asItems.plan.dataset).toBe('ITEMS');
  });

  it('reads a column in the role it is given', async () => {
    const { proposal, sources } = await propose(ratings('customer,sku,points,when', sec));
    const [file] = proposal.plan.files;
    expect(file.columns[2]).toMatchObject({ role: 'KEEP', field: 'POINTS' });
    const columns = file.columns.map((column) =>
      column.index === 2
        ? { ...column, role: 'EVENT_VALUE' as const, field: 'EVENT_VALUE', type: 'float' as const }
        : column,
    );
    const { schemas } = await importTables(
      sources,
      { ...proposal.plan, files: [{ ...file, columns }] },
      null,
      job,
    );
    expect(schemas.INTERACTIONS?.fields.at(-1)).toEqual({ name: 'EVENT_VALUE', type: 'float' });
  });
});

describe('a file that does not say who it was', () => {
  /** A diary of films: what was watched on which day. */
  const diary = (from: number): string =>
    `film,date\n${Array.from({ length: 40 }, (_, i) => `Film ${(from + i) % 30},2021-03-${String(1 + (i % 28)).padStart(2, '0')}`).join('\n')}\n`;

  it('is one person’s, and that is said', async () => {
    const { proposal, sources } = await propose(diary(0), 'log.csv', 'relaxed');
    const [{ plan, issues }] = proposal.files;
    expect(plan).toMatchObject({ dataset: 'INTERACTIONS', person: 'me' });
    expect(issues.find(({ code }) => code === 'ONE_PERSON')?.details).toEqual({ person: 'me' });
    const { tables, report, schemas } = await importTables(sources, proposal.plan, null, job);
    expect(report).toMatchObject({ users: 1, items: 30, datasets: [{ rows: 40, kept: 40 }] });
    expect(tables.userIds).toEqual(['me']);
    expect(schemas.INTERACTIONS?.fields.map(({ name }) => name)).toEqual(['USER_ID', 'ITEM_ID', 'TIMESTAMP']);
  });

  it('makes each of several files another person', async () => {
    const files = [
      ['ana log.csv', diary(0)],
      ['ben/log.csv', diary(7)],
      ['cleo/log.csv', diary(11)],
    ].map(([path, text]) => memorySource(path, bytesOf(text)));
    const { proposal, sources } = await inspect(files, 'relaxed', job);
    expect(proposal.plan.files.map(({ person }) => person)).toEqual(['ana log', 'ben/log', 'cleo/log']);
    const { tables, report } = await importTables(sources, proposal.plan, null, job);
    expect(tables.userIds).toEqual(['ana log', 'ben/log', 'cleo/log']);
    expect(report.datasets[0]).toMatchObject({ rows: 120, kept: 120 });
  });

  it('may stand beside one that does', async () => {
    const files = [
      ['log.csv', `user,film,date\nana,Film 1,2021-03-01\nana,Film 2,2021-03-02\n`],
      ['mine.log.csv', diary(0)],
    ].map(([path, text]) => memorySource(path, bytesOf(text)));
    const { proposal, sources } = await inspect(files, 'relaxed', job);
    const plan = {
      ...proposal.plan,
      files: proposal.plan.files.map((file) => ({ ...file, dataset: 'INTERACTIONS' as const })),
    };
    const { tables } = await importTables(sources, plan, null, job);
    expect(tables.userIds).toEqual(['ana', 'me']);
  });

  it('refuses a name that no user may have, row by row', async () => {
    const { proposal, sources } = await propose(diary(0), 'log.csv', 'relaxed');
    const [file] = proposal.plan.files;
    const plan = { ...proposal.plan, files: [{ ...file, person: 'x'.repeat(257) }] };
    const error = await importTables(sources, plan, null, job).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'IMPORT_FAILED' });
  });
});

describe('a role that the column cannot well have', () => {
  const doubts = async (
    text: string,
    roles: Readonly<Record<string, string>>,
    units: Readonly<Record<string, FilePlan['columns'][number]['timeUnit']>> = {},
  ) => {
    const { proposal, sources } = await propose(text, 'log.csv', 'relaxed');
    const [file] = proposal.plan.files;
    const columns = file.columns.map((column) => {
      const role = (roles[column.header] ?? 'KEEP') as typeof column.role;
      const field = role === 'KEEP' ? `F${column.index}` : role;
      const type = role === 'TIMESTAMP' ? ('long' as const) : ('string' as const);
      return { ...column, role, field, type, timeUnit: units[column.header] };
    });
    const plan = {
      ...file,
      dataset: 'INTERACTIONS' as const,
      columns,
      person: undefined,
      rowOrderAsTime: !Object.values(roles).includes('TIMESTAMP'),
    };
    const { files } = await check(sources, { ...proposal.plan, files: [plan] }, null, job);
    return files[0].issues
      .filter((issue) => issue.code === 'ROLE_DOUBTFUL')
      .map(({ column, details }) => ({ column, ...details }));
  };
  const rows = (n: number, row: (i: number) => string) =>
    Array.from({ length: n }, (_, i) => row(i)).join('\n');
  const songs = `artist,song,url,who\n${rows(600, (i) => {
    const song = (i * 7) % 90;
    return `Band ${song % 13},Song ${song},https://tunes.example.com/${song},p${(i * i) % 37}`;
  })}\n`;

  it('is doubted with the reason', async () => {
    const who = { index: 3, header: 'who' };
    expect(await doubts(songs, { artist: 'USER_ID', song: 'ITEM_ID' })).toEqual([
      { column: 'artist', role: 'USER_ID', reason: 'hangs', other: 'song', instead: who },
    ]);
    expect(await doubts(songs, { url: 'USER_ID', artist: 'ITEM_ID' })).toMatchObject([
      { column: 'url', reason: 'web-address' },
    ]);
    const twins = songs.replaceAll('https://tunes.example.com/', 'code-');
    expect(await doubts(twins, { url: 'USER_ID', song: 'ITEM_ID' })).toEqual([
      { column: 'url', role: 'USER_ID', reason: 'one-to-one', other: 'song', instead: who },
    ]);
    const lines = `order,line,lamp,pieces\n${rows(600, (i) => `A${Math.floor(i / 3)},${1 + (i % 3)},L${(i * 7) % 41},${(i % 5) + 0.5}`)}\n`;
    expect(await doubts(lines, { line: 'USER_ID', lamp: 'ITEM_ID' })).toMatchObject([
      { column: 'line', role: 'USER_ID', reason: 'counts-rows' },
    ]);
    expect(await doubts(lines, { order: 'USER_ID', pieces: 'ITEM_ID' })).toMatchObject([
      { column: 'pieces', role: 'ITEM_ID', reason: 'amount' },
    ]);
  });

  it('says of numbers that are no times that they are none', async () => {
    const text = `guest,hotel,booked,nights\n${rows(600, (i) => `g${i % 97},h${(i * 7) % 41},2024-01-${10 + (i % 20)},${1 + (i % 6)}`)}\n`;
    const roles = { guest: 'USER_ID', hotel: 'ITEM_ID' };
    expect(await doubts(text, { ...roles, nights: 'TIMESTAMP' }, { nights: 'seconds' })).toEqual([
      { column: 'nights', role: 'TIMESTAMP', reason: 'no-time' },
    ]);
    expect(await doubts(text, { ...roles, booked: 'TIMESTAMP' }, { booked: 'iso' })).toEqual([]);
  });

  it('is believed where people and things meet', async () => {
    expect(await doubts(songs, { who: 'USER_ID', song: 'ITEM_ID' })).toEqual([]);
    expect(await doubts(songs, { who: 'USER_ID', artist: 'ITEM_ID' })).toEqual([]);
  });
});

it('a file with a mark of UTF-8 that is none is read by the header that it was looked at with', async () => {
  // The header's first name is quoted and has a line end within; one name is written in Latin-1.
  const text = `"Cust\nmer","Product","Date"\n${Array.from(
    { length: 30 },
    (_, i) => `"u${i % 7}","caf\u00e9 ${i % 5}",2014-05-${10 + (i % 19)}\n`,
  ).join('')}`;
  const bytes = Uint8Array.from([0xef, 0xbb, 0xbf, ...Array.from(text, (sign) => sign.charCodeAt(0))]);
  const { proposal, sources } = await inspect([memorySource('ratings.csv', bytes)], 'relaxed', job);
  expect(proposal.plan.files[0].columns.map(({ header }) => header)).toEqual([
    'Cust\nmer',
    'Product',
    'Date',
  ]);
  const { files } = await check(sources, proposal.plan, null, job);
  expect(files[0]).toMatchObject({ rows: 30, kept: 30, dropped: 0 });
  expect(files[0].preview[0].cells).toEqual(['u0', 'caf\u00e9 0', '2014-05-10']);
  expect(files[0].evidence.map(({ rows }) => rows)).toEqual([30, 30, 30]);
});
