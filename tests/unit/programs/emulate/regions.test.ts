import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/domain/errors';
import { personalize } from '../../../../src/programs/emulate/personalize';
import { PersonalizeRequestHandler } from '../../../../src/interop/aws/request-handler';
import { request, textOf } from './requests';

const LOCAL = 'arn:aws:personalize:us-east-1:000000000000:';

/** What the engine hears and what the program gets, asked by somebody of a region. */
async function ask(region: string, campaignArn: string) {
  const heard: JsonObject[] = [];
  const handler = new PersonalizeRequestHandler((_operation, input) => {
    heard.push(input);
    const solutionVersionArn = `${LOCAL}solution/s/00000001`;
    const recipeArn = 'arn:aws:personalize:::recipe/aws-sims';
    return Promise.resolve({ campaign: { campaignArn: input.campaignArn, solutionVersionArn, recipeArn } });
  }, String);
  const authorization = `AWS4-HMAC-SHA256 Credential=AKID/20260101/${region}/personalize/aws4_request, Signature=0`;
  const headers = { 'x-amz-target': 'AmazonPersonalize.DescribeCampaign', authorization };
  const body = JSON.stringify({ campaignArn });
  const answer = await personalize(request('POST', '/', { headers, body }), handler);
  const { campaign } = JSON.parse(await textOf(answer)) as { campaign: Record<string, string> };
  return { heard, campaign };
}

it.each([
  ['us-east-1', `${LOCAL}campaign/front`, LOCAL],
  [
    'ap-northeast-2',
    'arn:aws:personalize:ap-northeast-2:123456789012:campaign/front',
    'arn:aws:personalize:ap-northeast-2:000000000000:',
  ],
  ['US EAST', 'arn:aws-cn:personalize:cn-north-1:123456789012:campaign/front', LOCAL],
])('whoever asks in %s finds what there is, under ids of that region', async (region, asked, beginning) => {
  const { heard, campaign } = await ask(region, asked);
  expect(heard).toEqual([{ campaignArn: `${LOCAL}campaign/front` }]);
  expect(campaign).toEqual({
    campaignArn: `${beginning}campaign/front`,
    solutionVersionArn: `${beginning}solution/s/00000001`,
    recipeArn: 'arn:aws:personalize:::recipe/aws-sims',
  });
});
