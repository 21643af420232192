import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PINS } from '../../../src/constructs/component-pins';
import { completeEnvironment } from '../../../src/spec';
import { COMPONENT_SUPPORT } from '../../../src/spec/plan/component-support';
import { TRAEFIK } from '../../../src/spec/plan/ingress-controllers';
import { calendar } from '../../../src/spec/validate/rules/environment/calendar';
import { environmentOf } from '../../azure/fleets';

/** What is said on a day of an environment with that version. */
function said(kubernetesVersion: string, today: string, spec: Parameters<typeof environmentOf>[0] = {}): string[] {
  const environment = environmentOf({ cluster: { name: 'scoring', kubernetesVersion, region: 'westeurope', resourceGroup: 'scoring' }, ...spec });
  return calendar(today)(completeEnvironment(environment)).map(({ message }) => message.replace('spec.cluster.kubernetesVersion ', ''));
}

const secret = { certificates: { issuer: 'secret', secretName: 'tls' } } as const;

test('a version in the middle of everything has none', () => {
  expect(said('1.36', '2026-11-27')).toEqual([]);
});

test('nodes whose system is still patched are fine', () => {
  expect(said('1.31', '2025-11-30', secret)).toEqual([]);
});

test('nodes whose system is no longer patched are told, and when they end', () => {
  expect(said('1.31', '2025-12-01', secret)).toEqual(['(1.31) has nodes with Azure Linux 2.0, which gets no security fixes since 2025-11-30, and no pool can grow from 2026-03-31 on; a version above 1.31 brings a newer one']);
});

test('nodes whose images are gone can not grow', () => {
  expect(said('1.31', '2026-11-27', secret)).toEqual(['(1.31) has nodes with Azure Linux 2.0, whose images are gone since 2026-03-31: pools can\'t grow; a version above 1.31 brings a newer one']);
});

test('a version that a component does not support yet is told with those that it does', () => {
  expect(said('1.37', '2026-11-27')).toEqual(['(1.37) is none that cert-manager 1.21 supports, which Flux installs: 1.33 to 1.36 (https://cert-manager.io/docs/releases/)']);
});

test('a component that somebody else installs is somebody else\'s', () => {
  expect(said('1.37', '2026-11-27', { components: { certManager: false } })).toEqual([]);
});

const gitops = { url: 'https://github.com/contoso/scoring' };

test('a version that is older than a Flux supports is told with the way in which that Flux comes', () => {
  expect(said('1.32', '2026-11-27', { ...secret, gitops })).toEqual([
    '(1.32) is older than Flux 2.9 (flux bootstrap) supports: 1.33 and later (https://github.com/fluxcd/flux2/blob/v2.9.4/cmd/flux/check.go)',
  ]);
});

test('without Flux its versions are nobody\'s concern', () => {
  expect(said('1.32', '2026-11-27', secret)).toEqual([]);
});

describe('a Traefik that Flux installs', () => {
  const told = (today: string, endOfSupport?: string, spec: Parameters<typeof environmentOf>[0] = {}) =>
    calendar(today, { traefik: { ...TRAEFIK, release: '3.6', endOfSupport } })(environmentOf(spec)).map(({ message }) => message);

  test('is fine to the end of its last month, and while it is the newest', () => {
    expect([...told('2026-05-31', '2026-05'), ...told('2030-01-01')]).toEqual([]);
  });

  test('is told when it gets no more fixes', () => {
    expect(told('2026-06-01', '2026-05')).toEqual([
      'spec.components.traefik installs Traefik 3.6, which gets no security fixes since 2026-05; take a newer Plumbline (https://doc.traefik.io/traefik/deprecation/releases/)',
    ]);
  });

  test('is somebody else\'s where somebody else installs it, or nothing uses it', () => {
    expect([...told('2026-06-01', '2026-05', { components: { traefik: false } }), ...told('2026-06-01', '2026-05', { ingress: { controller: 'gateway-api' } })]).toEqual([]);
  });

  test('is the one of the chart that is pinned', () => {
    expect(PINS.traefik.version.split('.')[0]).toBe(TRAEFIK.chart);
  });
});

test('the releases are those that are installed', () => {
  expect(COMPONENT_SUPPORT.map(({ component, release }) => PINS[component].version.startsWith(`v${release}.`))).toEqual([true]);
});

test('every pool has the system that the table is about', () => {
  const modules = ['cluster.bicep', 'node-pools.bicep'].map((name) => readFileSync(join(__dirname, '../../../bicep/modules', name), 'utf8'));
  expect(modules.flatMap((text) => text.match(/osSKU: '\w+'/g))).toEqual(['osSKU: \'AzureLinux\'', 'osSKU: \'AzureLinux\'']);
});
