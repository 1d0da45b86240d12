import { bareWord, bareWords } from './bare-word';

/** What an answer says: how much its thing is liked from 1 to 5, that it was chosen and no more, or that it was not. */
export type Answer = number | 'chosen' | 'not-chosen';

/**
 * What people answer of a thing, by what it says, a line for each language: words of liking, of agreement, of how often,
 * of who was there. A hyphen joins what is one answer.
 */
const ANSWERS: readonly (readonly [Answer, ...lines: string[]])[] = [
  [
    5,
    'love-it love i-love-it loved-it loved favourite favorite my-favourite my-favorite excellent great amazing awesome fantastic outstanding perfect strongly-agree totally-agree completely-agree agree-strongly very-much a-lot strongly-like like-very-much like-a-lot like-it-a-lot i-like-it-a-lot really-like really-like-it like-strongly extremely very-good very-satisfied extremely-satisfied very-interested very-likely extremely-likely definitely always almost-always very-often all-the-time every-day daily a-great-deal like-a-great-deal like-it-very-much extremely-good extremely-well definitely-yes extremely-important very-important completely-satisfied',
    '정말-좋아요 정말-좋다 정말-좋아함 매우-좋아요 매우-좋음 매우-좋다 매우-좋아함 매우-좋아한다 아주-좋아요 아주-좋다 아주-좋음 아주-좋아함 너무-좋아요 너무-좋다 최고 최고예요 최고에요 매우-그렇다 아주-그렇다 정말-그렇다 전적으로-동의 매우-동의 매우-동의함 매우-만족 매우-만족함 매우-재미있음 매우-재미있다 항상 항상-그렇다 늘 언제나 매일 매우-자주 아주-자주 상',
    'liebe-ich sehr-gern sehr-gerne sehr-gut super toll ausgezeichnet hervorragend stimme-voll-zu stimme-voll-und-ganz-zu stimme-vollig-zu trifft-voll-zu trifft-voll-und-ganz-zu trifft-vollig-zu immer sehr-oft sehr-haufig taglich mag-ich-sehr mag-ich-sehr-gern gefallt-mir-sehr gefallt-mir-sehr-gut sehr-zufrieden',
    'tres-bon tres-bonne j-adore adore genial tout-a-fait-d-accord toujours tres-souvent beaucoup tres-bien tres-satisfait j-aime-beaucoup tous-les-jours',
    'me-encanta encanta excelente muy-bueno muy-buena muy-bien totalmente-de-acuerdo muy-de-acuerdo completamente-de-acuerdo siempre casi-siempre muy-a-menudo muy-frecuentemente me-gusta-mucho mucho muy-satisfecho',
    'adoro lo-adoro mi-piace-molto mi-piace-moltissimo ottimo eccellente completamente-d-accordo del-tutto-d-accordo molto-d-accordo sempre molto-spesso moltissimo',
    'amo otimo concordo-totalmente concordo-plenamente muito-frequentemente gosto-muito muito-bom muito-satisfeito',
    'geweldig uitstekend helemaal-mee-eens altijd heel-vaak heel-leuk zeer-goed',
    'alskar elsker fantastisk instammer-helt helt-enig alltid altid mycket-bra',
    'uwielbiam swietny zdecydowanie-tak zawsze bardzo-czesto bardzo-dobry bayiliyorum cok-iyi kesinlikle-katiliyorum her-zaman cok-seviyorum',
    'обожаю отлично очень-нравится полностью-согласен полностью-согласна всегда очень-часто',
    '大好き とても好き 最高 とてもそう思う 強くそう思う 非常にそう思う いつも 常に とても良い とてもよい 大変良い 非常に良い 毎日 非常に満足 とても満足',
    '非常喜欢 很喜欢 最喜欢 非常同意 总是 非常好 非常满意 非常喜歡 很喜歡 最喜歡 總是 非常滿意',
  ],
  [
    4,
    'like-it like i-like-it liked liked-it good agree somewhat-agree rather-agree mostly-agree satisfied somewhat-satisfied interested likely often usually frequently most-of-the-time weekly quite-a-bit mostly probably somewhat-like like-somewhat very-well probably-yes moderately-likely somewhat-likely somewhat-good moderately-satisfied moderately-interested important about-half-the-time',
    '좋아요 좋아함 좋아해요 좋아한다 좋다 좋음 좋아 그렇다 그런-편이다 대체로-그렇다 동의 동의함 동의한다 만족 만족함 자주 자주-함 종종 재미있다 재미있음 재밌음 관심있음 대체로',
    'gern gerne gut mag-ich mag-ich-gern gefallt-mir gefallt-mir-gut stimme-zu stimme-eher-zu trifft-zu trifft-eher-zu oft haufig meistens zufrieden',
    'j-aime j-aime-bien bien bon d-accord plutot-d-accord souvent satisfait',
    'me-gusta gusta bueno buena de-acuerdo a-menudo frecuentemente con-frecuencia muchas-veces satisfecho bastante',
    'mi-piace buono bene d-accordo abbastanza-d-accordo spesso',
    'gosto bom concordo frequentemente muitas-vezes',
    'leuk goed mee-eens vaak meestal',
    'gillar kan-lide liker bra instammer enig ofta ofte',
    'lubie dobry raczej-tak zgadzam-sie czesto seviyorum iyi katiliyorum sik-sik',
    'нравится хорошо согласен согласна часто',
    '好き まあ好き やや好き そう思う ややそう思う よく よくある しばしば 頻繁に 良い よい 満足',
    '喜欢 喜歡 同意 经常 經常 常常 好 满意 滿意',
  ],
  [
    3,
    'ok okay its-ok its-okay it-is-ok it-was-ok fine neutral so-so meh average neither neither-agree-nor-disagree neither-like-nor-dislike sometimes occasionally now-and-then moderately monthly somewhat maybe might-or-might-not neither-good-nor-bad neither-satisfied-nor-dissatisfied neither-likely-nor-unlikely a-moderate-amount moderate somewhat-well somewhat-important',
    '보통 보통이다 보통이에요 보통임 보통이다 그저그래요 그저그렇다 그저-그래 그냥그래요 그냥-그래 중립 가끔 가끔씩 때때로 이따금 중',
    'geht-so es-geht mittel mittelmassig teils-teils weder-noch manchmal gelegentlich ab-und-zu unentschieden',
    'neutre moyen bof ca-va ni-d-accord-ni-pas-d-accord parfois de-temps-en-temps quelquefois correct',
    'regular normal neutro ni-de-acuerdo-ni-en-desacuerdo a-veces algunas-veces ocasionalmente de-vez-en-cuando indiferente me-da-igual',
    'cosi-cosi neutrale discreto sufficiente qualche-volta a-volte talvolta ogni-tanto ne-d-accordo-ne-in-disaccordo indifferente',
    'mais-ou-menos as-vezes nem-concordo-nem-discordo',
    'neutraal soms gaat-wel af-en-toe redelijk',
    'okej varken-eller ibland nogle-gange av-og-til',
    'czasami neutralnie srednio kararsizim orta bazen',
    'нормально нейтрально иногда так-себе средне',
    '普通 ふつう まあまあ どちらでもない どちらともいえない ときどき 時々',
    '一般 还行 還行 中立 有时 有時 偶尔 偶爾',
  ],
  [
    2,
    'dislike dislike-it i-dislike-it not-for-me dont-like-it i-dont-like-it didnt-like-it dont-like bad poor disagree somewhat-disagree mostly-disagree somewhat-dislike not-really a-little slightly rarely seldom hardly-ever almost-never unlikely dissatisfied unsatisfied not-interested dislike-somewhat somewhat-bad somewhat-dissatisfied somewhat-unlikely slightly-likely slightly-important probably-not not-so-well not-much',
    '별로 별로예요 별로에요 별로다 별로임 별로-안-좋아함 싫어요 싫다 싫음 싫어함 싫어해요 그렇지-않다 그렇지-않은-편이다 아니다 아닌-편이다 대체로-그렇지-않다 동의하지-않음 동의하지-않는다 불만족 불만 드물게 거의-안함 거의-없음 거의-하지-않음 나쁨 나쁘다 하',
    'ungern nicht-so-gern nicht-so-gerne nicht-gern mag-ich-nicht gefallt-mir-nicht schlecht stimme-nicht-zu stimme-eher-nicht-zu trifft-eher-nicht-zu trifft-nicht-zu selten eher-nicht unzufrieden',
    'je-n-aime-pas j-aime-pas pas-bon pas-bonne j-aime-pas-trop pas-d-accord plutot-pas-d-accord rarement mauvais pas-vraiment un-peu',
    'no-me-gusta malo mala en-desacuerdo rara-vez raramente pocas-veces casi-nunca poco no-me-gusta-mucho insatisfecho',
    'non-mi-piace cattivo in-disaccordo quasi-mai insufficiente',
    'nao-gosto ruim mau discordo quase-nunca',
    'niet-leuk slecht mee-oneens zelden',
    'gillar-inte daligt darlig uenig sallan sjaelden sjelden',
    'nie-lubie slaby raczej-nie rzadko nie-zgadzam-sie sevmiyorum kotu katilmiyorum nadiren',
    'не-нравится плохо не-согласен не-согласна редко',
    '嫌い やや嫌い あまり好きではない あまり好きじゃない そう思わない あまりそう思わない めったにない まれに たまに あまり 悪い 不満',
    '不喜欢 不喜歡 不同意 很少 差 不满意 不滿意',
  ],
  [
    1,
    'hate-it hate i-hate-it hated hated-it terrible awful very-bad strongly-disagree totally-disagree completely-disagree disagree-strongly strongly-dislike not-at-all very-unlikely very-dissatisfied very-poor dislike-a-great-deal extremely-bad extremely-unlikely extremely-dissatisfied definitely-not not-at-all-well not-at-all-important',
    '정말-싫어요 정말-싫다 매우-싫어요 매우-싫다 매우-싫음 매우-싫어함 아주-싫다 아주-싫음 너무-싫어요 전혀-그렇지-않다 매우-그렇지-않다 매우-아니다 전혀-아니다 전혀-동의하지-않음 매우-불만족 매우-나쁨 매우-나쁘다 매우-별로 최악',
    'hasse-ich sehr-schlecht furchtbar stimme-gar-nicht-zu stimme-uberhaupt-nicht-zu trifft-gar-nicht-zu trifft-uberhaupt-nicht-zu mag-ich-gar-nicht gefallt-mir-gar-nicht sehr-ungern gar-nicht-gern',
    'je-deteste deteste pas-du-tout-d-accord nul tres-mauvais pas-du-tout',
    'lo-odio odio totalmente-en-desacuerdo muy-en-desacuerdo completamente-en-desacuerdo no-me-gusta-nada muy-malo pesimo nada',
    'pessimo completamente-in-disaccordo per-niente-d-accordo per-niente non-mi-piace-per-niente',
    'odeio detesto discordo-totalmente nao-gosto-nada muito-ruim',
    'haat-ik helemaal-mee-oneens vreselijk heel-slecht',
    'hatar hader instammer-inte-alls helt-uenig',
    'nienawidze zdecydowanie-nie okropny nefret-ediyorum kesinlikle-katilmiyorum cok-kotu',
    'ненавижу ужасно полностью-не-согласен полностью-не-согласна совсем-не-нравится',
    '大嫌い とても嫌い 全くそう思わない まったくそう思わない 全然そう思わない とても悪い 非常に不満 最悪',
    '讨厌 討厭 非常不喜欢 非常不喜歡 非常不同意 很差',
  ],
  [
    'chosen',
    'yes y yep true present attended attending late tardy here going done submitted joined signed-up watched seen read played tried',
    '예 네 넵 응 유 있음 참석 출석 참여 참가 참가함 지각 조퇴 제출 완료 이수 봤음 봤어요 읽음 읽었음 읽었어요 함 했음 신청',
    'ja wahr anwesend teilgenommen dabei verspatet gesehen gelesen',
    'oui vrai presente retard en-retard vu lu si verdadero asistio asiste tarde retraso retardo visto leido vero in-ritardo ritardo letto sim atrasado atraso',
    'aanwezig te-laat gezien narvarande tilstede forsinket tak obecny obecna spozniony evet geldi var katildi',
    'да присутствует был была опоздал опоздала',
    'はい 出席 参加 遅刻 早退 見た 読んだ 有 是 到 參加 迟到 遲到 看过 看過',
  ],
  [
    'not-chosen',
    'never never-seen never-seen-it not-seen havent-seen havent-seen-it have-not-seen didnt-see dont-know dont-know-it i-dont-know unknown na none no n false never-heard never-heard-of-it never-tried not-yet not-tried absent excused not-attending not-going missing not-submitted no-opinion not-applicable',
    '모름 몰라요 모르겠음 모르겠어요 안-봤어요 안-봤음 안-봄 못-봄 못-봤어요 못-봤다 안-봤다 못-봤음 안-읽었다 못-읽음 본-적-없음 본-적-없다 안-읽음 안-읽었어요 아니요 아니오 아뇨 무 없음 전혀 전혀-안함 전혀-없음 한-번도-없음 결석 불참 불참석 미참석 미참여 무단결석 병결 공결 인정결석 미제출 미응답 미이수 안함 해당없음',
    'nein nie niemals kenne-ich-nicht nicht-gesehen unbekannt weiss-nicht abwesend nicht-anwesend fehlt entschuldigt unentschuldigt falsch',
    'non jamais jamais-vu pas-vu je-ne-sais-pas je-ne-connais-pas inconnu absente excuse excusee faux',
    'nunca jamas no-la-he-visto no-lo-he-visto no-visto no-se no-lo-conozco no-la-conozco ausente falta no-asistio falso justificado mai mai-visto non-so non-visto assente giustificato nao nao-sei nao-vi nao-conheco faltou',
    'nee nooit afwezig weet-niet niet-gezien ken-ik-niet nej nei aldri aldrig fravaerende franvarande vet-ej ved-ikke vet-ikke nigdy nieobecny nieobecna nie-wiem hayir hic asla gelmedi yok katilmadi bilmiyorum',
    'нет никогда отсутствует не-был не-была не-знаю не-смотрел не-смотрела',
    'いいえ 欠席 不参加 見ていない 見たことがない 知らない わからない 全くない まったくない 全然ない 一度もない 未提出 未読 無 なし',
    '否 不是 缺席 缺勤 未到 没看过 沒看過 不知道 从不 從不 从来没有 從來沒有 无 没有 沒有 未参加 未參加 请假 請假',
  ],
];

