import { listed } from '../../domain/numbers';
import { PERSONAL_KINDS, type PersonalKind } from '../../domain/personal';
import * as say from '../messages/personal';
import { saidWhenRead } from '../messages/said-when-read';

/** What such columns hold, as it is said of many. */
export const PERSONAL_NAMES: { readonly [kind in PersonalKind]: string } = saidWhenRead({
  name: say.name,
  email: say.email,
  phone: say.phone,
  address: say.address,
  birth: say.birth,
  account: say.account,
  national: say.national,
  ip: say.ip,
});

/** “names (first_name, last_name) and e-mail addresses (email)”: each kind once, with the columns that hold it. */
export function personalWords(
  columns: readonly { readonly kind: PersonalKind; readonly name: string }[],
): string {
  return listed(
    PERSONAL_KINDS.flatMap((kind) => {
      const names = [...new Set(columns.flatMap((column) => (column.kind === kind ? [column.name] : [])))];
      return names.length === 0
        ? []
        : [say.kindIn({ kind: PERSONAL_NAMES[kind], columns: names.join(', ') })];
    }),
  );
}
