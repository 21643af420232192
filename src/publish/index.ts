export { artifactsOf, readerIn } from './artifacts';
export { publish, type PublishOptions } from './publish';
export { publishCharts } from './publish-charts';
export { PublishError } from './publish-error';
export type { PushedArtifact } from './push-artifact';
export type { SigningTool } from './sign';
