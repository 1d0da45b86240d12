import { untrack } from 'svelte';

type Part = () => HTMLElement | null | undefined;

/**
 * Gives the focus to a part of the page where what had it in there is gone: a link that leads on goes with its screen,
 * a button with what it stops, and a screen reader would be left with nothing to say. What takes the focus by itself
 * keeps it.
 *
 * @param part can have the focus. @param shown reads whatever stands for what the part shows.
 * @param next has the focus where the part may go as a whole.
 */
export function keepFocusIn(part: Part, shown: () => unknown, next: Part = part): void {
  let inside = false;
  $effect.pre(() => {
    shown();
    inside = untrack(part)?.contains(document.activeElement) ?? false;
  });
  $effect(() => {
    shown();
    if (inside && document.activeElement === document.body) untrack(next)?.focus({ preventScroll: true });
  });
}

/** The page as a whole: what is kept in a part of it comes first. */
export function wholePage(): HTMLElement | null {
  return document.getElementById('main');
}
