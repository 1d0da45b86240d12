import type { OnProgress } from '../../domain/ports';
import { ProjectStudio, type Watch } from '../library/project-studio';
import { withPool } from './node-pool';

/** Threads end with the work. */
export function withStudio<T>(workers: number, work: (studio: ProjectStudio) => Promise<T>): Promise<T> {
  return withPool(workers, (pool) => work(new ProjectStudio(pool)));
}

/** The steps of a call are told on standard error, each once. */
export function told(): Watch {
  let last = '';
  const onProgress: OnProgress = ({ phase }) => {
    if (phase !== last) process.stderr.write(`${phase}\n`);
    last = phase;
  };
  return { onProgress };
}
