import { egressOf } from '../../../src/spec/resolve/egress';

const except = (cidr: string) => egressOf({ egress: [{ cidr, port: 443, protocol: 'TCP', description: '' }] } as never)[0].except;

describe('egressOf', () => {
  test.each(['0.0.0.0/0', '128.0.0.0/1', '169.254.0.0/16', '169.254.169.254/31'])('keeps the instance metadata denied inside %s', (cidr) => {
    expect(except(cidr)).toEqual(['169.254.169.254/32']);
  });

  test.each(['0.0.0.0/1', '10.0.0.0/8', '169.254.168.0/24', '255.255.255.255/32'])('leaves %s as it is', (cidr) => {
    expect(except(cidr)).toEqual([]);
  });
});
