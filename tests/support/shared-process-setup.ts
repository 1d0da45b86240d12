import { afterAll, vi } from 'vitest';
import './same-bytes';

// Files run one after the other in one process: what one has put in place of a global, no other finds.
afterAll(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});
