import { relative } from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { projectRoot } from '../../../src/programs/server/project-root.mjs';
import { forget, note } from './progress.mjs';

/** Notes what a page is at, which cannot write files itself: the whole part hangs with it. */
export default class ProgressReporter implements Reporter {
  onTestModuleStart({ moduleId }: TestModule): void {
    note(relative(projectRoot, moduleId));
  }
  onTestCaseReady(test: TestCase): void {
    note(`${relative(projectRoot, test.module.moduleId)} > ${test.fullName}`);
  }
  onTestModuleEnd(): void {
    forget();
  }
}
