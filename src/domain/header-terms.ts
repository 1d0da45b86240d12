/** What headers in Chinese characters and kana are made of, a line for each meaning. */
const TERMS = Object.entries({
  FULL_NAME: '氏名 姓名 お名前 真实姓名 真實姓名',
  LAST_NAME: '姓 苗字 名字カナ',
  NAME: '名前 名 名称 名稱 名字',
  KANA: 'フリガナ ふりがな カナ',
  NICKNAME: 'ニックネーム 昵称 暱稱',
  RECIPIENT: '届け先 お届け先 宛',
  RECIPIENT_NAME: '收货人 收件人 收貨人 收货人姓名 收件人姓名 收貨人姓名',
  CONTACT_NAME: '联系人 聯絡人 联系人姓名 聯絡人姓名',
  ADDRESS: '住所 地址 住址 アドレス',
  PHONE:
    '電話番号 電話 电话 电话号码 電話號碼 手机 手机号 手机号码 手機 手機號碼 携帯 携帯電話 携帯番号 连络电话 联系电话 聯絡電話',
  EMAIL: 'メールアドレス メール 邮箱 電子郵件 电子邮件 電郵',
  BIRTH_DATE: '生年月日 誕生日 出生日期 生日',
  PASSPORT_NUMBER: 'パスポート番号 旅券番号 护照号 护照号码 護照號碼',
  NATIONAL_ID: 'マイナンバー 個人番号 身份证 身份证号 身份证号码 身份證號碼 身分證字號',
  NUMBER: '番号 号码 號碼 编号 編號 号 號',
  CODE: 'コード 编码 編碼 代码 代碼',
  MEMBER: '会員 会员 會員',
  CUSTOMER: '顧客 お客様 客户 客戶 顾客',
  USER: '利用者 ユーザー ユーザ 用户 用戶',
  STUDENT: '学生 學生 生徒 学员 學員 学籍 学 學',
  READER: '読者 读者 讀者',
  PARTICIPANT: '参加者 受講者 参与者',
  BUYER: '購入者 买家 買家',
  PRODUCT: '商品 製品 产品 產品 货品',
  WORK: '作品',
  BOOK: '書籍 図書 本 书 書 图书 圖書',
  FILM: '映画 电影 電影 影片',
  SONG: '曲 楽曲 歌曲',
  GAME: 'ゲーム 游戏 遊戲',
  COURSE: '講座 コース 课程 課程',
  SUBJECT: '科目',
  TEACHER: '教員 教師 担当 担当者 老师 老師 教师',
  MENU: 'メニュー',
  DISH: '料理 菜品 菜',
  EXHIBITION: '展示 展覧会 展览 展覽',
  TITLE: 'タイトル 題名 标题 標題',
  AUTHOR: '著者 作者',
  PUBLISHER: '出版社',
  CATEGORY: 'カテゴリ カテゴリー 分類 分类 类别 類別 品类',
  GENRE: 'ジャンル',
  TYPE: '種別 種類 区分 类型 類型 券種',
  BRAND: 'ブランド 品牌 メーカー',
  COLOUR: '色 颜色 顏色',
  SIZE: 'サイズ 尺寸',
  PRICE: '価格 価 单价 單價 単価 价格 價格 料金',
  AMOUNT: '金額 金额',
  QUANTITY: '数量 個数 數量',
  RATING: '評価 评分 評分 スコア 点数 分数',
  GRADE: '成績 成绩 成績評価',
  YEAR: '学年 年度 年 年级 年級',
  AGE: '年齢 年龄 年齡',
  GENDER: '性別 性别',
  CITY: '市区町村 城市',
  REGION: '都道府県 地域 地区 地區',
  COUNTRY: '国 国家 國家',
  STORE: '店舗 店铺 店 门店 門市 支店',
  DATE: '日付 日期 日',
  TIME: '日時 時刻 時間 时间 時',
  PURCHASE: '購入 购买 購買',
  ORDER: '注文 受注 订单 訂單 下单',
  SALE: '販売 売上 销售 銷售',
  LOAN: '貸出 借阅 借閱',
  RETURN: '返却 归还 歸還',
  REGISTRATION: '登録 注册 註冊',
  VISIT: '来館 来店 訪問 访问',
  VIEW: '視聴 观看 觀看',
  PLAY: '再生 播放',
  STATUS: '状態 状況 ステータス 状态 狀態',
  NOTE: '備考 备注 備註 メモ',
  REVIEW: 'レビュー 评论 評論',
  POINTS: 'ポイント 积分 積分',
  COUNT: '回数 人数 次数 次數',
  LANGUAGE: '言語 语言 語言',
  DEVICE: '端末 設備 设备 デバイス',
  CHANNEL: 'チャネル 渠道',
  PAYMENT: '支払 支払い 決済 支付 付款',
  METHOD: '方法 方式',
}).flatMap(([meaning, words]) => words.split(' ').map((word) => [word, meaning] as const));

const MEANINGS: ReadonlyMap<string, string> = new Map(TERMS);
const LONGEST = Math.max(...TERMS.map(([word]) => word.length));

const LETTERS: ReadonlyMap<string, string> = new Map(
  'а a б b в v г g д d е e ё e ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ы y э e ю yu я ya і i ї yi є ye'
    .split(' ')
    .flatMap((letter, at, all) => (at % 2 === 0 ? [[letter, all[at + 1]] as const] : [])),
);

const SPELT: { readonly [letter: string]: string } = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
};

/** Letters that are two in one, or carry a stroke, by plain ones: no form of Unicode takes them apart. */
export function plainLetters(text: string): string {
  return text.replace(/[ßæœøłđı]/gi, (letter) => SPELT[letter.toLowerCase()] ?? letter);
}

/**
 * A header in Latin letters where it is in others: of Chinese characters and kana what they mean, as far as that is
 * known, of Cyrillic how it is spelled. A field may hold no others, and would tell nothing.
 */
export function inLatin(text: string): string {
  return plainLetters(text.normalize('NFKC'))
    .replace(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]+/gu, (run) => ` ${meaningOf(run)} `)
    .replace(/\p{sc=Cyrillic}/gu, (letter) => LETTERS.get(letter.toLowerCase()) ?? '');
}

/** The longest words first, from the left; what is known of none is left out. */
function meaningOf(run: string): string {
  const found: string[] = [];
  for (let at = 0; at < run.length;) {
    let length = Math.min(LONGEST, run.length - at);
    while (length > 0 && !MEANINGS.has(run.slice(at, at + length))) length--;
    const meaning = MEANINGS.get(run.slice(at, at + length));
    if (meaning !== undefined && found.at(-1) !== meaning) found.push(meaning);
    at += Math.max(1, length);
  }
  return found.join(' ');
}
