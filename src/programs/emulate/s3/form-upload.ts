import { isObject, jsonIn } from '../../../domain/json';
import type { Request } from '../http';
import { ServiceError } from '../service-error';

/** An upload out of a form in a page, as addresses for it are signed beforehand: its fields, and the file behind them. */
export interface FormUpload {
  /** By name in lower case. */
  readonly fields: { readonly [name: string]: string };
  readonly content: AsyncIterable<Uint8Array>;
}

/** The most bytes of all fields before the file. */
const MOST_BYTES = 20 << 10;
const BREAK = '\r\n';

/** @throws ServiceError for what is no such form, and one whose policy is over. */
export async function formUploadOf({ headers, body }: Request): Promise<FormUpload> {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(headers['content-type'] ?? '')?.[1];
  if (boundary === undefined) throw malformed();
  const parts = body[Symbol.asyncIterator]();
  const end = Buffer.from(`${BREAK}--${boundary}`);
  // As if a line had come before the first of them.
  let held = Buffer.from(BREAK);
  const more = async (): Promise<boolean> => {
    const { value, done } = await parts.next();
    if (done !== true) held = Buffer.concat([held, value]);
    return done !== true;
  };
  const fields: Record<string, string> = {};
  for (;;) {
    const headEnd = held.indexOf(BREAK.repeat(2));
    if (headEnd === -1) {
      if (held.length > MOST_BYTES || !(await more())) throw malformed();
      continue;
    }
    const head = held.subarray(0, headEnd).toString();
    const name = /[; ]name="([^"]*)"/i.exec(head)?.[1].toLowerCase();
    if (name === undefined) throw malformed();
    held = held.subarray(headEnd + 4);
    if (name === 'file') {
      fields.filename = /filename="([^"]*)"/i.exec(head)?.[1] ?? '';
      break;
    }
    while (!held.includes(end)) if (held.length > MOST_BYTES || !(await more())) throw malformed();
    fields[name] = held.subarray(0, held.indexOf(end)).toString();
    held = held.subarray(held.indexOf(end));
  }
  requireValid(fields.policy);
  async function* content(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = held.indexOf(end);
      // What may be the beginning of the end waits for what comes behind it.
      const safe = at === -1 ? Math.max(0, held.length - end.length) : at;
      yield held.subarray(0, safe);
      held = held.subarray(safe);
      if (at !== -1) break;
      if (!(await more())) throw malformed();
    }
    while (await more()) held = Buffer.alloc(0);
  }
  return { fields, content: content() };
}

/** @throws ServiceError for a policy that is over. */
function requireValid(policy: string | undefined): void {
  const said = policy === undefined ? undefined : jsonIn(Buffer.from(policy, 'base64').toString());
  const expiration = isObject(said) ? Date.parse(String(said.expiration)) : NaN;
  if (expiration < Date.now())
    throw new ServiceError('AccessDenied', 403, 'Invalid according to Policy: Policy expired.');
}

function malformed(): ServiceError {
  return new ServiceError(
    'MalformedPOSTRequest',
    400,
    'The body of your POST request is not well-formed multipart/form-data.',
  );
}
