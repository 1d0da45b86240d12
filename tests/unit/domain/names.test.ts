import { expect, it } from 'vitest';
import { groupName, isResourceName } from '../../../src/domain/names';

it.each([
  ['Film club', 'Film-club'],
  ['shop_2025', 'shop_2025'],
  ['  (drafts) no. 2! ', 'drafts-no-2'],
  ['호텔 예약 2025', 'hotel-yeyak-2025'],
  ['호텔 예약'.normalize('NFD'), 'hotel-yeyak'],
  ['Café Größe', 'Cafe-Gro-e-7961eeed'],
  ['', 'data'],
  ['???', 'data'],
])('calls the dataset group of a project %s by %s', (project, group) => {
  expect(groupName(project)).toBe(group);
});

it('tells projects apart whose letters no name may have', () => {
  const projects = ['商品', '書籍', '商品 2', 'Клуб', 'データ', '商'.repeat(100)];
  const names = projects.map(groupName);
  expect(new Set(names).size).toBe(projects.length);
  expect(names.filter((name) => !isResourceName(name))).toEqual([]);
});
