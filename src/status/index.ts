export { ClusterFailure } from './cluster-failure';
export { connect, type ConnectOptions, type Connection } from './connection';
export { environmentStatus, type EnvironmentStatus } from './environment-status';
export { type ExpectedModel, expectedModels } from './expected-models';
export type { ModelStatus } from './model-status';
export { statusText } from './status-text';
