import { getContext, setContext } from 'svelte';

const KEY = Symbol('picture zoom');

/** Has all charts in this part of the page drawn larger, their words with them, as for a wall that is read from afar. */
export function enlargePictures(zoom: () => number): void {
  setContext(KEY, zoom);
}

/** How much larger than laid out a chart is drawn here. To be asked while its component is set up. */
export function pictureZoom(): () => number {
  return getContext<(() => number) | undefined>(KEY) ?? (() => 1);
}
