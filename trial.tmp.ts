import { playBubbleMachine } from './src/engine/teaching/bubble/bubble-machine';
import { InlinePool } from './src/worker/pool';
