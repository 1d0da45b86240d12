import { full } from '../../support/full';
import { retrains } from '../../support/old-code/retrain';

// The recipe that ranks is trained as the one that recommends: once in the short run.
retrains(full ? ['for-you-v2', 'ranking-v2'] : ['for-you-v2']);
