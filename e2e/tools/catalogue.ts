import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A program that the suites run, and the package of Go that it is built from. */
export interface Tool {
  readonly name: string;
  /** Folder of the wrapper module, beside this file: its go.mod names the release, its go.sum vouches for every byte. */
  readonly folder: string;
  /** Go package of the program. */
  readonly package: string;
  /** Go module of the package, as the wrapper requires it. */
  readonly module: string;
  /** Variables set at link time, for programs that would otherwise report a development version. */
  readonly variables: (version: string) => Readonly<Record<string, string>>;
  /** Folder of the module, for programs that embed YAML which upstream's build makes there and its published module has not. */
  readonly embeds?: string;
}

const NO_VARIABLES = () => ({});

/** Minor version of Kubernetes that is run when nothing else is asked for. */
export const DEFAULT_KUBERNETES = '1.35';

/** Minor versions of Kubernetes that have a wrapper module: `kubernetes-<minor>/`. */
export function kubernetesVersions(): string[] {
  return readdirSync(__dirname).flatMap((entry) => /^kubernetes-(1\.\d+)$/.exec(entry)?.[1] ?? []).sort();
}

/** Every program that can be built. `kubernetes` is the minor version of Kubernetes' own programs. */
export function tools(kubernetes: string = DEFAULT_KUBERNETES): readonly Tool[] {
  if (!kubernetesVersions().includes(kubernetes)) {
    throw new Error(`kubernetes ${kubernetes} has no module under e2e/tools; there are ${kubernetesVersions().join(', ')}`);
  }
  const ofKubernetes = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubectl', 'kubelet', 'kube-proxy'].map((name): Tool => ({
    name,
    folder: `kubernetes-${kubernetes}`,
    package: `k8s.io/kubernetes/cmd/${name}`,
    module: 'k8s.io/kubernetes',
    variables: kubernetesVariables,
  }));
  return [...ofKubernetes, ...OTHERS];
}

const OTHERS: readonly Tool[] = [
  { name: 'etcd', folder: 'etcd', package: 'go.etcd.io/etcd/server/v3', module: 'go.etcd.io/etcd/server/v3', variables: NO_VARIABLES },
  { name: 'kwok', folder: 'kwok', package: 'sigs.k8s.io/kwok/cmd/kwok', module: 'sigs.k8s.io/kwok', variables: NO_VARIABLES },
  { name: 'helm', folder: 'helm', package: 'helm.sh/helm/v3/cmd/helm', module: 'helm.sh/helm/v3', variables: helmVariables },
  {
    name: 'helm-4',
    folder: 'helm-4',
    package: 'helm.sh/helm/v4/cmd/helm',
    module: 'helm.sh/helm/v4',
    // It reads the version of Kubernetes from what it was built with.
    variables: (version) => ({ 'helm.sh/helm/v4/internal/version.version': version }),
  },
  {
    name: 'source-controller',
    folder: 'source-controller',
    package: 'github.com/fluxcd/source-controller',
    module: 'github.com/fluxcd/source-controller',
    variables: NO_VARIABLES,
  },
  {
    name: 'kustomize-controller',
    folder: 'kustomize-controller',
    package: 'github.com/fluxcd/kustomize-controller',
    module: 'github.com/fluxcd/kustomize-controller',
    variables: NO_VARIABLES,
  },
  {
    name: 'helm-controller',
    folder: 'helm-controller',
    package: 'github.com/fluxcd/helm-controller',
    module: 'github.com/fluxcd/helm-controller',
    variables: NO_VARIABLES,
  },
  {
    name: 'notification-controller',
    folder: 'notification-controller',
    package: 'github.com/fluxcd/notification-controller',
    module: 'github.com/fluxcd/notification-controller',
    variables: NO_VARIABLES,
  },
  {
    name: 'flux',
    folder: 'flux',
    package: 'github.com/fluxcd/flux2/v2/cmd/flux',
    module: 'github.com/fluxcd/flux2/v2',
    variables: (version) => ({ 'main.VERSION': version.slice(1) }),
    // The manifests of the controllers; who installs these names them with --manifests.
    embeds: 'cmd/flux/manifests',
  },
  {
    name: 'image-reflector-controller',
    folder: 'image-reflector-controller',
    package: 'github.com/fluxcd/image-reflector-controller',
    module: 'github.com/fluxcd/image-reflector-controller',
    variables: NO_VARIABLES,
  },
  {
    name: 'image-automation-controller',
    folder: 'image-automation-controller',
    package: 'github.com/fluxcd/image-automation-controller',
    module: 'github.com/fluxcd/image-automation-controller',
    variables: NO_VARIABLES,
  },
  {
    name: 'dyff',
    folder: 'dyff',
    package: 'github.com/homeport/dyff/cmd/dyff',
    module: 'github.com/homeport/dyff',
    variables: NO_VARIABLES,
  },
  {
    name: 'notation',
    folder: 'notation',
    package: 'github.com/notaryproject/notation/cmd/notation',
    module: 'github.com/notaryproject/notation',
    variables: NO_VARIABLES,
  },
  {
    name: 'cosign',
    folder: 'cosign',
    package: 'github.com/sigstore/cosign/v2/cmd/cosign',
    module: 'github.com/sigstore/cosign/v2',
    variables: NO_VARIABLES,
  },
  {
    name: 'coredns',
    folder: 'coredns',
    package: 'github.com/coredns/coredns',
    module: 'github.com/coredns/coredns',
    variables: NO_VARIABLES,
  },
  {
    name: 'traefik',
    folder: 'traefik',
    package: 'github.com/traefik/traefik/v3/cmd/traefik',
    module: 'github.com/traefik/traefik/v3',
    variables: NO_VARIABLES,
  },
  {
    name: 'cert-manager-controller',
    folder: 'cert-manager',
    package: 'github.com/cert-manager/cert-manager/cmd/controller',
    module: 'github.com/cert-manager/cert-manager',
    variables: NO_VARIABLES,
  },
  {
    name: 'cert-manager-acmesolver',
    folder: 'cert-manager',
    package: 'github.com/cert-manager/cert-manager/cmd/acmesolver',
    module: 'github.com/cert-manager/cert-manager',
    variables: NO_VARIABLES,
  },
  {
    name: 'pebble',
    folder: 'pebble',
    package: 'github.com/letsencrypt/pebble/v2/cmd/pebble',
    module: 'github.com/letsencrypt/pebble/v2',
    variables: NO_VARIABLES,
  },
  {
    name: 'registry',
    folder: 'registry',
    package: 'github.com/distribution/distribution/v3/cmd/registry',
    module: 'github.com/distribution/distribution/v3',
    variables: NO_VARIABLES,
  },
  {
    name: 'metrics-server',
    folder: 'metrics-server',
    package: 'sigs.k8s.io/metrics-server/cmd/metrics-server',
    module: 'sigs.k8s.io/metrics-server',
    variables: NO_VARIABLES,
  },
];

