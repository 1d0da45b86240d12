import { InProcessPool } from '../../engine/project/in-process-pool';
import { surroundedBy } from '../library/surroundings';
import { WorkerPool } from '../../worker/pool';

export * from '../library/index';

surroundedBy({
  pool(workers) {
    if (workers === 1) return { pool: new InProcessPool(), close: () => undefined };
    const pool = new WorkerPool({ size: workers, sharedMemory: globalThis.crossOriginIsolated === true });
    return { pool, close: () => pool.close() };
  },
  workers: 1,
  fileAt(path) {
    throw new TypeError(`There is no disk here to read ${String(path)} from: give the file itself.`);
  },
});
