import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fluxFolderProblems } from '../../src/render/flux-folder';
import { imageMarkerProblems } from '../../src/render/image-markers';
import { loadSpecs } from '../../src/render/synth';
import { formatProblem } from '../../src/spec';
import { environmentSpec, modelSpec } from '../helpers/repository';
import { temporaryFolder, writeFiles } from '../helpers/temporary-folder';

const root = temporaryFolder();

/** Every problem of a repository with these files, as a person reads them. */
async function problems(files: Readonly<Record<string, string>>): Promise<string[]> {
  writeFiles(root(), files);
  const { errors, warnings } = await loadSpecs({ root: root(), today: '2026-11-01', cache: false });
  return [...errors, ...warnings].map(formatProblem);
}

const BLOB = 'artifact: { blob: churn/1.0.0/model.tar.gz, sha256: 03ba204e50d126e4674c005e04d82e84c21366780af1f43bd54a37816b6ab340 }';
const dev = environmentSpec('dev');
const model = { 'models/churn.yaml': modelSpec('churn') };

test('specs that fit together have no broken link', async () => {
  expect(await problems({ 'models/churn.yaml': modelSpec('churn', BLOB), 'environments/dev.yaml': dev })).toEqual([]);
});

test('a client id of two teams names both places', async () => {
  const id = '1b4e28ba-2fa1-41d2-883f-0016d3cca427';
  const found = await problems({ ...model, 'environments/dev.yaml': dev.replace(/identities: .*/, `identities:\n    pricing: ${id}\n    risk: ${id}`) });
  expect(found).toEqual([`environments/dev.yaml:14:11: spec.identities.risk (${id}) is the client id of team pricing (environments/dev.yaml:13); each team has an identity of its own, and tokens of the other team's models are refused`]);
});

test('an image of another registry names the environment\'s', async () => {
  const found = await problems({ 'models/churn.yaml': modelSpec('churn').replace('r-scoring/churn', 'othercontoso.azurecr.io/churn'), 'environments/dev.yaml': dev });
  expect(found).toEqual(['models/churn.yaml:6:10: the image of model churn lies in othercontoso.azurecr.io, and the nodes of dev may pull from contososcoring.azurecr.io alone (environments/dev.yaml:6); its pods wait until the nodes\' identity gets AcrPull there']);
});

test('an image of a public registry needs no right', async () => {
  expect(await problems({ 'models/churn.yaml': modelSpec('churn').replace('r-scoring/churn', 'ghcr.io/contoso/churn'), 'environments/dev.yaml': dev })).toEqual([]);
});

test('an override\'s image is found where it is written', async () => {
  const override = 'environments:\n  dev:\n    image: othercontoso.azurecr.io/churn:1.0.0';
  const [found] = await problems({ 'models/churn.yaml': modelSpec('churn', override), 'environments/dev.yaml': dev });
  expect(found).toMatch(/^models\/churn.yaml:10:14: the image of model churn lies in/);
});

test('a host outside the zone that is made names the zone', async () => {
  const found = await problems({ ...model, 'environments/dev.yaml': environmentSpec('dev', 'additionalHosts: [scores.example.com]\nazure: { dnsZone: contoso.com }') });
  expect(found).toEqual(['environments/dev.yaml:13:21: host scores.example.com lies outside the zone contoso.com (environments/dev.yaml:14); its record has to be kept elsewhere, or its certificate is never issued']);
});

