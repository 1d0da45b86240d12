import type { ProjectCatalogue, ProjectStore } from '../../src/engine/project/store-port';

const WRITE = /^(write|append|keep|restore)/;

/** A store whose page is closed after so many writes: what comes later never happens. */
export function dyingStore(store: ProjectStore, writes: number): ProjectStore {
  let left = writes;
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        if (WRITE.test(String(name)) && left-- <= 0) throw new Error('the page was closed');
        return Reflect.apply(value, target, args);
      };
    },
  });
}

/** The same of whatever is created; nobody is left to tidy up, either. */
export function dyingCatalogue(catalogue: ProjectCatalogue, writes: number): ProjectCatalogue {
  return new Proxy(catalogue, {
    get(target, name) {
      if (name === 'create') return async () => dyingStore(await target.create(), writes);
      if (name === 'delete') return async () => undefined;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
