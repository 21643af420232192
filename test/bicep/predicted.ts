import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bicep } from './bicep-cli';
import { bicepParameters, contractFiles, type Fleet } from '../../src/azure';
import { writeFiles } from '../helpers/temporary-folder';

/** A resource that a deployment would make. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

/** An environment's parameters, and what they load, as `plumbline synth` renders them. */
export function writeEnvironment(folder: string, name: string, fleet: Fleet): void {
  const contracts = contractFiles(fleet).map(({ path, document }) => [path, JSON.stringify(document)]);
  writeFiles(join(folder, 'environments'), Object.fromEntries([[`${name}.bicepparam`, bicepParameters(fleet)], ...contracts]));
}

/** What `bicep snapshot` says would be made of an environment, sorted by type and id. */
export function predict(folder: string, environment: string): Resource[] {
  const { status, messages } = bicep(
    folder, 'snapshot', `environments/${environment}.bicepparam`, '--mode', 'overwrite', '--resource-group', 'scoring-prod', '--location', 'westeurope',
    '--subscription-id', '00000000-0000-0000-0000-000000000001', '--tenant-id', '00000000-0000-0000-0000-000000000002', '--deployment-name', 'plumbline',
  );
  if (status !== 0) throw new Error(messages.join('\n'));
  const snapshot = readFileSync(join(folder, 'environments', `${environment}.snapshot.json`), 'utf8');
  const { predictedResources } = JSON.parse(snapshot) as { predictedResources: Resource[] };
  const order = ({ type, id }: Resource) => `${type} ${id}`;
  return predictedResources.sort((a, b) => order(a) < order(b) ? -1 : 1);
}

/** The resource that an extension resource such as a role assignment is on: its id up to the last `/providers/`. */
export function scopeOf({ id }: Resource): string {
  return id.slice(0, id.lastIndexOf('/providers/'));
}
