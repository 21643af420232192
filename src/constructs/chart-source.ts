import { Construct } from 'constructs';
import { concat, equal, type Reference, when } from '../expression';
import { FLUX } from './flux-names';
import { addKubeObject } from './kube-object';
import { platformMetadata } from './platform-metadata';
import type { ClusterValues } from '../spec/cluster-values';

/** Where Flux takes the charts of models from, where it installs those. */
export class ChartSource extends Construct {
  constructor(scope: Construct, id: string, values: Reference<ClusterValues>) {
    super(scope, id);
    const { charts, flux } = values;
    const metadata = platformMetadata(values, FLUX.charts, FLUX.namespace);
    // Nothing is looked for in it: each release names its version (https://fluxcd.io/flux/components/source/helmrepositories/#helm-oci-repository).
    addKubeObject(this, 'Registry', { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'HelmRepository' }, {
      metadata,
      spec: { type: 'oci', interval: '10m', url: charts.url, provider: charts.provider, insecure: when(charts.insecure, true) },
    }, { condition: equal(charts.kind, 'HelmRepository') });
    // The tree's own source leaves the charts out (.sourceignore); here they are all there is, since each chart is made from the whole artifact.
    addKubeObject(this, 'Repository', { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'GitRepository' }, {
      metadata,
      spec: {
        interval: '1m',
        timeout: '3m',
        url: charts.url,
        ref: { branch: flux.reference },
        secretRef: when(equal(flux.secretName, ''), undefined, { name: flux.secretName }),
        ignore: concat('/', charts.beside, '\n!/', charts.folder, '/\n'),
      },
    }, { condition: equal(charts.kind, 'GitRepository') });
  }
}
