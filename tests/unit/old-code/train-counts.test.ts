import { retrains } from '../../support/old-code/retrain';

retrains(['popular', 'weighed', 'trending', 'sims', 'similar', 'affinity', 'attributes']);
