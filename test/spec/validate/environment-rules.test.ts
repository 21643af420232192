import { completeEnvironment, type Environment } from '../../../src/spec';
import { kubernetesVersion } from '../../../src/spec/validate/rules/environment/kubernetes-version';
import { ENVIRONMENT, errorsOf, MODEL, warningsOf } from '../../helpers/specs';

/** The errors of an environment with these fields under `spec`. */
function environment(text: string): string[] {
  return errorsOf(MODEL, ENVIRONMENT + text).map((error) => error.replace(/^environments\/production\.yaml:/, ''));
}

/** Its warnings. */
function warnings(text: string): string[] {
  return warningsOf(MODEL, ENVIRONMENT + text).map((warning) => warning.replace(/^environments\/production\.yaml:/, ''));
}

describe('ingress', () => {
  test('of the retired NGINX add-on is refused', () => {
    expect(environment('  ingress: { class: webapprouting.kubernetes.azure.com }\n')).toEqual([
      '8:21: spec.ingress.class (webapprouting.kubernetes.azure.com) belongs to AKS\'s NGINX add-on, which gets no security fixes after 2026-11 (https://learn.microsoft.com/azure/aks/app-routing-nginx-to-gateway-api-migration); use traefik, or controller gateway-api',
    ]);
  });

  test('of ingress-nginx is refused', () => {
    expect(environment('  ingress: { class: nginx-internal }\n')).toEqual([
      '8:21: spec.ingress.class (nginx-internal) belongs to ingress-nginx, which gets no security fixes after 2026-03 (https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/); use traefik, or controller gateway-api',
    ]);
  });

  test('with Traefik has no gateway', () => {
    expect(environment('  ingress: { gateway: scoring }\n')).toEqual(['8:14: spec.ingress.gateway is only read with controller gateway-api; remove it']);
  });
});

describe('a wildcard host', () => {
  test('has no place on a Gateway', () => {
    expect(environment('  additionalHosts: ["*.models.contoso.com"]\n  ingress: { controller: gateway-api }\n')).toEqual([
      '8:21: spec.additionalHosts[0] (*.models.contoso.com) is a wildcard, and with controller gateway-api every host has a listener of its own; name the hosts one by one, or use controller traefik',
    ]);
  });

  test('is fine with Traefik', () => {
    expect(environment('  additionalHosts: ["*.models.contoso.com"]\n')).toEqual([]);
  });
});

describe('certificates', () => {
  test('of an own authority need its Secret', () => {
    expect(environment('  certificates: { issuer: ca }\n'))
      .toEqual(['8:27: spec.certificates.caSecret is required with issuer ca: the name of the Secret with the authority\'s certificate and key']);
  });

  test('that exist already need their Secret', () => {
    expect(environment('  certificates: { issuer: secret }\n')).toEqual(['8:27: spec.certificates.secretName is required with issuer secret: the name of the TLS Secret']);
  });

  test('of Let\'s Encrypt read no Secret', () => {
    expect(environment('  certificates: { caSecret: own }\n'))
      .toEqual(['8:19: spec.certificates.caSecret is not read with issuer letsencrypt-staging; remove it, or set issuer to ca']);
  });

  test('of Let\'s Encrypt without an e-mail are a warning and no error', () => {
    const text = '  certificates: { issuer: letsencrypt }\n';
    expect(environment(text)).toEqual([]);
    expect(warnings(text)).toEqual([
      '8:27: spec.certificates.email is not given with issuer letsencrypt: certificates are issued all the same, but nobody is offered its notices of changes; '
      + 'before a certificate expires it writes to nobody, with an e-mail neither, so look with plumbline status',
    ]);
  });

  test.each(['{ issuer: letsencrypt, email: ops@contoso.com }', '{ issuer: letsencrypt-staging }', '{ issuer: ca, caSecret: own }'])('%s need no warning', (certificates) => {
    expect(warnings(`  certificates: ${certificates}\n`)).toEqual([]);
  });

  test('take no e-mail that is none', () => {
    expect(environment('  certificates: { issuer: letsencrypt, email: ops }\n'))
      .toEqual(['8:47: spec.certificates.email must be an e-mail address, found "ops"']);
  });
});