/** Marks and faces that answer alone. */
const SIGNS: readonly (readonly [Answer, string])[] = [
  [5, '❤ ♥ ♡ 💕 💖 💗 💙 💚 💛 💜 🧡 😍 🥰 🤩 🔥 💯 😻'],
  [4, '👍 😀 😃 😄 😁 😊 🙂 😋 😆 😎 ☺ 😺'],
  [3, '😐 😑 😶 🤷 🤔'],
  [2, '👎 🙁 ☹ 😕 😞 😒 😔 😟'],
  [1, '💔 😡 😠 🤮 🤢 😖 😣 😭 😢 👿'],
  ['chosen', 'o ○ ◯ 〇 ⭕ ◎ △ ▲ ● • ■ * √ v ✓ ✔ ☑ ✅ x × ✕ ✖ ✗ ✘ ☓ ☒ ❌ ❎ 🙋 + p'],
  ['not-chosen', '☐ □ ⬜ 🚫 🙅'],
];

const BY_WORD: ReadonlyMap<string, Answer> = new Map(
  // What comes first counts: several languages share a word.
  ANSWERS.toReversed().flatMap(([answer, ...lines]) =>
    Array.from(bareWords(lines), (word) => [word, answer] as const),
  ),
);
const BY_SIGN: ReadonlyMap<string, Answer> = new Map(
  SIGNS.flatMap(([answer, signs]) => signs.split(' ').map((sign) => [sign, answer] as const)),
);

