import { ArmServer } from '../../helpers/arm/arm-server';
import { infra, writeInfraRepository } from '../../helpers/arm/infra';
import { failsWith, idOf, SUCCEEDS, WHAT_IF } from '../../helpers/arm/payloads';
import { writeRepository } from '../../helpers/repository';
import { temporaryFolder } from '../../helpers/temporary-folder';

const root = temporaryFolder();
let server: ArmServer;

beforeEach(async () => {
  server = await ArmServer.start();
  server.script = SUCCEEDS;
  writeInfraRepository(root());
  for (const namespace of ['Microsoft.ContainerService', 'Microsoft.Network', 'Microsoft.Storage', 'Microsoft.KeyVault', 'Microsoft.Web']) { server.providers.set(namespace, 'Registered'); }
});
afterEach(() => server.stop());

/** The group is there already, as after a first deployment. */
function withGroup(): void {
  server.groups.set('scoring-production', { name: 'scoring-production', location: 'westeurope', tags: {} });
}

const sent = (method: string, path: RegExp) => server.requests.filter((request) => request.method === method && path.test(request.path));

describe('deploy', () => {
  test('makes the group, validates, deploys and ends with the outputs', async () => {
    const { exitCode, stdout } = await infra('deploy', root(), server);
    expect(stdout).toContain('identity_pricing_client_id  1b4e28ba-2fa1-41d2-883f-0016d3cca427');
    expect(exitCode).toBe(0);
  });

  test('says what to type next', async () => {
    const { stdout } = await infra('deploy', root(), server);
    expect(stdout).toContain('az aks get-credentials --resource-group scoring-production --name scoring-production');
  });

  test('says how the dashboard of the models gets into Grafana', async () => {
    const { stdout } = await infra('deploy', root(), server);
    expect(stdout).toContain(`  kubectl -n kube-system get configmap scoring-dashboard -o jsonpath='{.data.scoring\\.json}' > scoring.json
  az grafana dashboard create --name scoring-5khqyzmkqzg7a --definition @scoring.json --overwrite true
`);
  });

  test('shows each resource of every module as it comes along, a line for each change', async () => {
    const { stdout } = await infra('deploy', root(), server);
    const lines = stdout.split('\n').filter((line) => line.includes('AKS cluster'));
    expect(lines).toEqual([expect.stringMatching(/^working +AKS cluster scoring-production/), expect.stringMatching(/^done +AKS cluster scoring-production/)]);
  });

  test('names an extension resource by what it is on', async () => {
    const { stdout } = await infra('deploy', root(), server);
    expect(stdout).toContain('role assignment on storage account contosomodels');
  });

  test('sends each model\'s parameters with the compiled template', async () => {
    await infra('deploy', root(), server);
    const [{ body }] = sent('PUT', /deployments/);
    expect(body).toMatchObject({ properties: { mode: 'Incremental', parameters: { clusterSettings: { value: { name: 'scoring-production' } } }, template: { languageVersion: '2.0' } } });
  });

  test('registers providers that the subscription has not used, and waits for them', async () => {
    server.providers.set('Microsoft.ContainerService', 'NotRegistered');
    const { stdout } = await infra('deploy', root(), server);
    expect(stdout).toContain('registering Microsoft.ContainerService');
    expect(server.providers.get('Microsoft.ContainerService')).toBe('Registered');
  });

  test('registers no provider that the templates do not use', async () => {
    server.providers.set('Microsoft.Web', 'NotRegistered');
    await infra('deploy', root(), server);
    expect(server.providers.get('Microsoft.Web')).toBe('NotRegistered');
  });

  test('meets the deployment that runs already by its name, and begins no second', async () => {
    await infra('deploy', root(), server);
    const [running] = server.deployments.values();
    running.looks = 1;
    const { stdout, exitCode } = await infra('deploy', root(), server);
    expect(stdout).toContain('runs already; picking it up');
    expect(sent('PUT', /deployments/)).toHaveLength(1);
    expect(exitCode).toBe(0);
  });

  test('gives another name to other specs', async () => {
    await infra('deploy', root(), server);
    writeInfraRepository(root(), 'additionalHosts: [other.contoso.com]\nmonitoring: { grafana: false }\n');
    await infra('deploy', root(), server);
    expect(server.deployments.size).toBe(2);
  });

  test('takes an answer that the connection swallowed as the beginning of its own deployment', async () => {
    server.inject({ method: 'PUT', path: /deployments\//, cut: 'after' });
    const { exitCode } = await infra('deploy', root(), server);
    expect(exitCode).toBe(0);
    expect(server.deployments.size).toBe(1);
  });

  test('goes on watching when the connection is lost meanwhile, and says so', async () => {
    server.inject({ method: 'GET', path: /deployments\/[^/]+\?/, after: 3, times: 8, cut: 'before' });
    const { exitCode, stderr } = await infra('deploy', root(), server);
    expect(stderr).toContain('Azure can\'t be reached at the moment; the deployment goes on, trying again\nAzure can be reached again');
    expect(exitCode).toBe(0);
  });

  test('gives up on a connection that stays away, and says that the deployment goes on', async () => {
    server.inject({ method: 'GET', path: /deployments\/[^/]+\?/, after: 3, times: 1_000_000, cut: 'before' });
    const { exitCode, stderr } = await infra('deploy', root(), server, { retries: 0, timing: { patienceMilliseconds: 50 } });
    expect(stderr).toContain('What was begun goes on in Azure: run this again');
    expect(exitCode).toBe(1);
  });

  test('waits as long as Azure asks for when there are too many requests', async () => {
    server.inject({ method: 'GET', path: /deployments\/plumbline[^/]+\/operations/, status: 429, headers: { 'retry-after': '1' }, body: { error: { code: 'TooManyRequests', message: 'Number of requests exceeded.' } } });
    const { stderr } = await infra('deploy', root(), server);
    expect(stderr).toContain('Azure asks to wait for 1 s');
    const [refused, next] = sent('GET', /deployments\/plumbline[^/]+\/operations/).filter(({ path }, _, all) => path === all[0].path);
    expect(next.at - refused.at).toBeGreaterThanOrEqual(990);
  });

  test('rides out Azure\'s own faults', async () => {
    server.inject({ method: 'GET', path: /deployments\/[^/]+\?/, after: 2, times: 4, status: 502, body: '<html>bad gateway</html>' });
    expect((await infra('deploy', root(), server)).exitCode).toBe(0);
  });

  test('asks before resources are deleted, and deploys nothing where nobody can be asked', async () => {
    withGroup();
    server.whatIf = { status: 'Succeeded', properties: { changes: [{ resourceId: idOf('Microsoft.Storage/storageAccounts/contosomodels'), changeType: 'Delete' }] } };
    const { exitCode, stderr } = await infra('deploy', root(), server);
    expect(stderr).toContain('storage account contosomodels is deleted');
    expect(stderr).toContain('--yes');
    expect(sent('PUT', /deployments/)).toEqual([]);
    expect(exitCode).toBe(1);
  });

  test('deploys what deletes resources with --yes', async () => {
    withGroup();
    server.whatIf = { status: 'Succeeded', properties: { changes: [{ resourceId: idOf('Microsoft.Storage/storageAccounts/contosomodels'), changeType: 'Delete' }] } };
    expect((await infra('deploy', root(), server, { flags: { yes: true } })).exitCode).toBe(0);
  });

  test('ends with the innermost error of the resource that failed, in words', async () => {
    server.script = failsWith({ code: 'BadRequest', message: JSON.stringify({ code: 'QuotaExceeded', message: 'Insufficient regional vcpu quota left for location westeurope. left regional vcpu quota 4, requested quota 48.' }) });
    const { exitCode, stderr } = await infra('deploy', root(), server);
    expect(stderr).toBe('the deployment failed\nAKS cluster scoring-production: QuotaExceeded: Insufficient regional vcpu quota left for location westeurope. left regional vcpu quota 4, requested quota 48.'
      + ' What to do: the quota of the region does not suffice: az vm list-usage --location westeurope --output table shows it; ask for more (portal, Quotas), or choose smaller nodes.sizes or a lower nodes.max\n');
    expect(exitCode).toBe(1);
  });

  test('says a failure once, however many modules pass it on', async () => {
    server.script = failsWith({ code: 'SkuNotAvailable', message: 'The requested size is currently not available in location westeurope.' });
    const { stderr } = await infra('deploy', root(), server);
    expect(stderr.match(/SkuNotAvailable/g)).toHaveLength(1);
  });

  test('stops at what Azure refuses ahead', async () => {
    server.refusal = { code: 'InvalidTemplateDeployment', message: 'The template deployment failed.', details: [{ code: 'RequestDisallowedByPolicy', message: 'Resource \'scoring-production\' was disallowed by policy \'no-public-clusters\'.' }] };
    const { stderr } = await infra('deploy', root(), server);
    expect(stderr).toContain('no-public-clusters\'. What to do: a policy of the subscription forbids this');
    expect(sent('PUT', /deployments/)).toEqual([]);
  });

  test('reports to machines as JSON alone', async () => {
    const { stdout, stderr } = await infra('deploy', root(), server, { flags: { json: true } });
    expect(JSON.parse(stdout)).toMatchObject({ state: 'Succeeded', errors: [], outputs: { grafanaUrl: 'https://scoring-production.weu.grafana.azure.com' } });
    expect(stderr).toBe('');
  });

  test('prints no token', async () => {
    const { stdout, stderr } = await infra('deploy', root(), server, { token: 'expired' });
    expect(`${stdout}${stderr}`).not.toContain('Bearer');
  });
});

describe('what stops every verb', () => {
  test.each([
    ['a login that has expired', 'expired', /the login has expired: az login/],
    ['a login to another tenant', 'other-tenant', /you are logged in to another tenant than the one of subscription 7d444840-9dc0-11d1-b245-5ffdce74fad2: az login/],
    ['no login', '', /you are not logged in to Azure: az login/],
  ])('%s', async (_name, token, words) => {
    const { exitCode, stderr } = await infra('what-if', root(), server, { token });
    expect(stderr).toMatch(words);
    expect(exitCode).toBe(1);
  });

  test('a subscription that is not to be seen', async () => {
    const { stderr } = await infra('status', root(), server, { flags: { subscription: '00000000-0000-0000-0000-000000000000' } });
    expect(stderr).toContain('there is no subscription 00000000-0000-0000-0000-000000000000 that you may see: az account list');
  });

  test('a subscription that nobody named', async () => {
    writeRepository(root(), ['churn'], ['production']);
    expect((await infra('status', root(), server)).stderr).toContain('which subscription? Write azure.subscriptionId into environments/production.yaml');
  });

  test('throttling that outlasts the waiting', async () => {
    server.inject({ path: /resource[gG]roups/, times: 100, status: 429, headers: { 'retry-after-ms': '1' }, body: { error: { code: 'SubscriptionRequestsThrottled', message: 'Number of \'read\' requests exceeded the limit.' } } });
    const { stderr } = await infra('what-if', root(), server);
    expect(stderr).toContain('run this again in some minutes');
  });

  test('rights that are missing', async () => {
    server.inject({ path: /resource[gG]roups/, status: 403, body: { error: { code: 'AuthorizationFailed', message: 'The client does not have authorization to perform action \'Microsoft.Resources/subscriptions/resourcegroups/read\'.' } } });
    const { stderr } = await infra('what-if', root(), server);
    expect(stderr).toContain('What to do: you may not do this: deploying takes Owner');
  });
});

describe('what-if', () => {
  test('says that everything would be new where the group is not there', async () => {
    expect((await infra('what-if', root(), server)).stdout).toBe('resource group scoring-production is not there yet: a deployment would make it, and everything in it would be new\n');
  });

  test('says in plain words what would change, without the noise', async () => {
    withGroup();
    server.whatIf = WHAT_IF;
    expect((await infra('what-if', root(), server)).stdout).toBe(`~ AKS cluster scoring-production
    autoUpgradeProfile.upgradeChannel: patch -> stable
    agentPoolProfiles[0].maxCount: 4 -> 6
+ node pool d16sv5 of scoring-production
1 to make, 1 to change
= 2 resources stay as they are
4 differences are known noise of what-if and left out; --json has them, docs/azure.md says which
`);
  });

  test('hides nothing from machines', async () => {
    withGroup();
    server.whatIf = WHAT_IF;
    const { resources } = JSON.parse((await infra('what-if', root(), server, { flags: { json: true } })).stdout) as { resources: { properties: { noise?: string }[] }[] };
    expect(resources.flatMap(({ properties }) => properties).map(({ noise }) => noise !== undefined)).toEqual([true, false, false, true, true, true]);
  });

  test('ends with the innermost error where Azure can\'t tell', async () => {
    withGroup();
    server.whatIf = { status: 'Failed', error: { code: 'InvalidTemplateDeployment', message: 'The deployment is not valid.', details: [{ code: 'StorageAccountAlreadyTaken', message: 'The storage account named contosomodels is already taken.' }] } };
    const { stderr, exitCode } = await infra('what-if', root(), server);
    expect(stderr).toBe('error: StorageAccountAlreadyTaken: The storage account named contosomodels is already taken. What to do: the name is taken, and such names are unique in all of Azure: choose another in environments/production.yaml, or say under azure.existing that it is yours and there already\n');
    expect(exitCode).toBe(1);
  });

  test('changes nothing', async () => {
    withGroup();
    await infra('what-if', root(), server);
    expect(server.requests.filter(({ method }) => method === 'PUT' || method === 'DELETE')).toEqual([]);
  });
});

describe('status', () => {
  test('says that nothing was deployed', async () => {
    expect((await infra('status', root(), server)).stdout).toContain('production has not been deployed to resource group scoring-production');
  });

  test('shows the last deployment and its outputs', async () => {
    await infra('deploy', root(), server);
    const { stdout } = await infra('status', root(), server);
    expect(stdout).toMatch(/the last deployment, plumbline-production-[0-9a-f]{12} of 2026-11-25T10:00:00.000Z, succeeded; it is what the specs say/);
  });

  test('says that the specs have changed since', async () => {
    await infra('deploy', root(), server);
    writeInfraRepository(root(), 'monitoring: { grafana: false }\n');
    expect((await infra('status', root(), server)).stdout).toContain('the specs have changed since: plumbline infra what-if production');
  });

  test('is not fooled by deployments of others', async () => {
    withGroup();
    await infra('deploy', root(), server);
    for (const name of ['plumbline-production-eu-0123456789ab', 'somebody-elses', 'another']) { server.deployments.set(name, { ...[...server.deployments.values()][0], name }); }
    expect((await infra('status', root(), server)).stdout).toContain('it is what the specs say');
  });
});

describe('destroy', () => {
  const own = { 'environment': 'production', 'managed-by': 'plumbline' };

  test('deletes the group with what is in it', async () => {
    withGroup();
    server.resources.push(...['a', 'b', 'c'].map((name) => ({ id: idOf(`Microsoft.Storage/storageAccounts/${name}`), tags: own })));
    const { exitCode, stdout, stderr } = await infra('destroy', root(), server, { flags: { yes: true } });
    expect(stderr).toContain('- storage account c\n');
    expect(stdout).toBe('resource group scoring-production is deleted\n');
    expect([exitCode, server.groups.size]).toEqual([0, 0]);
  });

  test('deletes nothing while the group holds what is not the environment\'s', async () => {
    withGroup();
    server.resources.push({ id: idOf('Microsoft.Web/sites/shop'), tags: {} }, ...['a', 'b', 'c'].map((name) => ({ id: idOf(`Microsoft.Storage/storageAccounts/${name}`), tags: own })));
    const { stderr } = await infra('destroy', root(), server, { flags: { yes: true } });
    expect(stderr).toContain('holds what Plumbline did not make for production: Microsoft.Web/sites shop');
    expect(server.groups.size).toBe(1);
  });

  test('deletes nothing where nobody can be asked', async () => {
    withGroup();
    const { stderr } = await infra('destroy', root(), server);
    expect(stderr).toContain('This deletes resource group scoring-production with 0 resources. Nobody can be asked here; --yes says that it is meant');
    expect(server.groups.size).toBe(1);
  });

  test('stops at a lock', async () => {
    withGroup();
    server.inject({ method: 'DELETE', path: /resource[gG]roups/, status: 409, body: { error: { code: 'ScopeLocked', message: 'The scope cannot perform delete operation because following scope(s) are locked.' } } });
    expect((await infra('destroy', root(), server, { flags: { yes: true } })).stderr).toContain('a lock keeps this from being deleted');
  });

  test('has nothing to do without the group', async () => {
    expect((await infra('destroy', root(), server)).stdout).toBe('resource group scoring-production is not there; nothing to do\n');
  });
});
