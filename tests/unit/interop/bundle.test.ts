import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { Personalize } from '@aws-sdk/client-personalize';
import avro from 'avsc';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/domain/errors';
import { projectRoot } from '../../../src/programs/server/project-root.mjs';
import { localAws } from '../../support/local-aws';
import { fullProject, type FullProject } from '../../support/full-project';
import { shellcheck } from '../../support/shellcheck.mjs';
import { UnzippedBundle } from '../../support/unzipped-bundle';

describe('the bundle for Amazon Personalize', () => {
  let made: FullProject;
  let bundle: UnzippedBundle;
  let folder: string;
  beforeAll(async () => {
    made = await fullProject();
    bundle = await UnzippedBundle.of(made.aws.project);
    folder = mkdtempSync(join(tmpdir(), 'foretaste-bundle-'));
    for (const path of bundle.paths) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bundle.bytes(path));
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is the same bytes whenever it is written, and says the checksum of every file', async () => {
    const again = await UnzippedBundle.of(made.aws.project);
    expect(new Uint8Array(await again.zip.arrayBuffer())).toEqual(
      new Uint8Array(await bundle.zip.arrayBuffer()),
    );
    const listed = bundle.manifest.files.map(({ path }) => path);
    expect([...listed, 'manifest.json'].sort()).toEqual([...bundle.paths].sort());
    for (const { path, bytes, sha256 } of bundle.manifest.files) {
      expect(bundle.bytes(path).length, path).toBe(bytes);
      expect(createHash('sha256').update(bundle.bytes(path)).digest('hex'), path).toBe(sha256);
    }
    const file = join(folder, 'whole.zip');
    writeFileSync(file, new Uint8Array(await bundle.zip.arrayBuffer()));
    const unzip = spawnSync('unzip', ['-tq', file], { encoding: 'utf8' });
    // Another reader of zips, where there is one.
    if (unzip.error === undefined) expect(unzip.stdout).toMatch(/No errors detected/);
  });

  test('holds every row once: imported and put, the newest version of an item', () => {
    const interactions = bundle.text('data/interactions/interactions.csv').split('\n');
    expect(interactions[0]).toBe('USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,DEVICE,IMPRESSION');
    expect(interactions[1]).toBe('u0,i0,1700000000,purchase,,i1|i2|i3');
    expect(bundle.text('data/interactions/interactions-put.csv').trimEnd().split('\n')).toEqual([
      'USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,DEVICE,IMPRESSION',
      'newcomer,i7,1700000500,click,tv,',
      'newcomer,i-new,1700000600,click,tv,i1|i2',
    ]);
    const items = bundle.text('data/items/items.csv');
    expect(items).toContain('\ni5,Pots|Sale,,,3.3,\n');
    expect(items).not.toContain('i5,Tea|Pots');
    expect(items).toContain('\ni3,Tea|Pots,"=1+1, ""quoted""","line one\nline 3 é 茶",,true\n');
    expect(items.endsWith('\ni-new,,Brand new,,,\n')).toBe(true);
    expect(bundle.text('foretaste/imported-items.csv')).toContain('\ni5,Tea|Pots," A title, 5 ",');
  });

  test('has schemas that an Avro library reads, one for each dataset', () => {
    const schemas = bundle.manifest.datasets.map(({ schema }) => bundle.text(schema));
    expect(schemas).toHaveLength(3);
    for (const schema of schemas) {
      const type = avro.Type.forSchema(JSON.parse(schema) as avro.Schema);
      expect(['Interactions', 'Items', 'Users']).toContain(type.name?.split('.').at(-1));
    }
    const items = avro.Type.forSchema(JSON.parse(schemas[1]) as avro.Schema);
    const row = {
      ITEM_ID: 'i1',
      GENRE: null,
      TITLE: 'x',
      ABOUT: null,
      PRICE: 3.3,
      NEW: null,
    };
    expect(items.isValid(row)).toBe(true);
    expect(items.isValid({ ...row, ITEM_ID: null })).toBe(false);
  });

  test('has requests that the compiler takes for the inputs of the official client, and nothing beside them', () => {
    const calls = bundle.manifest.requests.map(
      ({ operation, path }, k) =>
        `export const request${k}: aws.${operation}CommandInput = ${bundle.text(path)};`,
    );
    expect(calls.length).toBeGreaterThan(10);
    const head = "import type * as aws from '@aws-sdk/client-personalize';\n";
    const wrong = calls[0].replace('"name"', '"nmae"');
    const found = compile({ right: `${head}${calls.join('\n')}`, wrong: `${head}${wrong}` });
    expect(found.filter((line) => !/wrong\.ts/.test(line))).toEqual([]);
    expect(found.join('\n')).toMatch(/wrong\.ts.*nmae/);
  });

  test('makes the same resources through the official client, in its own order', async () => {
    const fresh = await localAws();
    const ids = new Map<string, string>();
    for (const path of bundle.paths)
      if (path.startsWith('data/'))
        fresh.files.put(`s3://your-bucket/shop/${path}`, new Blob([bundle.bytes(path)]));
    for (const { operation, path, name } of bundle.manifest.requests) {
      // The yardstick, which a training here makes by the way.
      if (name === 'popularity-count') continue;
      const answer = await send(fresh.personalize, operation, withIds(bundle.json(path), ids));
      const [arn] = Object.entries(answer).flatMap(([name, value]) =>
        name.endsWith('Arn') && typeof value === 'string' ? [value] : [],
      );
      if (operation === 'CreateSolutionVersion') {
        const solution = arn.slice(0, arn.lastIndexOf('/'));
        ids.set(solution, arn);
      }
      await fresh.service.idle();
    }
    const [was, is] = [made.aws.project.state, fresh.project.state];
    expect(is.importJobs.map(({ status }) => status)).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE']);
    expect(is.datasets.map(({ type, schema, arn }) => [type, schema, arn])).toEqual(
      was.datasets.map(({ type, schema, arn }) => [type, schema, arn]),
    );
    // 1200 imported rows less copies, and the two put events that are no copy of one.
    const { tables } = await made.aws.project.data.existing();
    expect(is.datasets[0].rows).toBe(tables.interactions.nRows + 2);
    expect(is.service?.filters.map(({ name, filterExpression }) => [name, filterExpression])).toEqual(
      was.service?.filters.map(({ name, filterExpression }) => [name, filterExpression]),
    );
    expect(is.service?.solutions.map(({ request }) => request)).toEqual(
      was.service?.solutions.map(({ request }) => request),
    );
    expect(is.solutionVersions.map(({ status, solution }) => [solution, status])).toEqual(
      was.solutionVersions.map(({ status, solution }) => [solution, status]),
    );
    expect(is.service?.campaigns).toMatchObject([
      { name: 'front', minProvisionedTPS: 2, campaignConfig: {} },
      { name: 'newest', campaignConfig: { syncWithLatestSolutionVersion: true } },
    ]);
  });

  test('offers what the search has found, in place of the search', () => {
    const tuned = bundle.json('requests/solution-tuned/alike.json');
    const found = made.aws.project.state.solutionVersions.find(({ solution }) => solution === 'alike')
      ?.tunedHPOParams?.algorithmHyperParameters;
    expect(found).toHaveProperty('popularity_discount_factor');
    expect(tuned).toEqual({
      name: 'alike',
      datasetGroupArn: made.datasetGroupArn,
      recipeArn: 'arn:aws:personalize:::recipe/aws-sims',
      performAutoTraining: false,
      solutionConfig: { algorithmHyperParameters: { min_cointeraction_count: '2', ...found } },
    });
    expect(bundle.json('requests/solution/alike.json')).toMatchObject({ performHPO: true });
    expect(bundle.paths).not.toContain('requests/solution-tuned/popular.json');
  });

  test('says of each solution whether the service will train it by itself', () => {
    const readme = bundle.text('README.md');
    expect(readme).toContain('trains and bills by itself: popular (`rate(7 days)`).');
    expect(readme).toContain('- The other solutions are created with `performAutoTraining` off');
    expect(bundle.json('requests/solution/popular.json')).toMatchObject({ performAutoTraining: true });
  });

  test('has shell scripts without a finding', ({ skip }) => {
    const found = shellcheck(['create.sh', 'clean-up.sh'].map((name) => join(folder, name)));
    if (found === null) skip('shellcheck is missing');
    expect(found).toBe('');
  });

  test('has Python scripts that compile', ({ skip }) => {
    const python = spawnSync('python3', ['--version']);
    if (python.error !== undefined) {
      console.warn('python3 is missing: scripts stay uncompiled. `apt-get install python3-minimal`');
      skip('python3 is missing');
    }
    for (const name of ['create.py', 'clean_up.py']) {
      const { status, stderr } = spawnSync('python3', ['-m', 'py_compile', join(folder, name)], {
        encoding: 'utf8',
      });
      expect([status, stderr], name).toEqual([0, '']);
    }
  });

  describe.each([
    ['the AWS CLI', 'aws', 'bash', 'create.sh', 'clean-up.sh'],
    ['boto3', 'boto3.py', 'python3', 'create.py', 'clean_up.py'],
  ])('run with %s', (_, standIn, interpreter, create, cleanUp) => {
    let tools: string;
    beforeAll(() => {
      tools = mkdtempSync(join(tmpdir(), 'foretaste-tools-'));
      const file = join(tools, standIn);
      writeFileSync(file, readFileSync(join(import.meta.dirname, '../../fixtures/stand-ins', standIn)));
      chmodSync(file, 0o755);
    });
    afterAll(() => rmSync(tools, { recursive: true }));

    const run = (
      script: string,
      env: Record<string, string> = {},
    ): { status: number | null; log: string[] } => {
      const logFile = join(tools, 'log');
      writeFileSync(logFile, '');
      const { status } = spawnSync(interpreter, [join(folder, script)], {
        encoding: 'utf8',
        env: {
          ...process.env,
          PATH: `${tools}${delimiter}${process.env.PATH ?? ''}`,
          PYTHONPATH: tools,
          PYTHONDONTWRITEBYTECODE: '1',
          LOG: logFile,
          DELETED: join(tools, 'deleted'),
          BUCKET: 'bucket',
          ROLE_ARN: 'arn:aws:iam::1:role/r',
          ...env,
        },
      });
      return { status, log: readFileSync(logFile, 'utf8').trimEnd().split('\n') };
    };
    const calls = (log: readonly string[], verb: string): string[] =>
      log.filter((line) => line.startsWith(`${verb}-`)).map((line) => line.split(' ')[0]);

    test('creates in order with the ids that were given, resumes, and deletes the other way round', ({
      skip,
    }) => {
      if (spawnSync(interpreter, ['--version']).error !== undefined) skip(`${interpreter} is missing`);
      const first = run(create, { TUNED: '1' });
      expect(first.status).toBe(0);
      expect(calls(first.log, 'create')).toEqual(
        bundle.manifest.requests.map(({ operation }) => kebab(operation)),
      );
      const version = first.log.find((line) => line.startsWith('create-campaign'));
      expect(version).toContain('solution-version/popular');
      const newest = first.log.find((line) => /^create-campaign.*newest/.test(line));
      expect(newest).toContain('solution/popular/$LATEST');
      const imported = first.log.find((line) => line.startsWith('create-dataset-import-job'));
      expect(imported).toContain('s3://bucket/shop/data/interactions/');
      expect(imported).toContain('arn:aws:iam::1:role/r');
      expect(first.log.find((line) => line.startsWith('create-solution '))).toContain('tuned');
      expect(calls(first.log, 'describe').length).toBeGreaterThanOrEqual(13);

      const second = run(create);
      expect([second.status, calls(second.log, 'create')]).toEqual([0, []]);

      const last = run(cleanUp);
      expect(last.status).toBe(0);
      expect(calls(last.log, 'delete')).toEqual(
        bundle.manifest.requests
          .map(({ operation }) => kebab(operation).replace('create', 'delete'))
          .filter((name) => !/import-job|solution-version/.test(name))
          .reverse(),
      );
      expect(run(create, { BUCKET: '' }).status).not.toBe(0);
    });
  });
});