describe('node sizes', () => {
  test('with GPUs stand apart', () => {
    expect(environment('  nodes: { sizes: [Standard_NC4as_T4_v3] }\n')).toEqual(['8:20: spec.nodes.sizes[0] (Standard_NC4as_T4_v3) has GPUs; write it under spec.nodes.gpuSizes']);
  });

  test('without GPUs do not stand among those with', () => {
    expect(environment('  nodes: { gpuSizes: [Standard_D8s_v5] }\n')).toEqual(['8:23: spec.nodes.gpuSizes[0] (Standard_D8s_v5) has no GPU; write it under spec.nodes.sizes']);
  });

  test('that are not known are a warning with the nearest that is', () => {
    expect(warningsOf(MODEL, `${ENVIRONMENT}  nodes: { sizes: [Standard_D8_v5] }\n`)).toEqual([
      'environments/production.yaml:8:20: spec.nodes.sizes[0] (Standard_D8_v5) is not in Plumbline\'s table of VM sizes, so models are not checked against it; did you mean Standard_D8s_v5?',
    ]);
  });
});

describe('gitops', () => {
  test('from OCI has an address of OCI', () => {
    expect(environment('  gitops: { source: oci, url: "https://contoso.azurecr.io/x" }\n'))
      .toEqual(['8:31: spec.gitops.url (https://contoso.azurecr.io/x) must start with oci:// with source oci']);
  });

  test('from Git follows no tag', () => {
    expect(environment('  gitops: { url: "https://github.com/a/b", tag: x }\n')).toEqual(['8:44: spec.gitops.tag is only read with source oci; with git it is spec.gitops.branch']);
  });

  test('from Git checks no signatures', () => {
    expect(environment('  gitops: { url: "https://github.com/a/b", verify: { provider: cosign } }\n'))
      .toEqual(['8:44: spec.gitops.verify is only read with source oci or deliver chart-oci; commits are not checked by it']);
  });

  test.each([
    ['without a repository', 'oci://contoso.azurecr.io'],
    ['with an empty repository', 'oci://contoso.azurecr.io/'],
    ['without a registry', 'oci:///flux/production'],
    ['in upper case', 'oci://contoso.azurecr.io/Flux/production'],
    ['ending with a slash', 'oci://contoso.azurecr.io/flux/'],
    ['with a tag', 'oci://contoso.azurecr.io/flux:latest'],
  ])('from OCI has no address %s', (_what, url) => {
    expect(environment(`  gitops: { source: oci, url: "${url}" }\n`)).toEqual([
      `8:31: spec.gitops.url (${url}) must name a repository of the registry, in lower case, as oci://contososcoring.azurecr.io/flux/production`,
    ]);
  });

  test('from OCI may check signatures', () => {
    expect(environment('  gitops: { source: oci, url: "oci://contoso.azurecr.io/flux/production", verify: { provider: notation, secretName: keys } }\n')).toEqual([]);
  });

  test('from OCI says which repository holds the specs whose images are renewed', () => {
    expect(environment('  gitops: { source: oci, url: "oci://contoso.azurecr.io/flux/production", imageUpdates: { models: { churn: 2.x }, secretName: push } }\n'))
      .toContain('8:75: spec.gitops.imageUpdates.url must be given with source oci: the repository whose specs are changed');
  });

  test('has newer images pushed to another branch than the one that is followed', () => {
    expect(environment('  gitops: { url: "https://github.com/a/b", imageUpdates: { models: { churn: 2.x }, secretName: push, branch: main } }\n'))
      .toContainEqual(expect.stringContaining('spec.gitops.imageUpdates.branch (main) must not be spec.gitops.branch'));
  });

  test('takes ranges of semantic versions for newer images', () => {
    expect(environment('  gitops: { url: "https://github.com/a/b", imageUpdates: { models: { churn: newest }, secretName: push } }\n'))
      .toEqual([expect.stringContaining('spec.gitops.imageUpdates.models.churn must be a range of semantic versions, such as 2.x or >=2.1.0 <3.0.0')]);
  });

  test('takes charts by a path from a repository alone', () => {
    expect(environment('  gitops: { source: oci, url: "oci://contoso.azurecr.io/flux", deliver: chart-git }\n'))
      .toEqual(['8:73: spec.gitops.deliver chart-git needs source git: Flux takes a chart by its path from a repository alone; with source oci it is chart-oci']);
  });

  test('says where charts are that come from a registry', () => {
    const without = ENVIRONMENT.replace(/ {2}registry: .*\n/, '');
    const model = MODEL.replace('image: ', 'image: contoso.azurecr.io/');
    expect(errorsOf(model, `${without}  gitops: { url: "https://github.com/a/b", deliver: chart-oci }\n`))
      .toEqual([expect.stringContaining('spec.gitops.charts is required with deliver chart-oci where the environment has no registry') as string]);
    expect(errorsOf(model, `${without}  gitops: { url: "https://github.com/a/b", deliver: chart-oci, charts: "oci://contoso.azurecr.io/charts" }\n`)).toEqual([]);
  });

  test('names no registry of charts that nothing reads', () => {
    expect(environment('  gitops: { url: "https://github.com/a/b", charts: "oci://contoso.azurecr.io/charts" }\n'))
      .toEqual(['8:44: spec.gitops.charts is only read with deliver chart-oci, not with manifests']);
  });

  test('has an address of charts in lower case', () => {
    expect(environment('  gitops: { url: "https://github.com/a/b", deliver: chart-oci, charts: "oci://contoso.azurecr.io/Charts" }\n'))
      .toEqual([expect.stringContaining('spec.gitops.charts (oci://contoso.azurecr.io/Charts) must name a place in the registry, in lower case') as string]);
  });

  test('spreads no releases over shards', () => {
    expect(environment('  gitops: { url: "https://github.com/a/b", deliver: chart-git, shards: 2 }\n'))
      .toEqual(['8:64: spec.gitops.shards is only read with deliver manifests: with chart-git each model is a release of its own']);
  });

  test('may check signatures of charts', () => {
    expect(environment('  gitops: { url: "https://github.com/a/b", deliver: chart-oci, verify: { provider: cosign } }\n')).toEqual([]);
  });

  test('holds no credentials', () => {
    expect(environment('  gitops: { url: "https://bob:hunter2@github.com/a/b" }\n'))
      .toEqual(['8:18: spec.gitops.url must start with https://, ssh://git@ or oci:// and hold no credentials, found "https://bob:hunter2@github.com/a/b"']);
  });
});

