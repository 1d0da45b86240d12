import {
  IDBDatabase as FakeDatabase,
  IDBFactory as FakeFactory,
  IDBObjectStore as FakeStore,
  IDBTransaction as FakeTransaction,
  IDBVersionChangeEvent as FakeEvent,
  forceCloseDatabase,
} from 'fake-indexeddb';

/** What the store does of which something can fail. */
type Step =
  | 'open'
  | 'drop'
  | 'databases'
  | 'begin'
  | 'put'
  | 'get'
  | 'getAll'
  | 'getAllKeys'
  | 'delete'
  | 'openKeyCursor'
  | 'commit';

/** How a step fails, or what happens just then. */
export type StoreFault =
  /** The call throws at once, and nothing was done. */
  | 'refused'
  /** It is answered with an error, and its transaction undone. */
  | 'failed'
  /** There is no room: the write fails, or its whole transaction as it ends. */
  | 'full'
  /** It is done, and its answer says that it failed. */
  | 'unheard'
  /** The browser closes all connections. */
  | 'closed'
  /** The browser closes all connections and clears the storage. */
  | 'evicted'
  /** A newer version in another tab wants the databases. */
  | 'upgraded'
  /** Another tab holds the database: it is never opened. */
  | 'blocked'
  /** The clock is put on, or back, by a day. */
  | 'ahead'
  | 'behind';

const ANY: readonly Step[] = ['open', 'begin', 'put', 'commit'];
const REQUESTS = ['put', 'get', 'getAll', 'getAllKeys', 'delete', 'openKeyCursor'] as const;
/** Which steps each can befall. */
const STEPS_OF: { readonly [fault in StoreFault]: readonly Step[] } = {
  refused: ['open', 'drop', 'databases', 'begin', ...REQUESTS],
  failed: ['open', 'drop', ...REQUESTS, 'commit'],
  full: ['put', 'commit'],
  unheard: ['drop', 'commit'],
  closed: ANY,
  evicted: ANY,
  upgraded: ANY,
  blocked: ['open'],
  ahead: ['begin'],
  behind: ['begin'],
};
export const STORE_FAULTS = Object.keys(STEPS_OF) as readonly StoreFault[];

/** A fault that waits for its step: the so manyth of those it can befall, from 0. */
interface Plan {
  readonly fault: StoreFault;
  readonly at: number;
  /** Puts the clock on by so many milliseconds. */
  readonly onClock: (ms: number) => void;
}

const DAY_MS = 86_400_000;
let plan: Plan | null = null;
let steps: Step[] | null = null;
let met = 0;
let struck: Step | null = null;

/** From now on the steps are counted, and one fails. */
export function planFault(next: Plan): void {
  plan = next;
  met = 0;
  struck = null;
}

/** Nothing fails any more. @returns the step that was struck; null where the fault has not come. */
export function endFault(): Step | null {
  plan = null;
  return struck;
}

/** Notes every step until `endNotes`. */
export function noteSteps(): void {
  steps = [];
}

/** @returns how often each fault could strike what was done meanwhile. */
export function endNotes(): { readonly [fault in StoreFault]: number } {
  const noted = steps ?? [];
  steps = null;
  const counts = STORE_FAULTS.map(
    (fault) => [fault, noted.filter((step) => STEPS_OF[fault].includes(step)).length] as const,
  );
  return Object.fromEntries(counts) as { readonly [fault in StoreFault]: number };
}

/** What of fake-indexeddb is not in its types. */
interface RawTransaction extends IDBTransaction {
  _state: string;
  error: DOMException | null;
  readonly _requests: readonly { readonly request: { readonly readyState: string } }[];
  _abort(name: string): void;
  _markFinished(): void;
  _start(): void;
  _execRequestAsync(request: { readonly source: object; readonly operation: () => unknown }): IDBRequest;
}
type RawDatabases = Map<
  string,
  { readonly connections: IDBDatabase[]; readonly transactions: RawTransaction[] }
>;
interface RawFactory extends IDBFactory {
  readonly _databases: RawDatabases;
}

/** Notes a step. @returns the fault that befalls it, once; what happens around it has happened then. */
function befalls(step: Step): StoreFault | null {
  steps?.push(step);
  if (plan === null || struck !== null || !STEPS_OF[plan.fault].includes(step) || met++ < plan.at)
    return null;
  struck = step;
  const { fault, onClock } = plan;
  if (fault === 'ahead' || fault === 'behind') onClock(fault === 'ahead' ? DAY_MS : -DAY_MS);
  else if (fault === 'upgraded') askForAll();
  else if (fault === 'closed' || fault === 'evicted') closeAll(fault === 'evicted');
  else return fault;
  return null;
}

