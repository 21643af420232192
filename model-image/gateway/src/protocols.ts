import type { GatewayConfig } from './config/config';
import type { Protocol, ProtocolContext } from './http/protocol';
import { mlServerProtocol } from './ml-server/routes';

/** The protocols beside `/score` that the configuration switches on. */
export function makeProtocols(config: GatewayConfig, context: ProtocolContext): readonly Protocol[] {
  const { mlServer } = config.protocols;
  return mlServer.enabled ? [mlServerProtocol(config, context)] : [];
}
