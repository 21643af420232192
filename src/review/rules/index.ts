import { ENVIRONMENT_RULES } from './environment-rules';
import { MODEL_RULES } from './model-rules';
import { OBJECT_RULES } from './object-rules';
import { POD_RULES } from './pod-rules';
import { PRESENCE_RULES } from './presence-rules';
import type { Rule } from './rule';

/** Everything that a review knows the meaning of. Each rule has its case in test/review/rules. */
export const RULES: readonly Rule[] = [...PRESENCE_RULES, ...MODEL_RULES, ...POD_RULES, ...ENVIRONMENT_RULES, ...OBJECT_RULES];
