import { describe, expect, it } from 'vitest';
import { recipeFacts } from '../../../src/domain/recipe-catalogue';
import { personalizedRanking } from '../../../src/recipes/personalized-ranking';
import { userPersonalization } from '../../../src/recipes/user-personalization';
import { checkerboard } from '../../support/checkerboard';
import { historyOf } from '../../../src/domain/queries';
import { configOf, trainFully } from '../../support/recipe-contract';

describe('aws-personalized-ranking', () => {
  it('is the model of user-personalization under its own name', async () => {
    const board = checkerboard(20);
    const ranking = await trainFully(personalizedRanking, board);
    const personal = await trainFully(userPersonalization, board);
    const [own, other] = [new Float64Array(20), new Float64Array(20)];
    for (let u = 0; u < board.nUsers; u++) {
      ranking.scoreUser(historyOf(board, u), own);
      personal.scoreUser(historyOf(board, u), other);
      expect(own).toEqual(other);
    }
    expect(ranking.hasScores).toBe(true);
    expect(ranking.store().header.recipe).toBe('aws-personalized-ranking');
    expect(recipeFacts(personalizedRanking.name).type).toBe('PERSONALIZED_RANKING');
    // hidden_dimension 149, bptt 32 and recency_mask true, as the service has them.
    expect(configOf(personalizedRanking).parameters).toMatchObject({
      hidden_dimension: '149',
      bptt: '32',
      recency_mask: 'true',
    });
  });

  it('neither reads the other recipe’s models nor hands it its own', async () => {
    const board = checkerboard(20);
    const ranking = (await trainFully(personalizedRanking, board)).store();
    const personal = (await trainFully(userPersonalization, board)).store();
    const unreadable = expect.objectContaining({ code: 'MODEL_UNREADABLE' });
    expect(() => personalizedRanking.load(personal)).toThrow(unreadable);
    expect(() => userPersonalization.load(ranking)).toThrow(unreadable);
  });
});
