import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { GatewayConfig } from './config';

/** The file that tells one model from another; a script by itself is a model, too. In the order in which they are looked for. */
const FILES = ['model.rds', 'score.R', 'entrypoint.R', 'plumber.R', 'service.R'];

/** The configuration with a digest of the model: of the archive that the spec names, else of the model's file, as 64 hexadecimal digits; empty where there is none. */
export async function withModelDigest(config: GatewayConfig): Promise<GatewayConfig> {
  const { model } = config;
  const file = FILES.map((name) => join(model.path, name)).find((path) => existsSync(path));
  if (model.sha256 !== '' || file === undefined) return config;
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return { ...config, model: { ...model, sha256: hash.digest('hex') } };
}
