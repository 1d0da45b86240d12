import type { DatasetType } from './schema';

/** What a column says of who somebody is, as against what they like. In the order in which it is named. */
export const PERSONAL_KINDS = [
  'name',
  'email',
  'phone',
  'address',
  'birth',
  'account',
  'national',
  'ip',
] as const;
export type PersonalKind = (typeof PERSONAL_KINDS)[number];

/** A column of the stored data that says who people are. */
export interface PersonalColumn {
  readonly dataset: DatasetType;
  readonly column: string;
  readonly kind: PersonalKind;
}

/** What becomes of such columns where something leaves the device. */
export type PersonalChoice = 'left-out' | 'kept';

/** What becomes of them in a bundle unless somebody says otherwise: nothing there needs them. */
export const IN_BUNDLES: PersonalChoice = 'left-out';