describe('behind API Management', () => {
  const published = environmentSpec('dev', 'certificates: { issuer: letsencrypt, email: a@contoso.com }\ntenantId: 0f8fad5b-d9cb-469f-a165-70867728950e\nazure: { apiManagement: { name: contoso-api, publisherName: Contoso, publisherEmail: a@contoso.com } }');
  const entra = (name: string, more = '') => modelSpec(name, `endpoint: { auth: entra, entra: { audience: "api://${name}" }${more} }`);

  test('a model whose callers bring tokens fits', async () => {
    expect(await problems({ 'models/churn.yaml': entra('churn'), 'environments/dev.yaml': published })).toEqual([]);
  });

  test('a model that asks nobody is an error', async () => {
    const found = await problems({ 'models/churn.yaml': modelSpec('churn', 'endpoint: { auth: none }'), 'environments/dev.yaml': published });
    expect(found).toEqual(['models/churn.yaml:8:21: model churn has auth none, so whoever knows dev.models.contoso.com calls it past API Management (environments/dev.yaml:15); with auth entra API Management and the model check the same token']);
  });

  test('a model with logins is told that all callers have one address', async () => {
    const found = await problems({ 'models/churn.yaml': modelSpec('churn', 'endpoint: { auth: basic }'), 'environments/dev.yaml': published });
    expect(found).toEqual([expect.stringMatching(/^environments\/dev.yaml:15:27: model churn counts failed logins by address \(auth basic, models\/churn.yaml:8\)/)]);
  });

  test('two models of one path are an error, on two hosts too', async () => {
    const hosts = published.replace('host: dev.', 'additionalHosts: [b.contoso.com]\n  host: dev.');
    const found = await problems({ 'models/a.yaml': entra('a', ', path: /score-it'), 'models/b.yaml': entra('b', ', path: /score-it, host: b.contoso.com'), 'environments/dev.yaml': hosts });
    expect(found).toEqual(['models/b.yaml:8:66: models a and b have the path /score-it on two hosts (models/a.yaml:8), and API Management has one address for both; give one of them another path']);
  });

  test('a role that API Management would compute is an error', async () => {
    const spec = modelSpec('churn', 'endpoint: { auth: entra, entra: { audience: "api://churn", roles: ["@(context.User.Id)"] } }');
    const found = await problems({ 'models/churn.yaml': spec, 'environments/dev.yaml': published });
    expect(found).toEqual([expect.stringMatching(/^models\/churn.yaml:8:35: model churn has @\(context.User.Id\) among its audience and roles, which API Management would compute/)]);
  });

  test('a certificate that Azure does not trust is told', async () => {
    const found = await problems({ 'models/churn.yaml': entra('churn'), 'environments/dev.yaml': published.replace('issuer: letsencrypt,', 'issuer: letsencrypt-staging,') });
    expect(found).toEqual(['environments/dev.yaml:13:27: API Management (environments/dev.yaml:15) trusts no certificate of issuer letsencrypt-staging, and would call no model; issuer letsencrypt is trusted']);
  });

  test('two environments of one name are an error', async () => {
    const found = await problems({ 'models/churn.yaml': entra('churn'), 'environments/dev.yaml': published, 'environments/test.yaml': published.replaceAll('dev', 'test').replace('contososcoring', 'testscoring').replace('contosomodels', 'testmodels').replace('keyVault: contoso-scoring', 'keyVault: test-scoring') });
    expect(found).toEqual(['environments/test.yaml:15:35: spec.azure.apiManagement.name (contoso-api) is that of environment dev already (environments/dev.yaml:15); the name is an address, unique in Azure']);
  });
});

test('a path of Flux that nothing is rendered to is an error', async () => {
  const found = await problems({ ...model, 'environments/dev.yaml': dev.replace('gitops: {', 'gitops: { path: dist/clusters/production,') });
  expect(found).toEqual(['environments/dev.yaml:11:19: spec.gitops.path (dist/clusters/production) is no folder that synth renders for environment dev (environments/dev.yaml:3); it is dist/clusters/dev, or ends in /dist/clusters/dev where the project lies in a folder of the repository']);
});

test('a path of Flux in a folder of the repository is fine', async () => {
  expect(await problems({ ...model, 'environments/dev.yaml': dev.replace('gitops: {', 'gitops: { path: scoring/dist/clusters/dev,') })).toEqual([]);
});

