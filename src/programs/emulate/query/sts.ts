import { ACCOUNT } from '../../../domain/arn';
import type { QueryOperations } from './query-protocol';

const HOUR_MS = 3_600_000;

/** Who asks is always the same: credentials are taken and not checked. */
export const sts: QueryOperations = {
  GetCallerIdentity: () => ({
    Arn: `arn:aws:iam::${ACCOUNT}:root`,
    UserId: ACCOUNT,
    Account: ACCOUNT,
  }),
  AssumeRole: ({ RoleArn, RoleSessionName }) => ({
    Credentials: {
      AccessKeyId: 'ASIAFORETASTE0000000',
      SecretAccessKey: 'any',
      SessionToken: 'any',
      Expiration: new Date(Date.now() + HOUR_MS),
    },
    AssumedRoleUser: {
      AssumedRoleId: `AROAFORETASTE0000000:${String(RoleSessionName)}`,
      Arn: `${String(RoleArn).replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/${String(RoleSessionName)}`,
    },
  }),
};