describe('the Kubernetes version', () => {
  function warningsOn(version: string, today: string): string[] {
    const environmentOf: Environment = {
      apiVersion: 'plumbline/v1',
      kind: 'Environment',
      metadata: { name: 'production' },
      spec: { cluster: { name: 'a', kubernetesVersion: version, region: 'westeurope', resourceGroup: 'a' }, host: 'models.contoso.com' },
    };
    return kubernetesVersion(today)(completeEnvironment(environmentOf)).map(({ message }) => message.replace(/^spec\.cluster\.kubernetesVersion /, ''));
  }

  test.each([
    ['1.36', '2026-11-23', []],
    ['1.34', '2026-10-31', []],
    ['1.34', '2026-11-01', ['(1.34) reaches its end of life on AKS this month (2026-11); move to 1.37, supported until 2027-10']],
    ['1.34', '2026-12-01', ['(1.34) is past its end of life on AKS, which was in 2026-11; move to 1.37, supported until 2027-10']],
    ['1.30', '2026-11-23', ['(1.30) is past its end of life on AKS; move to 1.37, supported until 2027-10']],
    ['1.37', '2026-09-15', ['(1.37) is a preview on AKS until 2026-10; 1.36 is supported until 2027-06']],
    ['1.40', '2026-11-23', ['(1.40) is newer than Plumbline knows; 1.37 is known, and supported until 2027-10']],
  ])('%s on %s', (version, today, expected) => {
    expect(warningsOn(version, today)).toEqual(expected);
  });

  test('is a warning and no error', () => {
    const text = ENVIRONMENT.replace('1.36', '1.33');
    expect(errorsOf(MODEL, text)).toEqual([]);
    expect(warningsOf(MODEL, text)).toEqual([
      'environments/production.yaml:5:48: spec.cluster.kubernetesVersion (1.33) is past its end of life on AKS, which was in 2026-07; move to 1.37, supported until 2027-10',
    ]);
  });
});
