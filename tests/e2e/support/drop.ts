import type { Page } from 'playwright-core';

/**
 * Drops one file on the window, as a drag from the desktop does.
 *
 * @param whileOver awaited while the file is held over the window.
 */
export async function dropFile(
  page: Page,
  name: string,
  bytes: Uint8Array,
  whileOver?: () => Promise<void>,
): Promise<void> {
  const base64 = Buffer.from(bytes).toString('base64');
  const transfer = await page.evaluateHandle(
    ({ name, base64 }) => {
      const binary = atob(base64);
      const content = Uint8Array.from(binary, (character) => character.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([content], name));
      return data;
    },
    { name, base64 },
  );
  const send = (type: string): Promise<void> => page.dispatchEvent('body', type, { dataTransfer: transfer });
  await send('dragenter');
  await send('dragover');
  await whileOver?.();
  await send('drop');
  await transfer.dispose();
}
