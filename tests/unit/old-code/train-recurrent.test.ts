import { retrains } from '../../support/old-code/retrain';

retrains(['hrnn', 'hrnn-metadata', 'hrnn-coldstart']);