function kebab(operation: string): string {
  return operation.replace(/(?!^)([A-Z])/g, '-$1').toLowerCase();
}

/** Ids that were made anew in place of those of the project: of versions, whose ids are chance. */
function withIds(input: JsonObject, ids: ReadonlyMap<string, string>): JsonObject {
  const { solutionVersionArn } = input;
  if (typeof solutionVersionArn !== 'string' || solutionVersionArn.endsWith('/$LATEST')) return input;
  const solution = solutionVersionArn.slice(0, solutionVersionArn.lastIndexOf('/'));
  return { ...input, solutionVersionArn: ids.get(solution) ?? solutionVersionArn };
}

/** One call of the real client by the operation's name. */
async function send(client: Personalize, operation: string, input: JsonObject): Promise<object> {
  const calls = client as unknown as Record<string, (input: JsonObject) => Promise<object>>;
  return { ...(await calls[operation[0].toLowerCase() + operation.slice(1)](input)) };
}

/** What the compiler says of modules of the project, by name: lines that begin with the file, where it finds something. */
function compile(modules: Readonly<Record<string, string>>): string[] {
  const folder = mkdtempSync(join(projectRoot, 'node_modules', '.bundle-types-'));
  try {
    const files = Object.entries(modules).map(([name, text]) => {
      const file = join(folder, `${name}.ts`);
      writeFileSync(file, text);
      return file;
    });
    const options =
      '--noEmit --ignoreConfig --pretty false --strict --exactOptionalPropertyTypes --skipLibCheck --target es2022';
    const resolution = '--module esnext --moduleResolution bundler';
    const { stdout } = spawnSync(
      process.execPath,
      [
        join(projectRoot, 'node_modules/@typescript/native/bin/tsc'),
        ...options.split(' '),
        ...resolution.split(' '),
        ...files,
      ],
      { encoding: 'utf8', cwd: projectRoot },
    );
    return stdout.split('\n').filter((line) => /^\S/.test(line));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
