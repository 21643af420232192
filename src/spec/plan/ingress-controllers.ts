/** Ingress controllers that an environment may name or gets, and the last month in which each gets security fixes. */
export const INGRESS_CONTROLLERS = {
  /** As of August 2026. */
  addOn: {
    name: 'AKS\'s NGINX add-on',
    ofClass: /^webapprouting\.kubernetes\.azure\.com$/,
    endOfSupport: '2026-11',
    source: 'https://learn.microsoft.com/azure/aks/app-routing-nginx-to-gateway-api-migration',
  },
  nginx: {
    name: 'ingress-nginx',
    ofClass: /nginx/,
    endOfSupport: '2026-03',
    source: 'https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/',
  },
} as const satisfies Readonly<Record<string, RetiredController>>;

/**
 * The Traefik that `components.traefik` installs. Upstream supports its newest minor release alone, so this one's support ends on the day of the next.
 * Source, as of July 2026: https://doc.traefik.io/traefik/deprecation/releases/; the chart's release of Traefik: https://github.com/traefik/traefik-helm-chart/releases.
 */
export const TRAEFIK: InstalledController = { release: '3.7', chart: '41', source: 'https://doc.traefik.io/traefik/deprecation/releases/' };

interface RetiredController {
  readonly name: string;
  /** Names of IngressClass that it serves. */
  readonly ofClass: RegExp;
  /** `YYYY-MM`: supported to the end of this month. */
  readonly endOfSupport: string;
  readonly source: string;
}

export interface InstalledController {
  /** Major and minor version. */
  readonly release: string;
  /** Major version of the chart that installs it by default. */
  readonly chart: string;
  /** `YYYY-MM`: supported to the end of this month; left out while it is the newest. */
  readonly endOfSupport?: string;
  readonly source: string;
}