function openConnections(): { readonly databases: RawDatabases; readonly connections: IDBDatabase[] } {
  const { _databases: databases } = indexedDB as unknown as RawFactory;
  return { databases, connections: [...databases.values()].flatMap((raw) => raw.connections) };
}

function askForAll(): void {
  for (const connection of openConnections().connections) {
    const { version } = connection;
    connection.dispatchEvent(
      new FakeEvent('versionchange', { oldVersion: version, newVersion: version + 1 }) as Event,
    );
  }
}

function closeAll(clear: boolean): void {
  const { databases, connections } = openConnections();
  for (const { transactions } of databases.values())
    for (const transaction of transactions)
      if (transaction._state !== 'finished') transaction._abort('AbortError');
  for (const connection of connections) forceCloseDatabase(connection as unknown as typeof FakeDatabase);
  if (clear) databases.clear();
}

const faultOf = (name: string): DOMException => new DOMException('as the attack has it', name);

/** Puts the faults beneath every database of fake-indexeddb. Call once. */
export function installFaults(): void {
  for (const step of REQUESTS) {
    const real = Reflect.get(FakeStore.prototype, step) as (...args: unknown[]) => IDBRequest;
    Reflect.set(FakeStore.prototype, step, function (this: IDBObjectStore, ...args: unknown[]) {
      const fault = befalls(step);
      if (fault === 'refused') throw faultOf('UnknownError');
      if (fault === null) return real.apply(this, args);
      const operation = (): never => {
        throw faultOf(fault === 'full' ? 'QuotaExceededError' : 'UnknownError');
      };
      return (this.transaction as RawTransaction)._execRequestAsync({ source: this, operation });
    });
  }
  installOnDatabase();
  installOnFactory();
  installOnTransaction();
}

function installOnDatabase(): void {
  const { transaction } = FakeDatabase.prototype;
  Reflect.set(FakeDatabase.prototype, 'transaction', function (this: IDBDatabase, ...args: [string[]]) {
    const isUpgrade = (args as unknown[])[1] === 'versionchange';
    if (!isUpgrade && befalls('begin') === 'refused') throw faultOf('InvalidStateError');
    return transaction.apply(this, args);
  });
}

function installOnFactory(): void {
  const { open, deleteDatabase, databases } = FakeFactory.prototype;
  const instead = (step: 'open' | 'drop', real: () => IDBOpenDBRequest): IDBOpenDBRequest => {
    const fault = befalls(step);
    if (fault === 'refused') throw faultOf('UnknownError');
    if (fault === 'unheard') return failing(real());
    if (fault === 'failed') return failing(null);
    return fault === 'blocked' ? silent() : real();
  };
  FakeFactory.prototype.open = function (...args) {
    return instead('open', () => open.apply(this, args) as IDBOpenDBRequest) as ReturnType<typeof open>;
  };
  FakeFactory.prototype.deleteDatabase = function (...args) {
    return instead('drop', () => deleteDatabase.apply(this, args) as IDBOpenDBRequest) as ReturnType<
      typeof deleteDatabase
    >;
  };
  FakeFactory.prototype.databases = function () {
    if (befalls('databases') === 'refused') return Promise.reject(faultOf('UnknownError'));
    return databases.apply(this);
  };
}

/** A request that nobody answers. */
function silent(): IDBOpenDBRequest {
  const { open } = new FakeFactory();
  const never = {
    _databases: new Map(),
    _connectionQueues: new Map([['never', new Promise(() => undefined)]]),
  };
  return open.call(never as unknown as IDBFactory, 'never', 1) as unknown as IDBOpenDBRequest;
}

/** A request that ends with an error, once the real one has ended. */
function failing(real: IDBOpenDBRequest | null): IDBOpenDBRequest {
  const request = silent();
  const fail = (): void => {
    Object.assign(request, { error: faultOf('UnknownError'), readyState: 'done' });
    request.dispatchEvent(new FakeEvent('error') as Event);
  };
  if (real === null) setImmediate(fail);
  else real.onsuccess = fail;
  return request;
}

function installOnTransaction(): void {
  const prototype = FakeTransaction.prototype as unknown as RawTransaction;
  const start = prototype._start;
  prototype._start = function (this: RawTransaction) {
    const isLast = this._requests.every(({ request }) => request.readyState === 'done');
    if (!isLast || this._state === 'finished' || this.mode !== 'readwrite') return start.apply(this);
    const fault = befalls('commit');
    if (fault === 'failed') return this._abort('UnknownError');
    if (fault === 'full') return this._abort('QuotaExceededError');
    if (fault === 'unheard') {
      this._markFinished();
      this.error = faultOf('UnknownError');
      this.dispatchEvent(new FakeEvent('abort') as Event);
    } else if ((this._state as string) !== 'finished') start.apply(this);
  };
}
