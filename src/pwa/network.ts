/** Follows whether the device has a network at all. @returns a function that stops following. */
export function followOnline(onChange: (online: boolean) => void): () => void {
  const tell = (): void => onChange(navigator.onLine);
  window.addEventListener('online', tell);
  window.addEventListener('offline', tell);
  tell();
  return () => {
    window.removeEventListener('online', tell);
    window.removeEventListener('offline', tell);
  };
}

/**
 * Counts requests of this page to any other origin, tried or done. The promise is that this stays 0; the number on
 * screen is this count and not a constant.
 *
 * @returns a function that stops counting.
 */
export function countForeignRequests(onChange: (count: number) => void): () => void {
  let count = 0;
  onChange(count);
  const observer = new PerformanceObserver((list) => {
    const foreign = list.getEntries().filter((entry) => isForeign(entry.name)).length;
    if (foreign === 0) return;
    count += foreign;
    onChange(count);
  });
  observer.observe({ type: 'resource', buffered: true });
  return () => observer.disconnect();
}

function isForeign(url: string): boolean {
  return URL.canParse(url) && /^(https?|wss?):/.test(url) && new URL(url).origin !== location.origin;
}
