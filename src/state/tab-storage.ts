/** What this tab alone keeps until it is closed, loading it again included; null where the browser blocks site data. */
export function tabStorage(): Storage | null {
  try {
    return window.sessionStorage;
  } catch (error) {
    // Reading the property throws where the browser blocks site data.
    if (error instanceof DOMException) return null;
    throw error;
  }
}
