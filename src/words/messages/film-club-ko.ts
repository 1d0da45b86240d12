/**
 * The film club in Korean: what its titles and people are called, word by word of data/samples/words.ts. Data, ids and
 * figures stay as they are; a name that is not made of these words stays as well.
 */
import { gwa } from './particles';

/** `English=한국어` between commas, in any number of lines. */
function lexicon(words: string): ReadonlyMap<string, string> {
  return new Map(
    words
      .trim()
      .split(/,\s+/)
      .map((pair) => pair.split('=') as [string, string]),
  );
}

const NOUNS = lexicon(`
  Courier=전령, Ironclad=철갑선, Vanguard=선봉대, Detonator=기폭 장치, Convoy=호송대, Sabre=기병도, Ambush=매복, Overdrive=폭주,
  Bulwark=방벽, Flashpoint=일촉즉발,
  Compass=나침반, Caravan=대상 행렬, Expedition=원정대, Lagoon=석호, Summit=정상, Cartographer=지도 제작자, Monsoon=장마,
  Atoll=산호섬, Pathfinder=길잡이, Treasury=보물 창고,
  Hedgehog=고슴도치, Teapot=찻주전자, Firefly=반딧불이, Balloonist=열기구 조종사, Snowplough=제설차, Otter=수달,
  Toymaker=장난감 장인, Meringue=머랭, Puddle=물웅덩이, Lighthouse=등대,
  Best Man=신랑 들러리, Caterer=출장 요리사, Landlord=집주인, Honeymooner=신혼부부, Plumber=배관공, Godmother=대모,
  Understudy=대역 배우, Bingo Hall=빙고장, Houseguest=불청객, Mayor=시장님,
  Forger=위조범, Alibi=알리바이, Locksmith=열쇠공, Ransom=몸값, Docklands=부두, Bookmaker=마권업자, Informer=밀고자,
  Ledger=장부, Safehouse=은신처, Verdict=평결,
  Glacier=빙하, Beekeepers=양봉가들, Archive=기록 보관소, Weavers=베 짜는 사람들, Tide Table=물때표, Orchestra=관현악단,
  Sleeper Train=침대 열차, Salt Works=염전, Herd=양 떼, Observatory=천문대,
  Orchard=과수원, Inheritance=유산, Ferryman=뱃사공, Widow=미망인, Harvest=추수, Piano Lesson Room=피아노 교습소,
  Letters=편지들, Quarry=채석장, Sisters=자매들, Boarding House=하숙집,
  Treehouse=나무 위 오두막, Pony=조랑말, Lemonade Stand=레모네이드 가게, Grandfather=할아버지, School Bus=스쿨버스, Kite=연,
  Puppy=강아지, Bakery=빵집, Sleepover=파자마 파티, Postman=우체부,
  Dragonfly Queen=잠자리 여왕, Oathstone=맹세의 돌, Sorcerer=마법사, Thornwood=가시나무 숲, Moongate=달의 문,
  Changeling=뒤바뀐 아이, Griffin=그리핀, Runesmith=룬 대장장이, Wyvern=비룡, Enchantress=여자 마법사,
  Crypt=지하 묘지, Hollow=골짜기, Seance=강령회, Scarecrow=허수아비, Cellar=지하실, Marionette=꼭두각시, Asylum=정신 병원,
  Moth=나방, Revenant=망령, Whisperer=속삭이는 자,
  Cipher=암호, Manor=저택, Lodger=하숙인, Fog Signal=무적, Governess=가정교사, Lantern=등불, Stranger=낯선 사람,
  Clockmaker=시계공, Locket=목걸이, Platform=승강장,
  Florist=꽃집 주인, Valentine=밸런타인, Ballroom=무도회장, Postcard=엽서, Bouquet=꽃다발, Serenade=세레나데,
  Vineyard=포도밭, Engagement=약혼, Promenade=산책로, Proposal=청혼,
  Orbit=궤도, Automaton=자동인형, Nebula=성운, Colony=식민지, Paradox=역설, Satellite=인공위성, Android=안드로이드,
  Cryonaut=냉동 비행사, Terraformer=행성 개척자, Singularity=특이점,
  Hostage=인질, Double=닮은 사람, Blackout=정전, Pursuit=추격, Witness=목격자, Threshold=문턱, Trespass=침입,
  Countdown=초읽기, Silence=침묵, Decoy=미끼
`);

