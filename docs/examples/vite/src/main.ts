import type { Question } from './engine.worker';

const engine = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' });
const file = document.querySelector<HTMLInputElement>('#file')!;
const user = document.querySelector<HTMLInputElement>('#user')!;
const list = document.querySelector<HTMLOutputElement>('#list')!;

engine.onmessage = ({ data }: MessageEvent<string[]>) => (list.value = data.join(', '));
engine.onerror = ({ message }) => (list.value = message);
file.onchange = () => {
  const [chosen] = file.files ?? [];
  if (chosen === undefined) return;
  list.value = 'Training …';
  engine.postMessage({ file: chosen, userId: user.value } satisfies Question);
};
