import type { CompleteEnvironment } from '../complete-environment.generated';
import type { MonitoringValues } from '../values';

type Monitoring = CompleteEnvironment['spec']['monitoring'];

/** The agents of Azure Monitor run in kube-system. Source: https://learn.microsoft.com/azure/azure-monitor/containers/prometheus-metrics-scrape-configuration */
const SCRAPER_NAMESPACES: Readonly<Record<MonitoringValues['prometheus'], string>> = { azure: 'kube-system', operator: 'monitoring', none: '' };

/** Namespace of what scrapes the models; empty where nothing does. */
export function scraperNamespace({ prometheus, namespace }: Monitoring): string {
  return prometheus === 'none' ? '' : namespace ?? SCRAPER_NAMESPACES[prometheus];
}

export function monitoringOf({ spec: { monitoring } }: CompleteEnvironment): MonitoringValues {
  return { prometheus: monitoring.prometheus, namespace: scraperNamespace(monitoring), scrapeIntervalSeconds: monitoring.scrapeIntervalSeconds };
}
