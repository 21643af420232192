import { httpsAt } from './https';
import type { Kubectl } from '../cluster/kubectl';

export interface FederatedIdentity {
  readonly namespace: string;
  /** Of the service account. */
  readonly name: string;
  readonly clientId: string;
  readonly tenant: string;
  /** Of the played Entra ID, and whom its certificate is signed by. */
  readonly address: string;
  readonly ca: string;
}

/** A token for storage, in exchange for one of a service account. @throws Error with Entra ID's refusal */
export async function federatedToken(kubectl: Kubectl, { namespace, name, clientId, tenant, address, ca }: FederatedIdentity): Promise<string> {
  const assertion = await kubectl.run(['create', 'token', name, `--namespace=${namespace}`, '--audience=api://AzureADTokenExchange']);
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    scope: 'https://storage.azure.com/.default',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion.trim(),
  });
  const { status, text } = await httpsAt(address, `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`, {
    method: 'POST', ca, body: form.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  if (status !== 200) { throw new Error(`the token was refused: ${text}`); }
  return (JSON.parse(text) as { access_token: string }).access_token;
}
