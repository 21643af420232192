import { statSync } from 'node:fs';
import type { GatewayConfig } from '../config/config';
import type { Contract } from '../contract/contract';
import type { WireType } from '../wire/layout';
import type { Hello } from '../workers/hello';

/** Name of the data frame that holds an answer of several columns, as in Machine Learning Server's realtime services. */
export const OUTPUT_FRAME = 'outputData';

/** A column of a data frame, or the values of a vector. */
export interface MlColumn {
  readonly name: string;
  /** `any` where the model knows a column by its name alone. */
  readonly type: WireType | 'any';
  readonly nullable: boolean;
}

/** A parameter that a service takes or answers. */
export interface MlParameter {
  readonly name: string;
  readonly type: 'data.frame' | 'vector';
  /** null where nothing is known of them; one for a vector. */
  readonly columns: readonly MlColumn[] | null;
}

/** The model as a web service of Machine Learning Server. */
export interface MlService {
  readonly name: string;
  readonly version: string;
  readonly operationId: string;
  /** `/` or without a trailing slash. */
  readonly basePath: string;
  /** Clients get their token from `/login`. */
  readonly logsIn: boolean;
  readonly inputs: readonly MlParameter[];
  /** Empty when the model has not answered a sample and declares no outputs. */
  readonly outputs: readonly MlParameter[];
  /** ISO 8601 without an offset, in UTC. */
  readonly creationTime: string;
}

/** Name and version of the service, as its URLs have them. */
export function serviceNames({ model, protocols: { mlServer } }: GatewayConfig): { readonly name: string; readonly version: string } {
  return { name: mlServer.service || model.name, version: mlServer.version || model.version };
}

export function makeService(config: GatewayConfig, hello: Hello, contract: Contract): MlService {
  const { operationId, inputName } = config.protocols.mlServer;
  const answered: readonly MlColumn[] = config.contract.outputs.length > 0
    ? config.contract.outputs
    : (hello.outputs ?? []).map(({ name, type }) => ({ name, type, nullable: true }));
  return {
    ...serviceNames(config),
    operationId,
    basePath: config.http.basePath,
    logsIn: config.auth.mode === 'password',
    inputs: [{ name: inputName, type: 'data.frame', columns: contract.columns }],
    outputs: outputParameters(answered),
    creationTime: statSync(config.model.path).mtime.toISOString().replace('Z', ''),
  };
}

function outputParameters(columns: readonly MlColumn[]): readonly MlParameter[] {
  if (columns.length === 0) return [];
  return columns.length === 1 ? [{ name: columns[0].name, type: 'vector', columns }] : [{ name: OUTPUT_FRAME, type: 'data.frame', columns }];
}
