import { rmSync } from 'node:fs';
import { makeProfile, visit } from '../../e2e/support/browser';
import { blockingProfile } from '../../e2e/support/refused';
import { asText, type Browser, type Storage } from './browser';

export async function openChromium(storage: Storage): Promise<Browser> {
  const profile = storage === 'refused' ? blockingProfile() : makeProfile();
  const tab = await visit({ profile });
  return {
    name: `Chromium ${tab.context.browser()?.version() ?? ''}`.trim(),
    open: async (url) => void (await tab.page.goto(url)),
    goBack: async () => void (await tab.page.goBack()),
    ask: async (question, argument, frame) =>
      (frame === undefined ? tab.page : tab.page.frames()[1 + frame]).evaluate(asText(question, argument)),
    errors: tab.guard.consoleErrors,
    close: async () => {
      await tab.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
