import { type Certificate, type Challenge, condition, type Order } from './cluster-object';
import { type ClusterReader, list } from './cluster-reader';
import { oneLine } from './wording';

/** Why a certificate is not there, in a sentence with what the ACME server said; undefined where it is. */
export async function certificateTrouble(reader: ClusterReader, certificate: Certificate): Promise<string | undefined> {
  const ready = condition(certificate, 'Ready');
  if (ready?.status === 'True') { return undefined; }
  const { spec: { dnsNames = [] }, metadata: { namespace } } = certificate;
  const acme = `/apis/acme.cert-manager.io/v1/namespaces/${namespace}`;
  const [challenges, orders] = await Promise.all([list<Challenge>(reader, `${acme}/challenges`), list<Order>(reader, `${acme}/orders`)]);
  const challenge = challenges?.find(({ spec, status }) => dnsNames.some((name) => name.replace(/^\*\./, '') === spec.dnsName) && status?.reason);
  const order = orders?.find(({ spec, status }) => spec.dnsNames?.some((name) => dnsNames.includes(name)) && status?.state !== 'valid' && status?.reason);
  const cause = challenge?.status?.reason ?? order?.status?.reason ?? condition(certificate, 'Issuing')?.message ?? ready?.message ?? 'cert-manager has not looked at it yet';
  return `the certificate for ${dnsNames.join(', ')} is pending: ${oneLine(cause, 320)}`;
}
