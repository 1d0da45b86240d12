/** What this site may keep in the browser; null where the browser blocks site data. */
export function siteStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch (error) {
    // Reading the property throws where the browser blocks site data.
    if (error instanceof DOMException) return null;
    throw error;
  }
}
