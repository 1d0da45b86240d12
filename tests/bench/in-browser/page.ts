/** The page whose own thread is watched while its workers measure. Started from outside with `startBench`. */
import { atMost, type Figure } from '../figures/figure';
import { quantile } from '../figures/statistics';
import type { BenchNews, BenchOrder } from './messages';

declare global {
  interface Window {
    /** Given from outside. */
    told(news: BenchNews): void;
    startBench(order: BenchOrder): void;
  }
}

const TICK_MS = 10;
/** Ticks that a 99th part can be told from. */
const FEWEST = 100;
let training: string | null = null;
let waits: number[] = [];
let last = performance.now();

// How late a timer comes is how long a click would have waited.
setInterval(() => {
  const now = performance.now();
  if (training !== null) waits.push(Math.max(0, now - last - TICK_MS));
  last = now;
}, TICK_MS);

window.startBench = (order) => {
  const worker = new Worker(new URL('./bench.worker.ts', import.meta.url), { type: 'module', name: 'bench' });
  worker.onerror = ({ message }) => window.told({ kind: 'end', failure: message });
  worker.onmessage = ({ data }: MessageEvent<BenchNews>) => {
    if (data.kind !== 'training') return window.told(data);
    if (data.name === null && training !== null)
      for (const figure of waited(training)) window.told({ kind: 'figure', figure });
    training = data.name;
    waits = [];
  };
  worker.postMessage(order);
};

/** How long the page kept a person waiting while it trained; nothing where that was over too soon to say. */
function waited(name: string): Figure[] {
  if (waits.length < FEWEST) return [];
  const of = (what: string, share: number, target?: Figure['target']): Figure => ({
    section: 'page',
    name: `${name}, page waits, ${what}`,
    value: quantile(waits, share),
    unit: 'ms',
    target,
  });
  return [of('p50', 0.5), of('p99', 0.99, atMost(50)), of('longest', 1)];
}
