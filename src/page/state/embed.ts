import type { Route } from './route.svelte';
import type { RouteState } from './route-table';

/**
 * The address of this screen for a page elsewhere, which has no project of this device: what it needs it brings by
 * itself. It speaks the language that it is given, in which its author saw it.
 */
export function embedAddress(route: Route, change: Partial<RouteState>): string {
  const { origin, pathname } = location;
  return origin + pathname + route.href({ ...change, project: null });
}

/** What is pasted into a page elsewhere. @param title as a screen reader says it. @param height in pixels. */
export function embedCode(address: string, title: string, height: number): string {
  const quoted = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<iframe src="${quoted(address)}" title="${quoted(title)}" width="100%" height="${height}" style="border:0" loading="lazy"></iframe>`;
}
