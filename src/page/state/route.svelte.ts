import { changeRoute, parseRoute, serializeRoute, type RouteState } from './route-table';

/** Where the page is: the address after `#`. Every change of screen or selection is one history entry. */
export class Route {
  current = $state.raw<RouteState>(parseRoute('').route);
  /** Parts of the address that were not understood, for a notice. */
  refused = $state.raw<readonly string[]>([]);

  constructor() {
    this.#read();
  }

  get view() {
    return this.current.view;
  }

  /** Follows Back, Forward and links; returns the way to stop. */
  listen(): () => void {
    const read = () => this.#read();
    window.addEventListener('popstate', read);
    window.addEventListener('hashchange', read);
    return () => {
      window.removeEventListener('popstate', read);
      window.removeEventListener('hashchange', read);
    };
  }

  /** For links: the address with this change. */
  href(change: Partial<RouteState>): string {
    return serializeRoute(changeRoute(this.current, change)) || '#';
  }

  /** Goes there. `replace` is for corrections that Back should not lead to. */
  go(change: Partial<RouteState>, how: 'push' | 'replace' = 'push'): void {
    const next = changeRoute(this.current, change);
    const address = serializeRoute(next);
    if (address === serializeRoute(this.current)) return;
    const url = address || window.location.pathname + window.location.search;
    if (how === 'push') window.history.pushState(null, '', url);
    else window.history.replaceState(null, '', url);
    this.current = next;
  }

  #read(): void {
    const { route, refused } = parseRoute(window.location.hash);
    this.current = route;
    this.refused = refused;
  }
}
