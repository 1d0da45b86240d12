import { diskSource } from '../cli/import-files';
import { DEFAULT_WORKERS, poolOf } from '../cli/node-pool';
import { surroundedBy } from '../library/surroundings';

export * from '../library/index';

surroundedBy({
  pool: poolOf,
  workers: DEFAULT_WORKERS,
  fileAt: diskSource,
});
