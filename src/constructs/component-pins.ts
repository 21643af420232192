import type { HelmChartPin } from './helm-component';

/** The releases of everything that Plumbline installs beside the models. renovate.json reads these comments and proposes newer ones. */
export const PINS = {
  traefik: {
    url: 'oci://ghcr.io/traefik/helm/traefik',
    chart: 'traefik',
    // renovate: datasource=docker depName=ghcr.io/traefik/helm/traefik
    version: '41.3.0',
  },
  certManager: {
    url: 'oci://quay.io/jetstack/charts/cert-manager',
    chart: 'cert-manager',
    // renovate: datasource=docker depName=quay.io/jetstack/charts/cert-manager
    version: 'v1.21.1',
  },
  devicePlugin: {
    url: 'https://nvidia.github.io/k8s-device-plugin',
    chart: 'nvidia-device-plugin',
    // renovate: datasource=helm registryUrl=https://nvidia.github.io/k8s-device-plugin depName=nvidia-device-plugin
    version: '0.20.0',
  },
  headlamp: {
    url: 'https://kubernetes-sigs.github.io/headlamp/',
    chart: 'headlamp',
    // renovate: datasource=helm registryUrl=https://kubernetes-sigs.github.io/headlamp/ depName=headlamp
    version: '0.45.0',
  },
} as const satisfies Record<string, HelmChartPin>;
