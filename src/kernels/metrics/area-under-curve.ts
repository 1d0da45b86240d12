/**
 * The area under the ROC curve: how often a score of a yes is above that of a no, ties counting half. 0.5 where there is
 * none of either.
 */
export function areaUnderCurve(scores: Float64Array, answers: Uint8Array): number {
  const order = [...scores.keys()].sort((a, b) => scores[a] - scores[b]);
  let yes = 0;
  let rankSum = 0;
  for (let first = 0; first < order.length;) {
    let after = first + 1;
    while (after < order.length && scores[order[after]] === scores[order[first]]) after++;
    // Ranks count from 1; those of equal scores are their mean.
    const rank = (first + 1 + after) / 2;
    for (; first < after; first++) {
      if (answers[order[first]] === 0) continue;
      yes++;
      rankSum += rank;
    }
  }
  const no = order.length - yes;
  return yes === 0 || no === 0 ? 0.5 : (rankSum - (yes * (yes + 1)) / 2) / (yes * no);
}
