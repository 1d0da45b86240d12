import type { ProjectCatalogue } from '../../src/engine/project/store-port';

/**
 * A catalogue as a page sees it that can go away: once closed, whatever still runs there reads and writes nothing more
 * (its calls never end), as when a tab is closed in the middle. What lies beneath stays, for the next page.
 */
export function closableCatalogue(beneath: ProjectCatalogue): {
  readonly catalogue: ProjectCatalogue;
  close(): void;
} {
  let closed = false;
  const never = new Promise<never>(() => undefined);
  const guarded = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(object, name) {
        const value: unknown = Reflect.get(object, name, object);
        if (typeof value !== 'function') return value;
        return (...args: readonly unknown[]): unknown => {
          if (closed) return never;
          const answer: unknown = Reflect.apply(value, object, args);
          if (!(answer instanceof Promise)) return answer;
          // A call under way when the page goes may still have its effect, but nobody hears of it.
          return answer.then((result: unknown) =>
            closed ? never : isStore(name, result) ? guarded(result) : result,
          );
        };
      },
    });
  return { catalogue: guarded(beneath), close: () => void (closed = true) };
}

/** What `create` and `open` answer is a store of the same page. */
function isStore(name: string | symbol, result: unknown): result is object {
  return (name === 'create' || name === 'open') && typeof result === 'object' && result !== null;
}
