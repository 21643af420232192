import { datatypeOf } from './datatypes';
import type { GatewayConfig } from '../config/config';
import type { LearntType } from '../contract/column';
import type { Contract } from '../contract/contract';
import type { Hello } from '../workers/hello';

interface TensorMetadata {
  readonly name: string;
  readonly datatype: string;
  /** -1: as many as there are rows. */
  readonly shape: readonly number[];
}

function tensors(columns: readonly { readonly name: string; readonly type: LearntType }[]): readonly TensorMetadata[] {
  return columns.map(({ name, type }) => ({ name, datatype: datatypeOf(type), shape: [-1] }));
}

/** What `GET /v2/models/{model}` answers. Empty lists where nothing is known of inputs or outputs. */
export function modelMetadata({ model, contract: { outputs } }: GatewayConfig, hello: Hello, contract: Contract): object {
  return {
    name: model.name,
    versions: [model.version],
    platform: 'r_rds',
    inputs: tensors(contract.columns ?? []),
    outputs: tensors(outputs.length > 0 ? outputs : hello.outputs ?? []),
  };
}
