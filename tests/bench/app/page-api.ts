import type { Page } from 'playwright-core';
import type { JsonObject } from '../../../src/domain/errors';

/** Runs an operation of the service's API in the page. @throws Error with the service's answer when it refuses. */
export async function invokeInPage(page: Page, operation: string, input: JsonObject): Promise<JsonObject> {
  const { status, text } = await page.evaluate(
    async ({ name, body }) => {
      const { response } = await window.foretaste.requestHandler.handle({
        path: '/',
        headers: { 'x-amz-target': `AmazonPersonalize.${name}` },
        body,
      });
      return { status: response.statusCode, text: new TextDecoder().decode(response.body) };
    },
    { name: operation, body: JSON.stringify(input) },
  );
  if (status !== 200) throw new Error(`${operation}: ${text}`);
  return JSON.parse(text) as JsonObject;
}

/** The dataset group of the open project. */
export async function datasetGroupOf(page: Page): Promise<string> {
  const { datasetGroups } = await invokeInPage(page, 'ListDatasetGroups', {});
  const [first] = datasetGroups as { readonly datasetGroupArn: string }[];
  return first.datasetGroupArn;
}

/** Trains a recipe with its defaults under this solution name; resolves with both ARNs once it is ACTIVE. */
export async function trainInPage(
  page: Page,
  name: string,
  recipe: string,
): Promise<{ readonly solutionArn: string; readonly solutionVersionArn: string }> {
  const made = await invokeInPage(page, 'CreateSolution', {
    name,
    datasetGroupArn: await datasetGroupOf(page),
    recipeArn: `arn:aws:personalize:::recipe/${recipe}`,
    performAutoTraining: false,
  });
  const solutionArn = String(made.solutionArn);
  const begun = await invokeInPage(page, 'CreateSolutionVersion', { solutionArn });
  const solutionVersionArn = String(begun.solutionVersionArn);
  for (;;) {
    const { solutionVersion } = await invokeInPage(page, 'DescribeSolutionVersion', { solutionVersionArn });
    const { status, failureReason } = solutionVersion as { status: string; failureReason?: string };
    if (status === 'ACTIVE') return { solutionArn, solutionVersionArn };
    if (status === 'CREATE FAILED') throw new Error(`${recipe}: ${failureReason ?? status}`);
    await page.waitForTimeout(50);
  }
}

/** Deletes a solution with its versions and waits until it is gone. */
export async function deleteInPage(page: Page, solutionArn: string): Promise<void> {
  await invokeInPage(page, 'DeleteSolution', { solutionArn });
  for (;;) {
    const { solutions } = await invokeInPage(page, 'ListSolutions', {});
    const left = solutions as { readonly solutionArn: string }[];
    if (!left.some((solution) => solution.solutionArn === solutionArn)) return;
    await page.waitForTimeout(50);
  }
}
