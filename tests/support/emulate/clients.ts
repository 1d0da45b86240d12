import { Personalize } from '@aws-sdk/client-personalize';
import { PersonalizeEvents } from '@aws-sdk/client-personalize-events';
import { PersonalizeRuntime } from '@aws-sdk/client-personalize-runtime';

/** The official clients against an endpoint, over HTTP; S3 is asked without a signature. */
export function clientsOf(endpoint: string) {
  const config = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
  };
  return {
    personalize: new Personalize(config),
    runtime: new PersonalizeRuntime(config),
    events: new PersonalizeEvents(config),
    async s3(method: string, path: string, body?: string): Promise<string> {
      const answer = await fetch(`${endpoint}${path}`, { method, body });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return text;
    },
  };
}

export type Clients = ReturnType<typeof clientsOf>;

/** Asks until a resource is ACTIVE. @returns the statuses that were seen. */
export async function untilActive(
  describe: () => Promise<{ readonly status?: string; readonly failureReason?: string } | undefined>,
): Promise<string[]> {
  const seen: string[] = [];
  for (;;) {
    const resource = await describe();
    const status = resource?.status ?? '';
    seen.push(status);
    if (status === 'ACTIVE') return seen;
    if (status.includes('FAILED')) throw new Error(`${status}: ${resource?.failureReason ?? ''}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
