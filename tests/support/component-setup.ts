import '@testing-library/jest-dom/vitest';
import { configure } from '@testing-library/svelte';
import { afterEach, beforeEach } from 'vitest';
import { readLanguageFrom } from '../../src/domain/language';
import { rememberStyles } from './quick-queries';

configure({ asyncUtilTimeout: 120_000 });
// What one test leaves on the device, no other finds; nor the address or the language that it asked for.
beforeEach(() => history.replaceState(null, '', '#'));
afterEach(() => {
  localStorage.clear();
  readLanguageFrom(() => 'en');
});

// jsdom lays nothing out and moves nothing, has no media queries and no modal dialogs.
globalThis.matchMedia = (media) =>
  ({ media, matches: false, addEventListener() {}, removeEventListener() {} }) as unknown as MediaQueryList;
globalThis.ResizeObserver = class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};
Range.prototype.getBoundingClientRect = () => document.body.getBoundingClientRect();
Element.prototype.scrollIntoView = () => undefined;
Element.prototype.getAnimations = () => [];
HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};
HTMLDialogElement.prototype.close = function () {
  this.open = false;
};

for (const page of [globalThis, document.defaultView]) if (page !== null) rememberStyles(page);

// Loaded when it is first shown, a screen would have a test look through the page for it again and again meanwhile.
await Promise.all(
  Object.values(import.meta.glob('../../src/page/views/*/*View.svelte')).map((load) => load()),
);
