import type { Finding } from '../../../problem';
import type { EnvironmentRule } from '../rule';

const NO_EMAIL = 'spec.certificates.email is not given with issuer letsencrypt: certificates are issued all the same, but nobody is offered its notices of changes; '
  + 'before a certificate expires it writes to nobody, with an e-mail neither, so look with plumbline status';

/**
 * What an issuer needs is there, and nothing is written that it does not read. Let's Encrypt issues without an e-mail, so its lack is a warning and no error:
 * addresses are not kept with the account and mails about expiry have ended
 * (https://letsencrypt.org/2025/06/26/expiration-notification-service-has-ended).
 */
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
  if (issuer === 'letsencrypt' && certificates.email === undefined) {
    findings.push({ path: ['spec', 'certificates', 'issuer'], at: 'value', severity: 'warning', message: NO_EMAIL });
  }
  return findings;
};
