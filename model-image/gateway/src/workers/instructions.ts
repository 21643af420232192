import type { GatewayConfig } from '../config/config';
import { encodeStrings } from '../wire/encode';
import { FrameKind } from '../wire/layout';

/** The START frame: where the model is, what it takes and answers, whether to find out if rows may be scored together. */
export function startInstructions(config: GatewayConfig, compareBatches: boolean): Buffer {
  const { inputs, outputs } = config.contract;
  return encodeStrings(FrameKind.Start, [
    config.model.path,
    String(compareBatches),
    String(outputs.length),
    ...outputs.map(({ name }) => name),
    String(inputs.length),
    ...inputs.flatMap(({ name, type, nullable, minimum, maximum, levels }) => [
      name, type, String(nullable), minimum === null ? '' : String(minimum), maximum === null ? '' : String(maximum), String(levels.length), ...levels,
    ]),
  ]);
}
