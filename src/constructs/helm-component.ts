import { Construct } from 'constructs';
import type { Value } from '../expression';
import { FLUX } from './flux-names';
import { addKubeObject } from './kube-object';
import { type Marks, platformMetadata } from './platform-metadata';

/** A chart at one version, by the registry or the repository that serves it. */
export interface HelmChartPin {
  /** `oci://registry/path/to/chart`, or the `https://` address of a repository of charts. */
  readonly url: string;
  /** Name in a repository of charts; an OCI address names the chart itself. */
  readonly chart: string;
  readonly version: string;
}

export interface HelmComponentProps {
  /** Of the release and of the objects in Flux's namespace. */
  readonly name: string;
  readonly pin: HelmChartPin;
  /** Namespace that it is installed in; made where it is not there. */
  readonly namespace: Value<string>;
  readonly values: object;
}

/**
 * Something that Flux installs from a Helm chart. Release and source are in Flux's namespace, which is what AKS's extension insists on, and
 * `targetNamespace` is elsewhere (https://fluxcd.io/flux/components/helm/helmreleases/).
 */
export class HelmComponent extends Construct {
  constructor(scope: Construct, id: string, values: Marks, { name, pin, namespace, values: chartValues }: HelmComponentProps) {
    super(scope, id);
    const shared = platformMetadata(values, name, FLUX.namespace);
    const metadata = { ...shared, labels: { ...shared.labels, 'app.kubernetes.io/component': 'chart' } };
    const isOci = pin.url.startsWith('oci://');
    if (isOci) {
      addKubeObject(this, 'Source', { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'OCIRepository' }, {
        metadata,
        spec: {
          interval: '1h',
          url: pin.url,
          ref: { tag: pin.version },
          // A chart is one layer of the artifact; Helm wants it as it is.
          layerSelector: { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', operation: 'copy' },
        },
      });
    } else {
      addKubeObject(this, 'Source', { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'HelmRepository' }, { metadata, spec: { interval: '1h', url: pin.url } });
    }
    addKubeObject(this, 'Release', { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease' }, {
      metadata,
      spec: {
        interval: '30m',
        timeout: '10m',
        ...isOci
          ? { chartRef: { kind: 'OCIRepository', name } }
          : { chart: { spec: { chart: pin.chart, version: pin.version, sourceRef: { kind: 'HelmRepository', name } } } },
        releaseName: name,
        targetNamespace: namespace,
        storageNamespace: namespace,
        install: { createNamespace: true, crds: 'CreateReplace', remediation: { retries: 3 } },
        upgrade: { crds: 'CreateReplace', remediation: { retries: 3, strategy: 'rollback' } },
        driftDetection: { mode: 'enabled' },
        values: chartValues,
      },
    });
  }
}
