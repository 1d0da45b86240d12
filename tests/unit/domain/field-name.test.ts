import { expect, it } from 'vitest';
import { legalFieldName } from '../../../src/domain/field-name';

it.each([
  ['Kategorie (groß)', 'KATEGORIE_GROSS'],
  ['Størrelse', 'STORRELSE'],
  ['Œuvre', 'OEUVRE'],
  ['카테고리', 'KATEGORI'],
  ['결제 금액', 'GYEOLJE_GEUMAEK'],
  ['상품명', 'SANGPUMMYEONG'],
  ['상품명'.normalize('NFD'), 'SANGPUMMYEONG'],
  ['상품ID', 'SANGPUMID'],
  ['2nd', 'COLUMN_2ND'],
  ['商品', 'PRODUCT'],
  ['会員番号', 'MEMBER_NUMBER'],
  ['商品コード', 'PRODUCT_CODE'],
  ['ユーザーID', 'USER_ID'],
  ['ﾕｰｻﾞｰID', 'USER_ID'],
  ['ユーザーID'.normalize('NFD'), 'USER_ID'],
  ['课程名称', 'COURSE_NAME'],
  ['Price (価格)', 'PRICE_PRICE'],
  // Of what is only half known, that half.
  ['特別会員', 'MEMBER'],
  ['鳳凰', 'COLUMN'],
  ['Фамилия', 'FAMILIYA'],
  ['Дата покупки', 'DATA_POKUPKI'],
])('makes of %s the field %s', (header, field) => expect(legalFieldName(header)).toBe(field));
