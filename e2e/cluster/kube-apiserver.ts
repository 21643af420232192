import { apiServerAddress, type Component } from './component';
import { SERVICE_RANGE } from './credentials';
import { health } from './health';

/** Who its service account tokens say that they are from, as on a cluster without an OIDC issuer of its own. */
const ISSUER = 'https://kubernetes.default.svc.cluster.local';

/** The API server, with the admission plug-ins that are on by default, Pod Security among them. */
export const KUBE_APISERVER: Component = {
  name: 'kube-apiserver',
  after: ['etcd'],
  arguments: ({ ports, credentials, machine }) => [
    `--etcd-servers=http://127.0.0.1:${ports.etcdClient}`,
    `--bind-address=${apiServerAddress({ machine })}`,
    `--advertise-address=${apiServerAddress({ machine })}`,
    `--secure-port=${ports.apiServer}`,
    // The endpoints of the `kubernetes` Service may not be loopback addresses; where there is no other, no pod calls it.
    ...machine === undefined ? ['--endpoint-reconciler-type=none'] : [],
    '--kubelet-preferred-address-types=InternalIP',
    `--kubelet-certificate-authority=${credentials.authority.certificate}`,
    `--kubelet-client-certificate=${credentials.admin.certificate}`,
    `--kubelet-client-key=${credentials.admin.key}`,
    `--service-cluster-ip-range=${SERVICE_RANGE}`,
    '--authorization-mode=Node,RBAC',
    '--allow-privileged=true',
    '--profiling=false',
    `--client-ca-file=${credentials.authority.certificate}`,
    `--tls-cert-file=${credentials.apiServer.certificate}`,
    `--tls-private-key-file=${credentials.apiServer.key}`,
    `--service-account-issuer=${ISSUER}`,
    `--service-account-signing-key-file=${credentials.signingKey}`,
    `--service-account-key-file=${credentials.signingKey}`,
    '--enable-aggregator-routing=true',
    `--requestheader-client-ca-file=${credentials.frontProxyAuthority.certificate}`,
    '--requestheader-allowed-names=front-proxy-client',
    '--requestheader-username-headers=X-Remote-User',
    '--requestheader-group-headers=X-Remote-Group',
    '--requestheader-extra-headers-prefix=X-Remote-Extra-',
    `--proxy-client-cert-file=${credentials.frontProxyClient.certificate}`,
    `--proxy-client-key-file=${credentials.frontProxyClient.key}`,
  ],
  readiness: ({ ports, credentials, machine }) => health(ports.apiServer, '/readyz?verbose', { host: apiServerAddress({ machine }), credentials }),
};
