import { CertificateAuthority, createSigningKey, type CertificateFiles, type Subject } from './certificates';
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
  /** Makes a further key and a certificate for it. */
  issue(name: string, subject: Subject): Promise<CertificateFiles>;
  /** Makes a kubeconfig for a further component. Answers its path. */
  kubeconfigFor(name: string, subject: Subject): Promise<string>;
}

/** Makes all credentials anew; none survives the cluster. @param address where the API server listens */
export async function createCredentials(directory: RunDirectory, ports: Ports, address: string): Promise<Credentials> {
  const folder = directory.certificates;
  const authority = await CertificateAuthority.create(folder, 'plumbline-cluster-ca');
  const frontProxy = await CertificateAuthority.create(folder, 'plumbline-front-proxy-ca');
  const server = `https://${address}:${ports.apiServer}`;
  const service = ['kubernetes', 'kubernetes.default', 'kubernetes.default.svc', 'kubernetes.default.svc.cluster.local'];
  const admin = await authority.issue('admin', { commonName: 'plumbline-admin', organization: 'system:masters' });
  const issue = (name: string, subject: Subject) => authority.issue(name, subject);
  const kubeconfigFor = async (name: string, subject: Subject) =>
    writeKubeconfig(directory.config(`${name}.kubeconfig`), server, authority.files, await issue(name, subject));
  const kubeconfigOf = (component: string) => kubeconfigFor(component, { commonName: `system:${component}` });
  return {
    authority: authority.files,
    frontProxyAuthority: frontProxy.files,
    frontProxyClient: await frontProxy.issue('front-proxy-client', { commonName: 'front-proxy-client' }),
    apiServer: await authority.issue('kube-apiserver', { commonName: 'kube-apiserver', hosts: [...new Set([...service, 'localhost', '127.0.0.1', address, API_SERVICE_ADDRESS])] }),
    loopback: await authority.issue('loopback', { commonName: 'loopback', hosts: ['localhost', '127.0.0.1'] }),
    signingKey: createSigningKey(folder),
    admin,
    kubeconfigs: {
      admin: writeKubeconfig(directory.kubeconfig, server, authority.files, admin),
      controllerManager: await kubeconfigOf('kube-controller-manager'),
      scheduler: await kubeconfigOf('kube-scheduler'),
    },
    issue,
    kubeconfigFor,
  };
}
