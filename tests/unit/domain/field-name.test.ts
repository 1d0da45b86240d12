import { expect, it } from 'vitest';
import { legalFieldName } from '../../../src/domain/field-name';

it.each([
  ['Kategorie (groß)', 'KATEGORIE_GRO'],
  ['카테고리', 'KATEGORI'],
  ['결제 금액', 'GYEOLJE_GEUMAEK'],
  ['상품명', 'SANGPUMMYEONG'],
  ['상품명'.normalize('NFD'), 'SANGPUMMYEONG'],
  ['상품ID', 'SANGPUMID'],
  ['2nd', 'COLUMN_2ND'],
  ['商品', 'COLUMN'],
])('makes of %s the field %s', (header, field) => expect(legalFieldName(header)).toBe(field));
