import { CertificateAuthority, createSigningKey, type CertificateFiles } from './certificates';
import { writeKubeconfig } from './kubeconfig';
import type { Ports } from './ports';
import type { RunDirectory } from './run-directory';

/** First address of SERVICE_RANGE, which Kubernetes gives to its own Service. */
const API_SERVICE_ADDRESS = '10.96.0.1';
export const SERVICE_RANGE = '10.96.0.0/16';

/** Keys, certificates and kubeconfigs of a cluster. */
export interface Credentials {
  readonly authority: CertificateFiles;
  /** For what asks the API server through its aggregation layer. */
  readonly frontProxyAuthority: CertificateFiles;
  readonly frontProxyClient: CertificateFiles;
  readonly apiServer: CertificateFiles;
  /** Server certificate of every other component, for 127.0.0.1. */
  readonly loopback: CertificateFiles;
  readonly signingKey: string;
  /** A cluster administrator. */
  readonly admin: CertificateFiles;
  readonly kubeconfigs: Readonly<Record<'admin' | 'controllerManager' | 'scheduler', string>>;
}

/** Makes all credentials anew; none survives the cluster. */
export async function createCredentials(directory: RunDirectory, ports: Ports): Promise<Credentials> {
  const folder = directory.certificates;
  const authority = await CertificateAuthority.create(folder, 'plumbline-cluster-ca');
  const frontProxy = await CertificateAuthority.create(folder, 'plumbline-front-proxy-ca');
  const server = `https://127.0.0.1:${ports.apiServer}`;
  const service = ['kubernetes', 'kubernetes.default', 'kubernetes.default.svc', 'kubernetes.default.svc.cluster.local'];
  const admin = await authority.issue('admin', { commonName: 'plumbline-admin', organization: 'system:masters' });
  const kubeconfigOf = async (component: string) => writeKubeconfig(
    directory.config(`${component}.kubeconfig`), server, authority.files, await authority.issue(component, { commonName: `system:${component}` }),
  );
  return {
    authority: authority.files,
    frontProxyAuthority: frontProxy.files,
    frontProxyClient: await frontProxy.issue('front-proxy-client', { commonName: 'front-proxy-client' }),
    apiServer: await authority.issue('kube-apiserver', { commonName: 'kube-apiserver', hosts: [...service, 'localhost', '127.0.0.1', API_SERVICE_ADDRESS] }),
    loopback: await authority.issue('loopback', { commonName: 'loopback', hosts: ['localhost', '127.0.0.1'] }),
    signingKey: createSigningKey(folder),
    admin,
    kubeconfigs: {
      admin: writeKubeconfig(directory.kubeconfig, server, authority.files, admin),
      controllerManager: await kubeconfigOf('kube-controller-manager'),
      scheduler: await kubeconfigOf('kube-scheduler'),
    },
  };
}
