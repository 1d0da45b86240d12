/**
 * Gives the focus to the page's main part where the screen that had it is gone: a link that leads on goes with its
 * screen, and the next Tab would begin at the top of the window. A screen that takes the focus itself keeps it.
 *
 * @param screen reads whatever stands for the screen that is shown.
 */
export function keepFocusInMain(screen: () => unknown): void {
  const main = (): HTMLElement | null => document.getElementById('main');
  let inside = false;
  $effect.pre(() => {
    screen();
    inside = main()?.contains(document.activeElement) ?? false;
  });
  $effect(() => {
    screen();
    if (inside && document.activeElement === document.body) main()?.focus({ preventScroll: true });
  });
}
