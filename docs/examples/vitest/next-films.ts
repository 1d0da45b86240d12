// What is tested: a part of some service that asks Amazon Personalize, and knows nothing of an emulator.
import { PersonalizeEvents } from '@aws-sdk/client-personalize-events';
import { PersonalizeRuntime } from '@aws-sdk/client-personalize-runtime';

/** Ids of the films to show next. */
export async function nextFilms(campaignArn: string, userId: string): Promise<string[]> {
  const { itemList = [] } = await new PersonalizeRuntime({}).getRecommendations({
    campaignArn,
    userId,
    numResults: 5,
  });
  return itemList.map(({ itemId }) => itemId ?? '');
}

/** Tells that somebody has watched something. */
export async function watched(trackingId: string, userId: string, itemId: string): Promise<void> {
  await new PersonalizeEvents({}).putEvents({
    trackingId,
    userId,
    sessionId: userId,
    eventList: [{ eventType: 'watch', itemId, sentAt: new Date() }],
  });
}
