import { retrains } from '../../support/old-code/retrain';

retrains(['for-you', 'ranking']);
