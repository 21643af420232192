import { connect } from '../../../src/azure/arm/connect';
import { armFailure } from '../../../src/azure/arm/failure';
import { unlessMissing } from '../../../src/azure/arm/missing';
import type { Cloud } from '../../../src/spec';

const context = { subscriptionId: '7d444840-9dc0-11d1-b245-5ffdce74fad2', region: 'westeurope', resourceGroup: 'x', azureCliName: 'AzureCloud', environmentFile: 'environments/dev.yaml' };

test.each<[Cloud, string]>([
  ['AzurePublic', 'https://management.azure.com/.default'],
  ['AzureUSGovernment', 'https://management.usgovcloudapi.net/.default'],
  ['AzureChina', 'https://management.chinacloudapi.cn/.default'],
])('in %s the token is asked for that cloud', async (cloud, scope) => {
  const asked: string[] = [];
  const credential = {
    getToken: async (scopes: string | string[]) => {
      asked.push(...[scopes].flat());
      throw new Error('far enough');
    },
  };
  const { resources } = await connect({ cloud, subscriptionId: context.subscriptionId, credential, overrides: { retryOptions: { maxRetries: 0 } } });
  await expect(resources.resourceGroups.get('x')).rejects.toThrow('far enough');
  expect(asked).toEqual([scope]);
});

describe('without any login', () => {
  const before = { ...process.env };
  afterEach(() => { process.env = { ...before }; });

  test('the real chain of logins ends in one sentence', async () => {
    // A service principal without a secret, and no program that could be logged in.
    process.env = { PATH: '/nowhere', AZURE_TOKEN_CREDENTIALS: 'AzureCliCredential' };
    const connection = await connect({ cloud: 'AzurePublic', subscriptionId: context.subscriptionId });
    const thrown = await unlessMissing(connection.resources.resourceGroups.get('x')).catch((error: unknown) => armFailure(error, connection, context));
    expect((thrown as Error).message).toMatch(/No login was found.*What to do: you are not logged in to Azure: az login/);
  });
});
