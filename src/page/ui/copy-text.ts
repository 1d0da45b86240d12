import * as say from '../../words/messages/ui';

/** What to say where `copyText` failed and there is nothing else to do. */
export const copyRefused = (): string => say.copyRefused();

/** Puts a text on the clipboard; false where the browser refuses or has none, which the caller tells the person. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (error) {
    console.warn('clipboard', error);
    return false;
  }
}
