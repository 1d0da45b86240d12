/** Hands the chosen file to PapaParse in a worker, and says how long that took. Read from outside as `papaAlone`. */
declare global {
  interface Window {
    papaAlone: PapaAlone | null;
  }
}

export interface PapaAlone {
  readonly rows: number;
  readonly milliseconds: number;
}

window.papaAlone = null;
document.querySelector('input')?.addEventListener('change', ({ target }) => {
  const file = (target as HTMLInputElement).files?.[0];
  const worker = new Worker(new URL('./papa.worker.ts', import.meta.url), { type: 'module', name: 'papa' });
  worker.onmessage = ({ data }: MessageEvent<PapaAlone>) => {
    window.papaAlone = data;
  };
  worker.postMessage(file);
});
