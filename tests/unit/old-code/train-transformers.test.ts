import { retrains } from '../../support/old-code/retrain';

retrains(['for-you-v2', 'ranking-v2']);
