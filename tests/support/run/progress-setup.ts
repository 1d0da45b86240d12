import { relative } from 'node:path';
import { afterAll, beforeEach, expect } from 'vitest';
import { forget, note } from './progress.mjs';

const file = relative(process.cwd(), expect.getState().testPath ?? '');
// The file itself may hang while it is loaded.
note(file);
beforeEach(({ task }) => note(`${file} > ${task.fullTestName}`));
afterAll(forget);
