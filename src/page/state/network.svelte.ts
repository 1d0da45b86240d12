/** Whether there is a network, and how many requests have gone to other addresses (which should stay at 0). */
export class Network {
  online = $state(true);
  sent = $state(0);

  /** @returns the way to stop. */
  listen(): () => void {
    const update = () => (this.online = navigator.onLine);
    update();
    addEventListener('online', update);
    addEventListener('offline', update);
    const observer = new PerformanceObserver((list) => {
      this.sent += list.getEntries().filter((entry) => isElsewhere(entry.name)).length;
    });
    observer.observe({ type: 'resource', buffered: true });
    return () => {
      removeEventListener('online', update);
      removeEventListener('offline', update);
      observer.disconnect();
    };
  }
}

function isElsewhere(address: string): boolean {
  const url = new URL(address, location.href);
  return /^(https?|wss?):$/.test(url.protocol) && url.origin !== location.origin;
}
