import { visit } from '../../e2e/support/browser';
import { asText, type Browser } from './browser';

export async function openChromium(): Promise<Browser> {
  const tab = await visit();
  return {
    name: `Chromium ${tab.context.browser()?.version() ?? ''}`.trim(),
    open: async (url) => void (await tab.page.goto(url)),
    goBack: async () => void (await tab.page.goBack()),
    ask: async (question, argument) => tab.page.evaluate(asText(question, argument)),
    close: () => tab.close(),
  };
}
