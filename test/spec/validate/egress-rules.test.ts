import { ENVIRONMENT, errorsOf, MODEL } from '../../helpers/specs';

/** The errors of a model that may reach this range. */
function egress(cidr: string): string[] {
  return errorsOf(`${MODEL}  egress: [{ cidr: ${cidr}, port: 443 }]\n`, ENVIRONMENT);
}

describe('egress', () => {
  test('to a range from its first address on is taken', () => {
    expect(egress('10.20.0.0/22')).toEqual([]);
  });

  test('to everywhere is taken', () => {
    expect(egress('0.0.0.0/0')).toEqual([]);
  });

  test('to an address within a range names the range and the one address', () => {
    expect(egress('10.20.3.7/22')).toEqual(['models/churn.yaml:6:20: spec.egress[0].cidr (10.20.3.7/22) must be 10.20.0.0/22, or 10.20.3.7/32 for the one address']);
  });

  test('to the instance metadata is refused', () => {
    expect(egress('169.254.169.254/32')).toEqual([
      'models/churn.yaml:6:20: spec.egress[0].cidr (169.254.169.254/32) is where a pod would get its node\'s identity, which no model may have',
    ]);
  });

  test('to what is no range of addresses shows what one looks like', () => {
    expect(egress('10.20.0.0')).toEqual([expect.stringContaining('must be a range of IPv4 addresses such as 10.20.0.0/24, or one address such as 10.20.0.7/32')]);
  });

  test('to a name is refused, as a NetworkPolicy knows none', () => {
    expect(egress('db.contoso.com')).toEqual([expect.stringContaining('must be a range of IPv4 addresses')]);
  });
});
