import { poolName } from '../../src/azure/pool-name';
import { VM_SIZES } from '../../src/spec';

test('a name reads like the size', () => {
  expect(poolName('Standard_D8s_v5', '')).toBe('d8sv5');
});

test('every known size has a name that AKS takes', () => {
  expect([...VM_SIZES.keys()].map((size) => poolName(size, '')).filter((name) => !/^[a-z][a-z0-9]{0,11}$/.test(name))).toEqual([]);
});

test('no two known sizes share a name', () => {
  expect(new Set([...VM_SIZES.keys()].map((size) => poolName(size, ''))).size).toBe(VM_SIZES.size);
});

test('a mark of its own gives a pool of its own', () => {
  expect(poolName('Standard_NC4as_T4_v3', 'torch')).not.toBe(poolName('Standard_NC4as_T4_v3', 'gpu'));
});

test('two long names that begin alike differ', () => {
  expect(poolName('Standard_NC24ads_A100_v4', '')).not.toBe(poolName('Standard_NC24ads_A100_v5', ''));
});