/** The tools of these names, in the given order. */
export function toolsNamed(names: readonly string[], kubernetes?: string): Tool[] {
  const all = tools(kubernetes);
  return names.map((name) => {
    const found = all.find((tool) => tool.name === name);
    if (found === undefined) { throw new Error(`there is no tool ${name}; there are ${all.map((tool) => tool.name).join(', ')}`); }
    return found;
  });
}

/** The release that a wrapper module pins. */
export function pinnedVersion(tool: Pick<Tool, 'folder' | 'module'>): string {
  const file = join(__dirname, tool.folder, 'go.mod');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const found = lines.map((line) => /^(?:require\s+|\t)(\S+) (v\S+)/.exec(line)).find((match) => match?.[1] === tool.module);
  if (!found) { throw new Error(`${file} does not require ${tool.module}`); }
  return found[2];
}

/** Without these, Kubernetes reports v0.0.0-master and every check of its version fails (hack/lib/version.sh upstream). */
function kubernetesVariables(version: string): Record<string, string> {
  const [, major, minor] = /^v(\d+)\.(\d+)/.exec(version)!;
  const variables: Record<string, string> = {};
  for (const target of ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version']) {
    Object.assign(variables, {
      [`${target}.gitVersion`]: version,
      [`${target}.gitMajor`]: major,
      [`${target}.gitMinor`]: minor,
      [`${target}.gitTreeState`]: 'clean',
    });
  }
  return variables;
}

/** Without the versions of Kubernetes, helm renders for 1.20 (Makefile upstream: the minor version of k8s.io/client-go). */
function helmVariables(version: string): Record<string, string> {
  const [, minor] = /^v0\.(\d+)/.exec(pinnedVersion({ folder: 'helm', module: 'k8s.io/client-go' }))!;
  const variables: Record<string, string> = { 'helm.sh/helm/v3/internal/version.version': version };
  for (const target of ['helm.sh/helm/v3/pkg/lint/rules', 'helm.sh/helm/v3/pkg/chartutil']) {
    variables[`${target}.k8sVersionMajor`] = '1';
    variables[`${target}.k8sVersionMinor`] = minor;
  }
  return variables;
}
