import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { identityObjects } from './azure';
import { dnsObjects } from './coredns';
import { metricsObjects } from './metrics-server';
import { ingressClass } from './traefik';
import { pinnedVersion, toolsNamed } from '../../tools/catalogue';
import { moduleFolder } from '../../tools/go';
import type { Surroundings } from '../component';

/** The controller that can be built is older than these and works on them; its own forbid what is rendered. */
const CERT_MANAGER_DEFINITIONS = { module: 'github.com/cert-manager/cert-manager', version: 'v1.21.1', folder: 'deploy/crds' };
const TRAEFIK_DEFINITIONS = 'docs/content/reference/dynamic-configuration/kubernetes-crd-definition-v1.yml';

/** What the controllers of the node need in the API before they start. */
export async function definitions(): Promise<object[]> {
  const { module, version, folder } = CERT_MANAGER_DEFINITIONS;
  const certManager = join(await moduleFolder(module, version), folder);
  const [traefik] = toolsNamed(['traefik']);
  const files = [
    ...readdirSync(certManager).filter((file) => file.endsWith('.yaml')).map((file) => join(certManager, file)),
    join(await moduleFolder(traefik.module, pinnedVersion(traefik)), TRAEFIK_DEFINITIONS),
  ];
  return files.flatMap((file) => parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as { kind?: string } | null))
    .filter((object): object is { kind: string } => object?.kind === 'CustomResourceDefinition');
}

/** Services, classes and registrations of what runs on the node without being a pod. */
export function baseObjects(surroundings: Surroundings): object[] {
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'cert-manager' } },
    ingressClass(),
    ...dnsObjects(surroundings),
    ...metricsObjects(surroundings),
    ...identityObjects(surroundings),
  ];
}