/** An answer by what of it counts: its letters, or the sign that it is, without the colour of a skin. */
export function bareAnswer(cell: string): string {
  const sign = cell.replace(/[\u{FE0E}\u{FE0F}\u{200D}\u{1F3FB}-\u{1F3FF}\s]/gu, '').toLowerCase();
  return BY_SIGN.has(sign) ? sign : bareWord(cell).replace(/\p{N}/gu, '') || sign;
}

/** What a bare answer says wherever it stands; undefined where nothing is known of it. */
export const answerOf = (bare: string): Answer | undefined => BY_SIGN.get(bare) ?? BY_WORD.get(bare);

const CROSS = /^[xх×✕✖✗✘☓☒❌❎]$/;
const TICKED = /^[o○◯〇⭕◎●v✓✔√☑✅]$/;
const ROUND = /^[o○◯〇⭕]$/;

/**
 * What answers say beside one another that they would not say alone: a cross is a tick unless others say yes in another way,
 * a triangle lies between a circle and a cross, an A beside a P was absent, and one heart is little where others give three.
 */
export function answersTogether(cells: Iterable<string>): ReadonlyMap<string, Answer> {
  const all = new Set<string>();
  for (const cell of cells) if (cell.trim() !== '') all.add(bareAnswer(cell));
  const together = new Map<string, Answer>();
  const each = (pattern: RegExp, answer: Answer): void => {
    for (const bare of all) if (pattern.test(bare)) together.set(bare, answer);
  };
  const some = (pattern: RegExp): boolean => [...all].some((bare) => pattern.test(bare));
  if (some(TICKED)) each(CROSS, 'not-chosen');
  if (some(/^[◎△▲]$/) && some(ROUND)) {
    each(/^◎$/, 5);
    each(ROUND, 4);
    each(/^[△▲]$/, 3);
  }
  // Present, absent, late and excused by their first letters.
  if (
    all.has('p') &&
    (all.has('a') || all.has('f')) &&
    [...all].every((bare) => /^([paflterjs]|\d+)$/.test(bare))
  ) {
    each(/^[ltrs]$/, 'chosen');
    each(/^[afej]$/, 'not-chosen');
  }
  // Of a poll for a date it says yes; how much it says can be told only beside what is more or less.
  if (all.size === 1) each(/^ok$/, 'chosen');
  if (all.has('t') && all.has('f') && all.size <= 3) each(/^f$/, 'not-chosen');
  for (const heart of all) {
    const [sign] = heart;
    if (
      BY_SIGN.get(sign) === 5 &&
      heart.length > sign.length &&
      heart === sign.repeat(heart.length / sign.length)
    )
      together.set(sign, 1);
  }
  return together;
}
