/**
 * Plumbline as a library: the constructs behind `plumbline synth`, for a cdk8s app of your own (docs/constructs.md).
 */
export { ModelChart } from './charts/model-chart';
export { PlatformChart } from './charts/platform-chart';
export { ScoringPlatform } from './constructs/scoring-platform';
export { ScoringService } from './constructs/scoring-service';
export type { Expression, Reference, Value } from './expression';
export {
  type Environment, formatProblem, type Model, type Placement, type PlatformValues, type Problem, type Repository,
  resolveModel, resolvePlatform, type ScoringValues, type SpecOf,
} from './spec';
export { loadRepository, type LoadOptions } from './spec/load/load-repository';
