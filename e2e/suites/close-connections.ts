import { closeServings } from '../kubernetes/serving';

// After the suite's own clean-up and whatever became of that: an API that stays served keeps jest from ending.
afterAll(closeServings);
