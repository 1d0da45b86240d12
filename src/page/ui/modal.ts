/**
 * Opens a dialog as a modal while it is on the page; the browser keeps the focus inside. What had the focus before gets
 * it back, which the browser would do only for a dialog that is closed before it is taken away.
 */
export function modal(node: HTMLDialogElement): () => void {
  const before = document.activeElement;
  node.showModal();
  return () => {
    node.close();
    // Whoever took the focus meanwhile keeps it.
    if (document.activeElement === document.body && before instanceof HTMLElement)
      before.focus({ preventScroll: true });
  };
}
