import { messageOf } from '../../../words/copy/api-message';
import type { JsonObject } from '../../../domain/errors';
import { isObject, jsonIn } from '../../../domain/json';
import { ANSWERS_PATH, LINE_PATH, type ProgramAnswer } from '../../../domain/programs';
import { PersonalizeRequestHandler } from '../../../interop/aws/request-handler';
import { readBody, type Answer, type Request } from '../http';
import { jsonRefusal, withRequestId } from '../json-answers';
import { personalize } from '../personalize';
import { queryProtocol, queryRefusal } from '../query/query-protocol';
import { sts } from '../query/sts';
import { accessKeyOf, addresseeOf, isForm, NEIGHBOURS } from '../route';
import { s3Refusal } from '../s3/s3';
import { ServiceError } from '../service-error';
import { isThisComputer } from '../visitors';
import { TabLine, unavailable } from './tab-line';

const NO_TAB =
  'No tab answers: open a project in Foretaste on this computer and allow programs under Settings, then ask again.';
const LONGEST_NAME = 60;

/**
 * The service as one tab of the page answers it: programs ask here, and the tab that was allowed last hears each call by
 * its operation and answers. What breaks a constraint of the API is refused here, and the tab never hears of it.
 */
export class TabEndpoint {
  #line: TabLine | null = null;

  /** @param patienceMs for how long the tab is waited for. */
  constructor(private readonly patienceMs?: number) {}

  /** Answers every request: errors in the form of the service that is asked. */
  async handle(request: Request): Promise<Answer> {
    try {
      requireThisComputer(request);
      if (request.path === LINE_PATH) return await this.#open(request);
      if (request.path === ANSWERS_PATH) return await this.#take(request);
      return withRequestId(await this.#service(request));
    } catch (error) {
      if (isForm(request)) return withRequestId(queryRefusal(error, NEIGHBOURS.sts.namespace));
      return withRequestId(jsonRefusal(error));
    }
  }

  async #service(request: Request): Promise<Answer> {
    const addressee = addresseeOf(request);
    if (addressee.service === 's3')
      return s3Refusal(
        new ServiceError('NotImplemented', 501, 'A tab has no S3; npm run emulate has.'),
        request.method,
      );
    const line = this.#lineFor(request);
    if (addressee.service === 'personalize') return answeredBy(line, request);
    if (addressee.service === 'sts') return queryProtocol(request, sts, NEIGHBOURS.sts.namespace);
    const name = addressee.service === 'unknown' ? addressee.name : addressee.service;
    const message = `A tab answers for Amazon Personalize alone, not for ${name}.`;
    throw new ServiceError('UnknownOperationException', 400, message);
  }

  /** The line that a program may use. @throws ServiceError where there is none, or for a wrong key. */
  #lineFor(request: Request): TabLine {
    if (this.#line === null) throw unavailable(NO_TAB);
    const key = accessKeyOf(request);
    const where = 'The key to give as AWS access key id stands under Settings in the tab that answers.';
    if (key === null)
      throw new ServiceError('MissingAuthenticationTokenException', 403, `The request has no key. ${where}`);
    if (this.#line.admits(key)) return this.#line;
    throw new ServiceError('UnrecognizedClientException', 403, `The key is not the right one. ${where}`);
  }

  /** A tab begins to answer, in place of the one before. */
  async #open(request: Request): Promise<Answer> {
    requireOwnPage(request);
    await readBody(request);
    const line = new TabLine(() => {
      if (this.#line === line) this.#line = null;
    }, this.patienceMs);
    this.#line?.handOver();
    this.#line = line;
    const headers = { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' };
    return { statusCode: 200, headers, body: line.down };
  }

  async #take(request: Request): Promise<Answer> {
    requireOwnPage(request);
    const said = readAnswer((await readBody(request)).toString());
    if (said === null) throw new ServiceError('SerializationException', 400, 'This is no answer.');
    if (this.#line?.admits(said.token) !== true)
      throw new ServiceError('AccessDeniedException', 403, 'Another tab answers by now.');
    this.#line.answer(said);
    return { statusCode: 204 };
  }
}

async function answeredBy(line: TabLine, request: Request): Promise<Answer> {
  const from = nameOf(request);
  let gone: ServiceError | null = null;
  const handler = new PersonalizeRequestHandler(async (operation, input) => {
    try {
      return await line.call({ operation, input, from });
    } catch (error) {
      if (error instanceof ServiceError) gone = error;
      throw error;
    }
  }, messageOf);
  const answer = await personalize(request, handler);
  if (gone !== null) throw gone;
  return answer;
}

/**
 * @throws ServiceError for a name that is not this computer's, by which a page elsewhere may have been led here, and for
 *   pages of other sites, those of other ports among them.
 */
function requireThisComputer({ headers }: Request): void {
  const { host = '', origin } = headers;
  if (!isThisComputer(host))
    throw new ServiceError('AccessDeniedException', 403, 'Ask by the name localhost.');
  const site = headers['sec-fetch-site'] ?? 'none';
  const isOwn = (origin === undefined || origin === `http://${host}`) && /^(none|same-origin)$/.test(site);
  if (!isOwn) throw new ServiceError('AccessDeniedException', 403, 'Pages of other sites may not ask here.');
}

/** @throws ServiceError for whatever is not sent by this server's own page. */
function requireOwnPage({ method, headers }: Request): void {
  if (method !== 'POST' || headers.origin === undefined)
    throw new ServiceError('AccessDeniedException', 403, 'Only the page of this server may answer.');
}

function readAnswer(body: string): ProgramAnswer | null {
  const said = jsonIn(body);
  return isObject(said) && isAnswer(said) ? said : null;
}

function isAnswer(said: JsonObject): said is JsonObject & ProgramAnswer {
  const { id, token, answer, error, nothingOpen } = said;
  if (typeof id !== 'number' || typeof token !== 'string') return false;
  if (isObject(error)) return typeof error.code === 'string' && isObject(error.details);
  return isObject(answer) || nothingOpen === true;
}

/** What a program calls itself: the first product of its user agent. */
function nameOf({ headers }: Request): string {
  return (/^[\w.+-]+(\/[\w.+-]+)?/.exec(headers['user-agent'] ?? '')?.[0] ?? '').slice(0, LONGEST_NAME);
}
