import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { PlatformChart } from '../../src/charts/platform-chart';
import { METRICS } from '../../src/constructs/runtime-metrics';
import type { PlatformValues } from '../../src/spec/platform-values';
import { synthesize } from '../helpers/manifests';
import { platformValues } from '../helpers/platform-values';

function configMap(monitoring: PlatformValues['monitoring']) {
  return synthesize((app: App) => new PlatformChart(app, 'platform', platformValues({ monitoring })))
    .find(({ kind }) => kind === 'ConfigMap') as unknown as { metadata: { labels: object }; data: Record<string, string> } | undefined;
}

const shown = configMap({ prometheus: 'operator', grafana: true, namespace: 'monitoring', scrapeIntervalSeconds: 30 })!;
const dashboard = JSON.parse(shown.data['scoring.json']) as { panels: Panel[] };

describe('ScoringDashboard', () => {
  test('is found by the sidecar of Grafana', () => {
    expect(shown.metadata.labels).toMatchObject({ grafana_dashboard: '1' });
  });

  test('is left out where there is no Grafana or nothing to show', () => {
    expect(configMap({ prometheus: 'operator', grafana: false, namespace: 'monitoring', scrapeIntervalSeconds: 30 })).toBeUndefined();
    expect(configMap({ prometheus: 'none', grafana: true, namespace: 'monitoring', scrapeIntervalSeconds: 30 })).toBeUndefined();
  });

  test('has panels that do not overlap', () => {
    const places = dashboard.panels.map(({ gridPos }) => `${gridPos.x},${gridPos.y}`);
    expect(new Set(places).size).toBe(places.length);
  });

  test('says of every panel what a reader learns from it', () => {
    expect(dashboard.panels.filter(({ description }) => description === '')).toEqual([]);
  });

  test('shows one model at a time, and all certificates', () => {
    const expressions = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    expect(expressions.filter((expr) => !expr.includes('namespace="$model"'))).toEqual([
      'min by (namespace, name) ((certmanager_certificate_expiration_timestamp_seconds > 0) - time())',
    ]);
  });
});

const gateway = readFileSync(join(__dirname, '../../model-image/gateway/src/telemetry/metrics.ts'), 'utf8');

test.each(Object.values(METRICS))('the gateway has %s', (metric) => {
  expect(gateway).toContain(`'${metric}'`);
});

test.each(Object.values(METRICS))('the contract with the runtime documents %s', (metric) => {
  expect(readFileSync(join(__dirname, '../../docs/runtime-contract.md'), 'utf8')).toContain(`\`${metric}\``);
});

interface Panel {
  readonly description: string;
  readonly gridPos: { readonly x: number; readonly y: number };
  readonly targets: readonly { readonly expr: string }[];
}
