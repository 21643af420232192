import type { Files } from './sides';
import { environmentSpec, modelSpec } from '../helpers/repository';

/** One change of the specs; its review is a golden file of the same name. */
export interface Case {
  readonly name: string;
  readonly before: Files;
  readonly after: Files;
}

const PRODUCTION = environmentSpec('production', 'certificates: { issuer: letsencrypt, email: ops@contoso.com }');
const INPUTS = 'inputs:\n  - { name: age, type: double, minimum: 0, maximum: 120 }\n  - { name: plan, type: factor, levels: [basic, plus] }\n';
const CHURN = modelSpec('churn', `${INPUTS}scaling: { min: 3, max: 10 }`);

const production = (text: string) => ({ 'environments/production.yaml': text });
const churn = (text: string) => ({ 'models/churn.yaml': text });
const base: Files = { ...production(PRODUCTION), ...churn(CHURN) };

function changed(name: string, ...replacements: readonly (readonly [from: string, to: string])[]): Case {
  return { name, before: base, after: Object.fromEntries(Object.entries(base).map(([file, text]) => [file, replaced(text, replacements)])) };
}

function replaced(text: string, replacements: readonly (readonly [from: string, to: string])[]): string {
  return replacements.reduce((found, [from, to]) => found.replaceAll(from, to), text);
}

const dev = { 'environments/dev.yaml': environmentSpec('dev') };

/** Twenty kinds of change, as a reviewer meets them. */
export const CASES: readonly Case[] = [
  { name: 'nothing', before: base, after: base },
  { name: 'first-model', before: {}, after: base },
  { name: 'model-added', before: base, after: { ...base, 'models/fraud.yaml': modelSpec('fraud') } },
  { name: 'model-removed', before: { ...base, 'models/fraud.yaml': modelSpec('fraud') }, after: base },
  { name: 'model-renamed', before: base, after: { ...production(PRODUCTION), 'models/leavers.yaml': CHURN.replace('name: churn', 'name: leavers') } },
  {
    name: 'model-moved',
    before: { ...base, ...dev, ...production(`${PRODUCTION}  models: { exclude: [churn] }\n`) },
    after: { ...base, 'environments/dev.yaml': `${dev['environments/dev.yaml']}  models: { exclude: [churn] }\n` },
  },
  changed('new-version', ['version: 1.0.0', 'version: 2.0.0'], ['churn:1.0.0', 'churn:2.0.0'], ['max: 10', 'max: 12'], ['memoryPerWorker: 600Mi', 'memoryPerWorker: 1112Mi']),
  { name: 'artifact-changed', before: { ...base, ...churn(withArtifact('a', '1')) }, after: { ...base, ...churn(withArtifact('b', '2')) } },
  { name: 'artifact-overwritten', before: { ...base, ...churn(withArtifact('a', '1')) }, after: { ...base, ...churn(withArtifact('b', '1')) } },
  changed('input-removed', ['    - { name: plan, type: factor, levels: [basic, plus] }\n', '']),
  changed('input-narrowed', ['maximum: 120', 'maximum: 100'], ['[basic, plus]', '[basic, gold]']),
  changed('input-widened', ['maximum: 120', 'maximum: 150'], ['[basic, plus]', '[basic, plus, gold]']),
  { name: 'auth-off', before: base, after: { ...base, ...churn(`${CHURN}  endpoint: { auth: none }\n`) } },
  { name: 'auth-to-entra', before: base, after: { ...production(`${PRODUCTION}  tenantId: 0f8fad5b-d9cb-469f-a165-70867728950e\n`), ...churn(`${CHURN}  endpoint: { auth: entra, entra: { audience: "api://churn" } }\n`) } },
  { name: 'address-changed', before: base, after: { ...base, ...churn(`${CHURN}  endpoint: { path: /crm/churn }\n`) } },
  changed('replica-floor-lowered', ['min: 3', 'min: 1']),
  { name: 'issuer-production', before: { ...base, ...production(PRODUCTION.replace('issuer: letsencrypt', 'issuer: letsencrypt-staging')) }, after: base },
  changed('node-size-changed', ['sizes: [Standard_D8s_v5]', 'sizes: [Standard_D16s_v5]']),
  { name: 'kubernetes-upgraded', before: { ...base, ...production(PRODUCTION.replace('"1.36"', '"1.35"')) }, after: base },
  { name: 'variables-changed', before: base, after: { ...base, ...churn(`${CHURN}  env: { MODE: fast, WAREHOUSE: { keyVaultSecret: warehouse } }\n`) } },
  { name: 'two-environments', before: { ...base, ...dev }, after: { ...base, ...dev, ...churn(CHURN.replace('churn:1.0.0', 'churn:1.0.1').replace('version: 1.0.0', 'version: 1.0.1')) } },
  {
    name: 'environment-renamed',
    before: base,
    after: {
      'environments/live.yaml': PRODUCTION.replace('metadata: { name: production }', 'metadata: { name: live }'), ...churn(CHURN),
    },
  },
  { name: 'markup-in-a-spec', before: base, after: { ...base, ...churn(CHURN.replace('team: pricing', 'team: pricing, owner: "@contoso/all <img src=x> [link](https://contoso.com) `code`"')) } },
];

function withArtifact(digit: string, version: string): string {
  return `${CHURN}  artifact: { blob: churn/${version}/model.tar.gz, sha256: ${digit.repeat(64)} }\n`;
}
