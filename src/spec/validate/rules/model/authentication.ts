import type { Finding } from '../../../problem';
import type { ModelRule } from '../rule';

/** What an authentication mode needs is there, and nothing is written that it does not read. */
export const authentication: ModelRule = (model) => {
  const { auth, entra, credentials } = model.spec.endpoint;
  const mode = model.say(['endpoint', 'auth']);
  const findings: Finding[] = [];
  if (auth === 'entra' && entra?.audience === undefined) {
    findings.push(model.at([['endpoint', 'auth']], `${model.name(['endpoint', 'entra', 'audience'])} is required with ${mode}, for example api://${model.metadata.name}`));
  }
  if (auth !== 'entra' && entra !== undefined) {
    findings.push(model.at([['endpoint', 'entra']], `${model.name(['endpoint', 'entra'])} is not read with ${mode}; remove it, or set auth to entra`));
  }
  if (auth !== 'password' && auth !== 'basic' && credentials !== undefined) {
    findings.push(model.at([['endpoint', 'credentials']], `${model.name(['endpoint', 'credentials'])} is not read with ${mode}; remove it`));
  }
  return findings;
};
