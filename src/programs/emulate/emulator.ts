import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { version } from '../../../package.json';
import { Account, type AccountOptions } from './account';
import type { Answer, Request } from './http';
import { jsonRefusal, JSON_1_1, withRequestId } from './json-answers';
import type { Tell } from './measured';
import { personalize } from './personalize';
import { cloudFormation } from './query/cloudformation';
import { CloudWatch } from './query/cloudwatch';
import { iam } from './query/iam';
import { jsonProtocol, queryProtocol, type QueryOperations } from './query/query-protocol';
import { Records } from './query/records';
import { ssm } from './query/ssm';
import { resourceTypes } from './query/stack-resources';
import { Stacks } from './query/stacks';
import { sts } from './query/sts';
import { readTemplate } from './query/template';
import { addresseeOf, hostBucketOf, isForm, NEIGHBOURS, type Neighbour } from './route';
import { BucketFiles } from './s3/bucket-files';
import { Buckets } from './s3/buckets';
import { MirroredFiles } from './s3/mirrored-files';
import { S3 } from './s3/s3';
import { ServiceError } from './service-error';
import { admit, preflight, readableBy, type Admitted } from './visitors';

/** Everything that lies in the folder, as services. */
interface Services {
  readonly account: Account;
  readonly s3: S3;
  readonly cloudWatch: CloudWatch;
  readonly stacks: Stacks;
  readonly neighbours: Readonly<Record<Neighbour, QueryOperations>>;
}

export interface EmulatorOptions extends AccountOptions, Admitted {
  /** Where another S3 is, whose objects jobs read and write. Default: the emulator's own. */
  readonly s3?: string | null;
}

/** What the emulator keeps in its folder. */
const KEPT = [
  'account',
  'groups',
  's3',
  's3-facts',
  's3-parts',
  's3-uploads',
  's3-documents',
  'iam.json',
  'metrics.jsonl',
];

/** All services of one folder behind one door. */
export class Emulator {
  #services: Promise<Services>;

  /** @param folder what is kept lies there; it is made where it is not there. */
  constructor(
    private readonly folder: string,
    private readonly options: EmulatorOptions,
  ) {
    this.#services = this.#open();
  }

  /** Makes what a template asks for, as a stack of this name. @throws what keeps it from being made. */
  async deploy(name: string, template: string): Promise<void> {
    const { stacks } = await this.#services;
    const { status, reason } = await stacks.deploy(name, readTemplate(template, new Map()));
    if (status.endsWith('ROLLBACK_COMPLETE')) throw new Error(reason);
    if (reason !== undefined) console.warn(reason);
  }

  /** Resolves when requests are answered. @throws what keeps the folder from being opened. */
  async ready(): Promise<void> {
    await this.#services;
  }

  /** Answers every request: errors in the form of the service that is asked. */
  async handle(request: Request): Promise<Answer> {
    try {
      const page = admit(request, this.options);
      const answer = await this.#answer(request);
      return page === null ? answer : readableBy(page, answer);
    } catch (error) {
      return jsonRefusal(error);
    }
  }

  /** Ends what can be stopped, and lets go of the folder. */
  async close(): Promise<void> {
    const { account, cloudWatch } = await this.#services;
    await account.close();
    cloudWatch.close();
  }

  async #answer(request: Request): Promise<Answer> {
    if (request.method === 'OPTIONS') return preflight(request);
    // No bucket begins so, but a key may, where the host names the bucket.
    if (request.path.startsWith('/_') && hostBucketOf(request) === null) return this.#own(request);
    return withRequestId(await this.#service(request));
  }

  /** What the emulator answers beside the services. */
  async #own({ method, path, headers }: Request): Promise<Answer> {
    switch (`${method} ${path}`) {
      case 'GET /_health':
        await this.#services;
        return json(200, { status: 'running', version });
      case 'GET /_localstack/health': {
        await this.#services;
        // Tools that wait for LocalStack look for the services that they need, by its names.
        const names = Object.keys(NEIGHBOURS).map((name) => (name === 'monitoring' ? 'cloudwatch' : name));
        const services = Object.fromEntries(['personalize', 's3', ...names].map((name) => [name, 'running']));
        return json(200, { services, edition: 'foretaste', version });
      }
      case 'GET /_idle':
        await (await this.#services).account.idle();
        return json(200, { status: 'idle' });
      case 'POST /_reset':
        // No page and no form sends it unasked.
        if (headers['x-foretaste'] !== 'reset')
          return json(400, {
            message: 'Everything is forgotten when the header “X-Foretaste: reset” comes too.',
          });
        this.#services = this.#services.then(({ account }) => this.#reset(account));
        await this.#services;
        return json(200, { status: 'reset' });
      default:
        return json(404, { message: 'Here are GET /_health, GET /_idle and POST /_reset.' });
    }
  }

  async #service(request: Request): Promise<Answer> {
    const { account, s3, neighbours } = await this.#services;
    const addressee = addresseeOf(request);
    switch (addressee.service) {
      case 'personalize':
        return personalize(request, account.handler);
      case 's3':
        return s3.handle(request, addressee.hostBucket);
      case 'unknown': {
        if (isForm(request)) return queryProtocol(request, {}, NEIGHBOURS.sts.namespace);
        const message = `There is no service ${addressee.name} here.`;
        return jsonRefusal(new ServiceError('UnknownOperationException', 400, message));
      }
      default: {
        const operations = neighbours[addressee.service];
        if (request.headers['x-amz-target'] === undefined)
          return queryProtocol(request, operations, NEIGHBOURS[addressee.service].namespace);
        // Systems Manager speaks the version that Personalize does, CloudWatch the one before.
        const type = addressee.service === 'ssm' ? JSON_1_1 : 'application/x-amz-json-1.0';
        return jsonProtocol(request, operations, type);
      }
    }
  }

  async #open(): Promise<Services> {
    await mkdir(this.folder, { recursive: true });
    const buckets = new Buckets(this.folder);
    const cloudWatch = new CloudWatch(this.folder);
    const records = new Records(this.folder);
    const own = new BucketFiles(buckets);
    const { s3 = null } = this.options;
    const files = s3 === null ? own : new MirroredFiles(s3, buckets, own);
    const tell: Tell = (metric, dimension, value) => cloudWatch.count(metric, dimension, value);
    const account = await Account.open(this.folder, files, { ...this.options, tell });
    const tools = { buckets, iam: iam(records), ssm: ssm(records), invoke: account.invoke };
    const stacks = new Stacks(records, resourceTypes(tools));
    const others = { iam: tools.iam, ssm: tools.ssm, cloudformation: cloudFormation(stacks, buckets) };
    const neighbours = { ...others, sts, monitoring: cloudWatch.operations };
    return { account, s3: new S3(this.folder, buckets), cloudWatch, stacks, neighbours };
  }

  async #reset(account: Account): Promise<Services> {
    await account.close();
    for (const name of KEPT) await rm(join(this.folder, name), { recursive: true, force: true });
    return this.#open();
  }
}

function json(statusCode: number, content: object): Answer {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(content) };
}
