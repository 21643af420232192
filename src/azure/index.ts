export { type ContractFile, contractFiles } from './api-management/settings';
export { bicepParameters, deploymentParameters, OWN_TEMPLATE, PACKAGED_TEMPLATE, type TemplatePath } from './bicep-parameters';
export { azureFindings } from './findings';
export type { Fleet } from './fleet';
export { planNodes, type NodePlan, type PlannedPool } from './node-plan';
export { adviseSizes, type SizeAdvice } from './size-advice';