describe('two environments', () => {
  const two = (first: string, second: string) => problems({ ...model, 'environments/dev.yaml': first, 'environments/test.yaml': second });
  const other = environmentSpec('test', 'azure: { existing: { registry: true, storage: true, keyVault: true } }');

  test('with clusters, hosts and stores of their own fit together', async () => {
    expect(await two(dev, other)).toEqual([]);
  });

  test('of one cluster are an error', async () => {
    const found = await two(dev, other.replace('scoring-test', 'scoring-dev').replace('resourceGroup: scoring-test', 'resourceGroup: scoring-dev'));
    expect(found).toEqual(['environments/test.yaml:5:20: spec.cluster.name (scoring-dev) in resource group scoring-dev is the cluster of environment dev already (environments/dev.yaml:5); a deployment of one would take the nodes of the other away']);
  });

  test('of one name in two subscriptions are two clusters', async () => {
    const [one, another] = ['1b4e28ba-2fa1-41d2-883f-0016d3cca427', '2b4e28ba-2fa1-41d2-883f-0016d3cca427'];
    const second = other.replaceAll('scoring-test', 'scoring-dev').replace('azure: {', `azure: { subscriptionId: ${another},`);
    expect(await two(environmentSpec('dev', `azure: { subscriptionId: ${one} }`), second)).toEqual([]);
  });

  test('that both make a store are told which', async () => {
    const found = await two(dev, other.replace('registry: true, ', ''));
    expect(found).toEqual(['environments/test.yaml:6:21: both environments make the registry contososcoring, dev too (environments/dev.yaml:6); its name is unique in Azure: let one make it, and say spec.azure.existing.registry: true in the other']);
  });

  test('of one host are told that a name leads to one cluster', async () => {
    const found = await two(dev, other.replace('host: test.models', 'host: dev.models'));
    expect(found).toEqual(['environments/test.yaml:9:9: host dev.models.contoso.com is one of environment dev already (environments/dev.yaml:9); a name leads to one of the clusters, and the other gets no certificate']);
  });

  test('of one zone are told that the parent leads to one', async () => {
    const [found] = await two(environmentSpec('dev', 'azure: { dnsZone: contoso.com }'), other.replace('azure: {', 'azure: { dnsZone: contoso.com,'));
    expect(found).toMatch(/^environments\/test.yaml:13:21: environment dev makes the zone contoso.com, too \(environments\/dev.yaml:13\)/);
  });
});

describe('the folder that Flux reads', () => {
  const folder = async (spec = dev, inside = '') => {
    writeFiles(join(root(), inside), { ...model, 'environments/dev.yaml': spec });
    const at = join(root(), inside);
    const repository = await loadSpecs({ root: at, today: '2026-11-01', cache: false });
    return fluxFolderProblems(at, repository).map(formatProblem);
  };

  test('is there once it is rendered', async () => {
    mkdirSync(join(root(), 'dist/clusters/dev'), { recursive: true });
    expect(await folder()).toEqual([]);
  });

  test('is missed before', async () => {
    expect(await folder()).toEqual(['environments/dev.yaml:11:3: Flux reads dist/clusters/dev, and there is no dist/clusters/dev/; run npx projen synth and commit it']);
  });

  test('is looked for where the project lies in its repository', async () => {
    mkdirSync(join(root(), '.git'));
    mkdirSync(join(root(), 'scoring/dist/clusters/dev'), { recursive: true });
    expect(await folder(dev, 'scoring')).toEqual([expect.stringContaining('this project renders scoring/dist/clusters/dev; write spec.gitops.path: scoring/dist/clusters/dev')]);
  });
});

describe('the comment by which Flux finds an image', () => {
  const markers = async (image: string) => {
    writeFiles(root(), {
      'models/churn.yaml': modelSpec('churn').replace(/image: .*/, `image: ${image}`),
      'environments/dev.yaml': dev.replace('gitops: {', 'gitops: { imageUpdates: { models: { churn: 1.x }, secretName: push },'),
    });
    return imageMarkerProblems(root(), await loadSpecs({ root: root(), today: '2026-11-01', cache: false })).map(formatProblem);
  };

  test('is missed with the words to write', async () => {
    expect(await markers('contosodev.azurecr.io/churn:1.0.0')).toEqual([expect.stringMatching(/^models\/churn\.yaml:\d+:\d+: spec\.image \(contosodev\.azurecr\.io\/churn:1\.0\.0\) is not renewed by Flux without a comment behind it: # \{"\$imagepolicy": "flux-system:churn\.dev"\}$/)]);
  });

  test('is enough where it is', async () => {
    expect(await markers('contosodev.azurecr.io/churn:1.0.0 # {"$imagepolicy": "flux-system:churn.dev"}')).toEqual([]);
  });

  test('of another environment is not', async () => {
    expect(await markers('contosodev.azurecr.io/churn:1.0.0 # {"$imagepolicy": "flux-system:churn.production"}')).toHaveLength(1);
  });
});
