import { bodiesLimitBytes } from '../../src/config/bodies-limit';
import { DEFAULTS } from '../../src/config/defaults';
import { completeConfig } from '../../src/config/read-config';

describe('the limit of all bodies', () => {
  it('is an eighth of the memory', () => {
    expect(bodiesLimitBytes(DEFAULTS.http, 2 ** 31)).toBe(2 ** 28);
  });

  it('has room for two of the largest, however small the memory', () => {
    expect(bodiesLimitBytes({ ...DEFAULTS.http, bodyLimitMiB: 100 }, 2 ** 29)).toBe(200 * 2 ** 20);
  });

  it('is what the configuration says', () => {
    expect(bodiesLimitBytes({ ...DEFAULTS.http, bodiesLimitMiB: 64 }, 2 ** 31)).toBe(64 * 2 ** 20);
  });

  it('must hold one body', () => {
    expect(() => completeConfig({ http: { bodyLimitMiB: 10, bodiesLimitMiB: 5 } })).toThrow('http.bodiesLimitMiB must be 0 or at least http.bodyLimitMiB (10), found 5');
  });
});
