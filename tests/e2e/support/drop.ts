import type { Frame, Page } from 'playwright-core';

type Where = Pick<Page | Frame, 'evaluateHandle' | 'dispatchEvent'>;

/** Drops one file on the window; see `dropFiles`. */
export function dropFile(
  page: Where,
  name: string,
  bytes: Uint8Array,
  whileOver?: () => Promise<void>,
): Promise<void> {
  return dropFiles(page, [{ name, bytes }], whileOver);
}

/**
 * Drops files on the window, all at once, as a drag from the desktop does.
 *
 * @param whileOver awaited while the files are held over the window.
 */
export async function dropFiles(
  page: Where,
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  whileOver?: () => Promise<void>,
): Promise<void> {
  const written = files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') }));
  const transfer = await page.evaluateHandle((dropped) => {
    const data = new DataTransfer();
    for (const { name, base64 } of dropped) {
      const content = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      data.items.add(new File([content], name));
    }
    return data;
  }, written);
  const send = (type: string): Promise<void> => page.dispatchEvent('body', type, { dataTransfer: transfer });
  await send('dragenter');
  await send('dragover');
  await whileOver?.();
  await send('drop');
  await transfer.dispose();
}
