/*
 * What languages write, for telling in which encoding a text makes sense. Letters of scripts that stand in a row of bytes
 * are given in the order in which they are common, those of Latin as each language adds them to the alphabet.
 */

/** The letters that each language of Latin script has beyond the alphabet. */
export const LATIN_LETTERS: readonly string[] = [
  'äöüß', // German
  'éèêàâçîïôùûëœæüÿ', // French
  'áéíóúñü', // Spanish
  'ãõáéíóúâêôàç', // Portuguese
  'àèéìíòóùú', // Italian, Catalan
  'åäöéæø', // of the north
  'áéíóúýþæöð', // Icelandic
  'éëïöüèóíê', // Dutch
  'ąćęłńóśźż', // Polish
  'áčďéěíňóřšťúůýž', // Czech
  'áäčďéíĺľňóôŕšťúýž', // Slovak
  'áéíóöőúüű', // Hungarian
  'ăâîșțşţ', // Romanian
  'čćđšž', // Croatian, Slovenian
  'çğıöşüâ', // Turkish
].map((letters) => letters + letters.toUpperCase() + (letters.includes('ı') ? 'İ' : ''));

/** Letters in the order in which they are common, by the script. */
export const COMMON_LETTERS: readonly { readonly script: RegExp; readonly letters: string }[] = [
  { script: /\p{Script=Cyrillic}/u, letters: 'оеаинтсрвлкмдпуяыьгзбчйхжшюіїєцщэфъґўђјљњћџ' },
  { script: /\p{Script=Greek}/u, letters: 'αοιετσνηυρπκμλςωόίδάγέχήθύφβώξζψϊϋΐΰ' },
  { script: /\p{Script=Hebrew}/u, letters: 'יוהלארתבשמנדחקפעטגםכסזצןךףץ' },
  { script: /\p{Script=Arabic}/u, letters: 'اليمنورتبةعدسفهكقأحجىشصطخإذزثءضغئظآؤپچکگیژ' },
  { script: /\p{Script=Thai}/u, letters: 'านรอกเง่มยลวดทสต้ัปบคหแจพชขใไีิะำุูถผซ์ณฟศธโษื็ฐภญฉฝ' },
];

/** The syllables that Korean writes most, names and headers of tables among them. */
export const COMMON_HANGUL: ReadonlySet<string> = new Set(
  '이다는을를에의가고하지로기도자사시어은인한서리아나대수있정해보라그스전부제구장들일주만비상원과것공여안동오성위세조연관소신유경방무문화내생선민김박최회번호품명판매우영식국학등간개교통실계트되마년월진물단중거면요용모미반발불설속심양업예외음입재점종직차출치타터토팀파포표프필합현형드레르린니데버블크클키티역남북초운분류금액셔츠옷양말발방책악치킨피빵콜복취시험과목점반급씨님께에서',
);
/** The letters that Chinese and Japanese write most, in either form, those of shops and schools among them. */
export const COMMON_HAN: ReadonlySet<string> = new Set(
  '的一是不了人我在有他这这中大来上个国和也子时道说出会可下生年用能对行到地要你过家学自多天好小心后成日里开发样前作起如本点文方三想理事看明公同进得种现所主实法动美面业与本经当新产品名号数量价格单订购买商客户员类型编间金额元书水果苹电影音乐店店城市区县省' +
    '這時說會對過學來個國後樣點進種實動業與經當產號數量價單訂購買員類編間書蘋電樂區縣還無為麼們從體長開關東語問題請應結果萬話愛見車馬門風' +
    '氏名日月番号会員商品購入数量金額価格円注文年度学校生徒科目登録曜東京大阪佐藤田中山本木村井小川野高橋鈴渡辺伊加吉松林清水健太郎子美真由花株式社有限済送料税込合計在庫備考件書店駅前電話住所顧客販売個冊枚回点代新古今何手行見出気分間食飲肉魚米茶映画像写館王西情海角七悲歌星夢雪春夏秋冬紅白黑黒青空天火土石雨雲花鳥龍虎馬牛羊犬夜光影愛恋戦争英雄女男父母兄弟姉妹友達先死神鬼心身世紀史記説集第章編話单话红梦爱龙马战英师书记忆故乡传笑傲江湖霸别游陳陈張张李劉刘黃黄周吳吴徐孫孙胡朱高林何郭馬羅罗梁宋鄭郑謝谢韓韩唐馮冯于董蕭萧程曹袁鄧邓許许傅沈曾彭呂吕蘇苏盧卢蔣蒋蔡賈贾丁魏薛葉叶閻阎余潘杜戴夏鍾钟汪任姜范方石姚譚谭廖鄒邹熊金陸陆郝孔白崔康毛邱秦江史顧顾侯邵孟龍萬万段雷錢钱湯汤尹黎易常武喬乔賀贺賴赖龔龚文香港台北南京海州省縣县市區区路街號号樓楼室校班課课語语國国數学體育体美術術歷史理化生物地',
);