const ADJECTIVES = lexicon(`
  Amber=호박빛, Borrowed=빌린, Brass=놋쇠, Broken=부서진, Careless=경솔한, Copper=구릿빛, Crooked=비뚤어진, Distant=머나먼,
  Drowsy=졸린, Electric=전기, Faithful=충직한, Forgotten=잊힌, Frozen=얼어붙은, Gilded=금박 입힌, Hidden=숨은,
  Hungry=배고픈, Impossible=있을 수 없는, Indigo=쪽빛, Innocent=죄 없는, Ivory=상앗빛, Last=마지막, Little=작은,
  Lonely=외로운, Lucky=운 좋은, Midnight=한밤의, Northern=북녘, Obedient=말 잘 듣는, Paper=종이, Patient=참을성 있는,
  Perfect=완벽한, Quiet=조용한, Reluctant=마지못한, Restless=잠 못 드는, Scarlet=진홍빛, Second=두 번째, Silver=은빛,
  Sleepless=뜬눈의, Stolen=훔친, Sunday=일요일의, Tangled=뒤엉킨, Thirteenth=열세 번째, Unlikely=뜻밖의, Velvet=벨벳,
  Wandering=떠도는, Winter=겨울
`);

const PLACES = lexicon(`
  Alderholm=오리섬, Baskerby=바구니골, Cardoway=두물머리, Dunmarra=모래언덕, Eskerfield=자갈들, Farrowgate=고랑문,
  Gallowmere=검은못, Hartlemoor=사슴벌, Inverkeld=샘어귀, Juniper Bay=노간주만, Kestrel Point=매부리곶, Lindenau=참나무골,
  Marrowick=호박마을, Nettlecombe=쐐기골, Ormesund=용골목, Port Saloma=살로마항, Quillhaven=깃털나루, Rookhope=까마귀재,
  Santa Velora=산타벨로라, Tresco Sound=세섬 물목, Umberlea=붉은들, Valdorra=발도라, Westerkamp=서쪽 야영지,
  Yarrowdale=톱풀골, Zennick=제닉
`);

const ENDINGS = lexicon(`
  at Dawn=새벽의, at Low Tide=썰물 때의, by Candlelight=촛불 아래, for Two=둘만의, in Autumn=가을의, in Blue=푸른 옷의,
  in the Rain=빗속의, Next Door=옆집, of the North=북쪽에서 온, on the Line=선 위의, on Thursday=목요일의,
  Under Glass=유리 속, Without a Map=지도 없는, with a View to the Sea=바다가 보이는, After Hours=늦은 밤의
`);

const SEQUELS = lexicon(`
  Aftermath=그 후, Crossfire=십자포화, Homecoming=귀향, Into the Dark=어둠 속으로, Reckoning=심판, Reunion=재회,
  The Long Way Back=먼 귀로, The Return=귀환, Second Chances=두 번째 기회, Uprising=봉기, Unfinished Business=끝나지 않은 일,
  The Last Chapter=마지막 장
`);

