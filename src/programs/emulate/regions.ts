import { ACCOUNT, LOCAL_ARN, REGION } from '../../domain/arn';

/** What the id of a resource of any region and account begins with; ids of recipes have neither. */
const BEGINNING = /arn:aws[a-z-]*:personalize:[a-z\d-]+:\d{12}:/g;

/** A text in which all resources are of the only region and account that there are. */
export function withLocalArns(text: string): string {
  return text.replaceAll(BEGINNING, LOCAL_ARN);
}

/** A text for somebody who asks in a region: what there is, is there. */
export function withArnsIn(region: string, text: string): string {
  return text.replaceAll(LOCAL_ARN, `arn:aws:personalize:${region}:${ACCOUNT}:`);
}

/** @param region as a signature names it. */
export function isElsewhere(region: string | null): region is string {
  return region !== null && region !== REGION && /^[a-z\d-]+$/.test(region);
}
