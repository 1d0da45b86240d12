import { expose, wrap, type Endpoint, type Remote } from 'comlink';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, expect, it } from 'vitest';
import { AppError } from '../../../src/domain/errors';
import { carryAppErrors } from '../../../src/worker/wire';

const ports: MessagePort[] = [];
afterEach(() => ports.splice(0).forEach((port) => port.close()));

/** A Node port as Comlink wants it: events wrap the data, as in a browser. */
function endpoint(port: MessagePort): Endpoint {
  return {
    postMessage: (message, transfer) => port.postMessage(message, transfer as never),
    addEventListener: (_type, listener) => {
      port.on('message', (data: unknown) => (listener as (event: unknown) => void)({ data, origin: '' }));
    },
    removeEventListener: () => undefined,
    start: () => port.start(),
  };
}

function door<Api extends object>(api: Api): Remote<Api> {
  carryAppErrors();
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  expose(api, endpoint(port1));
  return wrap<Api>(endpoint(port2));
}

it('keeps code and details of an AppError', async () => {
  const remote = door({
    fail(): void {
      throw new AppError('T04', { eventType: 'wach', present: ['watch'] });
    },
  });
  const error: unknown = await remote.fail().catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({ code: 'T04', details: { eventType: 'wach', present: ['watch'] } });
});

it('turns every other error into INTERNAL, with its text for the log', async () => {
  const remote = door({
    fail(): void {
      throw new RangeError('index 7');
    },
    reject: () => Promise.reject(new Error('late')),
  });
  await expect(remote.fail()).rejects.toMatchObject({
    code: 'INTERNAL',
    details: { reason: 'RangeError: index 7' },
  });
  await expect(remote.reject()).rejects.toMatchObject({
    code: 'INTERNAL',
    details: { reason: 'Error: late' },
  });
});
