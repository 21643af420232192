import type { GatewayConfig } from './config/config';
import type { Protocol, ProtocolContext } from './http/protocol';
import { mlServerProtocol } from './ml-server/routes';
import { openInferenceProtocol } from './open-inference/routes';

/** The protocols beside `/score` that the configuration switches on. */
export function makeProtocols(config: GatewayConfig, context: ProtocolContext): readonly Protocol[] {
  const { mlServer, openInference } = config.protocols;
  return [
    ...(mlServer.enabled ? [mlServerProtocol(config, context)] : []),
    ...(openInference.enabled ? [openInferenceProtocol(config, context)] : []),
  ];
}
