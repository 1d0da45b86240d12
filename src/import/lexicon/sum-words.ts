import { bareWord, bareWords } from './bare-word';

/** What stands in front of a line of sums. */
const TOTAL = bareWords([
  'total totals grand-total sum overall overall-total total-sum sub-total subtotal count sum-total column-total row-total',
  '합계 총계 총합계 총합 전체합계 전체 소계 누계 계 총점 총득점 합산 인원수',
  'gesamt gesamtsumme summe endsumme gesamtpunkte gesamtpunktzahl',
  'total-general totaux somme suma total-generale somma totale totali totale-generale soma total-geral totais totaal som summa i-alt samlet razem suma-ogolem toplam genel-toplam итого всего сумма',
  '合計 総計 総合計 小計 総点 总计 總計 合计 合計 总分 總分 小计',
]);

/** Of a mean, and what else is worked out of all rows or says how much there is to reach. */
const MEASURE = bareWords([
  'average averages avg mean median mode class-average class-mean average-score mean-score overall-average std stdev sd standard-deviation std-dev variance min minimum max maximum highest lowest points points-possible possible-points max-points maximum-points max-score maximum-score out-of total-points total-possible',
  '평균 평균점수 반평균 학급평균 전체평균 중앙값 중간값 최빈값 표준편차 편차 분산 최고점 최저점 최고 최저 최댓값 최솟값 최대 최소 만점 배점 총배점 응답수 참여율 출석률 비율',
  'durchschnitt mittelwert mittel klassendurchschnitt schnitt standardabweichung hochstpunktzahl maximalpunktzahl maximale-punktzahl notendurchschnitt',
  'moyenne moyenne-de-classe moyenne-generale mediane ecart-type bareme points-max note-maximale',
  'promedio promedio-general media mediana moda desviacion-estandar desviacion-tipica puntos-posibles puntos-maximos puntuacion-maxima nota-maxima nota-media promedio-final',
  'media-generale punteggio-massimo media-final media-geral desvio-padrao pontos-possiveis gemiddelde mediaan medelvarde medel gjennomsnitt gennemsnit srednia mediana ortalama medyan среднее средний-балл медиана максимум минимум',
  '平均 平均点 平均値 中央値 標準偏差 最高点 最低点 満点 配点 クラス平均 平均分 中位数 標準差 标准差 最高分 最低分 满分 滿分',
]);

/** Lines alone: what else stands above the first pupil of a list of marks. */
const ABOVE = bareWords([
  'date due-date due weight category manual-posting 날짜 실시일 datum date-limite fecha data 日付 日期',
]);

/** Columns alone: the place that somebody has by them. */
const RANK = bareWords([
  'rank ranking place position percentile gpa',
  '석차 등수 순위 백분위 등급 전교석차 반석차 학급석차',
  'rang platz rangliste rangplatz classement puesto posicion posizione classifica colocacao classificacao plaats plats plads miejsce sira siralama место рейтинг',
  '順位 席次 名次 排名',
]);
/** What may stand beside such a word in the name of a column: `Total Score`, `평균 점수`. */
const BESIDE = bareWords([
  'score scores grade grades points point mark marks rating ratings course class final current overall answers responses percent percentage real letter unposted weighted of per the in votes likes present absent attended late days attendance',
  '점수 성적 점 학급 과목 수 반 전체 전교 종합 참여 출석 횟수',
  'punkte note noten gesamt points note notes puntos nota notas calificacion final del curso punti voto voti punten cijfer балл баллов оценка 点 点数 得点 成績 分 分数',
]);
/** What programs for grades call what they work out. */
const WORKED_OUT =
  /(^|\s)(current|final|unposted)\s+(score|grade|points)$|^(course|category)\s+total\b|\btotal\s*\((real|percentage|letter)\)$/i;

/** Nearly all cells of a table are numbers, and say so at once. */
const hasLetters = (cell: string): boolean => /\p{L}/u.test(cell);
export const saysTotal = (cell: string): boolean =>
  hasLetters(cell) && (TOTAL.has(bareWord(cell)) || saysMeasure(cell));
/** A word for a mean and the like, or for what heads the columns once more. */
export const saysMeasure = (cell: string): boolean =>
  MEASURE.has(bareWord(cell)) || ABOVE.has(bareWord(cell));

/** Words of spreadsheets for the sum of a group, beside the name of the group: `Ann Total`, `Kim 요약`. */
const SUBTOTAL = bareWords(['ergebnis gesamtergebnis zwischensumme 요약 부분합 resultat subtotaal']);

/** The same, or a sum of what stands beside the word. */
export function saysSubtotal(cell: string): boolean {
  if (!hasLetters(cell)) return false;
  if (TOTAL.has(bareWord(cell))) return true;
  const words = cell.trim().split(/[\s:]+/);
  return [words[0], words[words.length - 1]]
    .map(bareWord)
    .some((word) => TOTAL.has(word) || SUBTOTAL.has(word));
}

/** Whether a column is worked out of those beside it, as its name says: `Average`, `총점`, `Course total (Real)`. */
export function namesSums(header: string): boolean {
  if (WORKED_OUT.test(header.trim())) return true;
  const plain = header.replace(/[(（[][^()（）[\]]*[)）\]]/g, ' ');
  const isSum = (word: string): boolean => TOTAL.has(word) || MEASURE.has(word) || RANK.has(word);
  if (isSum(bareWord(plain))) return true;
  const parts = plain.split(/[\s_:/-]+/).filter((part) => part !== '');
  if (parts.length < 2) return false;
  const words = parts.map(bareWord).filter((word) => word !== '');
  return words.some(isSum) && words.every((word) => isSum(word) || BESIDE.has(word));
}
