import type { ColumnPlan } from '../../domain/imports';

/** What is written in place of an id where nobody is known. */
const NOBODY =
  /^(0|-1|-|null|none|nil|nan|n\/a|na|undefined|unknown|\(not set\)|guest|anonymous|anon|gast|invit[eé]|invitado|비회원|게스트|익명|ゲスト|非会員|匿名|游客|訪客|访客|гость)?$/i;

export function isNobody(cell: string): boolean {
  return NOBODY.test(cell.trim());
}

/** Who or what it was, by a cell and that of another column. */
export function cellWith(
  row: readonly string[],
  index: number,
  { how, index: other }: NonNullable<ColumnPlan['also']>,
): string {
  const [own, beside = ''] = [row[index], row[other]];
  if (how !== 'and') return isNobody(own) ? beside : own;
  // In the order in which the file has them.
  const parts = index < other ? [own, beside] : [beside, own];
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');
}
