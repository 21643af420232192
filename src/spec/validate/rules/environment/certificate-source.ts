import type { Finding } from '../../../problem';
import type { EnvironmentRule } from '../rule';

/** What an issuer needs is there, and nothing is written that it does not read. */
export const certificateSource: EnvironmentRule = ({ spec: { certificates } }) => {
  const { issuer } = certificates;
  const findings: Finding[] = [];
  for (const [needing, field, what] of [['ca', 'caSecret', 'the Secret with the authority\'s certificate and key'], ['secret', 'secretName', 'the TLS Secret']] as const) {
    if (issuer === needing && certificates[field] === undefined) {
      findings.push({ path: ['spec', 'certificates', 'issuer'], at: 'value', message: `spec.certificates.${field} is required with issuer ${issuer}: the name of ${what}` });
    }
    if (issuer !== needing && certificates[field] !== undefined) {
      findings.push({ path: ['spec', 'certificates', field], at: 'key', message: `spec.certificates.${field} is not read with issuer ${issuer}; remove it, or set issuer to ${needing}` });
    }
  }
  return findings;
};
