/** What waits for its task, in the order in which it came. */
const waiting = new Set<() => void>();

/**
 * Does something in a task of its own, after what waits already: between two tasks the browser answers a click and draws.
 *
 * @returns what takes it back, where it has not been done yet.
 */
export function inOwnTask(act: () => void): () => void {
  waiting.add(act);
  if (waiting.size === 1) next();
  return () => waiting.delete(act);
}

function next(): void {
  const { port1, port2 } = new MessageChannel();
  // Timers come far too late in a tab that is not looked at.
  port1.onmessage = () => {
    port1.close();
    const [act] = waiting;
    waiting.delete(act);
    if (waiting.size > 0) next();
    act?.();
  };
  port2.postMessage(null);
}
