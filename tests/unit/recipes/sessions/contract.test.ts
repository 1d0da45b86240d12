import { describe } from 'vitest';
import { checkerboard, withUntouched } from '../../../support/checkerboard';
import { explanationContract } from '../../../support/explanation-contract';
import { recipeContract } from '../../../support/recipe-contract';
import { sessionsUserPersonalization } from '../../../support/sessions-recipe';

describe('a blend of sessions', () => {
  const board = withUntouched(checkerboard(36), 4);
  recipeContract(sessionsUserPersonalization, board);
  explanationContract(sessionsUserPersonalization, board);
});
