import type { RuleCase } from './rule-cases';
import { environmentSpec, modelSpec } from '../helpers/repository';

const PRODUCTION = { 'environments/production.yaml': environmentSpec('production') };
const DEV = { 'environments/dev.yaml': environmentSpec('dev') };
const CHURN = { 'models/churn.yaml': modelSpec('churn') };
const FRAUD = { 'models/fraud.yaml': modelSpec('fraud') };

/** Models and environments that come, go and take other names. */
export const PRESENCE_CASES: readonly RuleCase[] = [
  {
    rule: 'model-added',
    before: { ...PRODUCTION, ...CHURN },
    after: { ...PRODUCTION, ...CHURN, ...FRAUD },
    says: 'new: https://production.models.contoso.com/fraud, 2 to 10 pods of 2.25 cores and 1.42 GiB, namespace fraud',
  },
  {
    rule: 'model-added-open',
    before: { ...PRODUCTION, ...CHURN },
    after: { ...PRODUCTION, ...CHURN, 'models/fraud.yaml': modelSpec('fraud', 'endpoint: { auth: none }') },
    says: 'the new service asks for no authentication',
  },
  {
    rule: 'model-removed',
    before: { ...PRODUCTION, ...CHURN, ...FRAUD },
    after: { ...PRODUCTION, ...CHURN },
    says: 'the namespace fraud and all in it are pruned; https://production.models.contoso.com/fraud answers 404',
  },
  {
    rule: 'model-renamed',
    before: { ...PRODUCTION, ...CHURN },
    after: { ...PRODUCTION, 'models/leavers.yaml': modelSpec('churn').replace('name: churn', 'name: leavers') },
    says: 'renamed churn → leavers: the namespace churn is pruned and leavers made; Secrets that stand in it by hand go with it',
  },
  {
    rule: 'file',
    before: { ...PRODUCTION, ...CHURN },
    after: { ...PRODUCTION, 'models/other.yaml': modelSpec('churn') },
    says: 'the spec is in models/other.yaml now',
  },
  {
    rule: 'environment-added',
    before: { ...PRODUCTION, ...CHURN },
    after: { ...PRODUCTION, ...DEV, ...CHURN },
    says: 'new environment: deploy bicep/environments/dev.bicepparam before Flux is pointed at it',
  },
  {
    rule: 'environment-removed',
    before: { ...PRODUCTION, ...DEV, ...CHURN },
    after: { ...PRODUCTION, ...CHURN },
    says: 'the environment\'s manifests go: Flux prunes every model in it; the resources in Azure stay until they are deleted',
  },
  {
    rule: 'environment-renamed',
    before: { ...PRODUCTION, ...CHURN },
    after: { 'environments/live.yaml': environmentSpec('production').replace('metadata: { name: production }', 'metadata: { name: live }'), ...CHURN },
    says: 'renamed production → live: its folders in dist/ change their names, and a Flux that still reads the old ones prunes everything; point it at the new ones first',
  },
];