const FIRST_NAMES = lexicon(`
  Ana=하나, Ben=벼리, Chidi=지후, Dalia=다온, Emil=민재, Fatima=보람, Goran=건우, Hana=하늘, Ivan=이안, Jana=지안,
  Kofi=규민, Leila=라온, Mateo=마루, Nina=나은, Omar=우람, Paula=파란, Quentin=겨울, Rosa=로아, Samir=새론, Tova=도경,
  Umar=은결, Vera=별, Wanda=완이, Xenia=세아, Yusuf=유섭, Zoe=지오, Akira=아라, Bruno=푸름, Clara=초아, Dmitri=도윤,
  Elena=예나, Farid=한결, Greta=그린, Hugo=휘, Ines=인서, Jonas=주원, Katya=가영, Luca=루카, Mei=미래, Noor=누리,
  Olga=올리, Pedro=태오, Ravi=라희, Sofia=소은, Tomas=도담, Ulla=울림, Viktor=빛찬, Yara=예라
`);

const LAST_NAMES = lexicon(`
  Abara=안, Bauer=배, Castro=차, Dahl=도, Eriksen=어, Farkas=하, Garcia=강, Haddad=한, Ito=이, Jensen=정, Kaya=고,
  Lindqvist=임, Moreau=문, Novak=노, Okafor=오, Petrov=표, Quist=권, Rossi=류, Silva=신, Tanaka=탁, Ueda=우, Varga=박,
  Weber=위, Yilmaz=양, Zhang=장
`);

const oneOf = (words: ReadonlyMap<string, string>): string => `(${[...words.keys()].join('|')})`;
const [NOUN, ADJECTIVE, PLACE] = [NOUNS, ADJECTIVES, PLACES].map(oneOf);
const FORMS: readonly (readonly [RegExp, (...words: string[]) => string])[] = [
  [form(`The ${ADJECTIVE} ${NOUN}`), (a, n) => `${adjective(a)} ${noun(n)}`],
  [form(`The ${NOUN} of ${PLACE}`), (n, p) => `${place(p)}의 ${noun(n)}`],
  [form(`${ADJECTIVE} ${NOUN}`), (a, n) => `나의 ${adjective(a)} ${noun(n)}`],
  [form(`The ${NOUN} ${oneOf(ENDINGS)}`), (n, e) => `${ENDINGS.get(e)} ${noun(n)}`],
  [form(`(?:An? )?${NOUN} in ${PLACE}`), (n, p) => `${place(p)}에 온 ${noun(n)}`],
  [form(`${oneOf(FIRST_NAMES)} and the ${NOUN}`), (f, n) => `${firstName(f)}${gwa(firstName(f))} ${noun(n)}`],
  [form(`The ${ADJECTIVE} ${NOUN} of ${PLACE}`), (a, n, p) => `${place(p)}의 ${adjective(a)} ${noun(n)}`],
];
const PERSON = form(`${oneOf(FIRST_NAMES)}(?: ${oneOf(LAST_NAMES)})?`);

function form(pattern: string): RegExp {
  return new RegExp(`^${pattern}$`);
}
const adjective = (word: string): string => ADJECTIVES.get(word) ?? word;
const noun = (word: string): string => NOUNS.get(word) ?? word;
const place = (word: string): string => PLACES.get(word) ?? word;
const firstName = (word: string): string => FIRST_NAMES.get(word) ?? word;

/** A title, a person’s whole name, or their first name. */
export function filmClub(name: string): string {
  const [, first, last] = PERSON.exec(name) ?? [];
  if (first !== undefined) return (LAST_NAMES.get(last) ?? '') + firstName(first);
  const [, whole, stem, part, called] = /^((.+?)(?: (\d+)|: (.+))?)$/.exec(name) ?? [];
  const title = titleOf(stem ?? '');
  if (title === null) return titleOf(whole ?? '') ?? name;
  if (part !== undefined) return `${title} ${part}`;
  return called === undefined ? title : `${title}: ${SEQUELS.get(called) ?? called}`;
}

function titleOf(stem: string): string | null {
  for (const [pattern, said] of FORMS) {
    const [, ...words] = pattern.exec(stem) ?? [];
    if (words.length > 0) return said(...words);
  }
  return null;
}
