import { adviceFor, explained, type FailureContext } from '../../../src/azure/arm/explanations';

const context: FailureContext = {
  subscriptionId: '7d444840-9dc0-11d1-b245-5ffdce74fad2',
  tenantId: '0f8fad5b-d9cb-469f-a165-70867728950e',
  region: 'westeurope',
  resourceGroup: 'scoring-prod',
  azureCliName: 'AzureCloud',
  environmentFile: 'environments/production.yaml',
};

// Messages as Azure's documentation and its users' reports have them.
test.each([
  ['QuotaExceeded', 'Operation could not be completed as it results in exceeding approved standardDSv5Family Cores quota.', 'the quota of the region does not suffice'],
  ['OperationNotAllowed', 'Operation could not be completed as it results in exceeding approved Total Regional Cores quota.', 'the quota of the region does not suffice'],
  ['ErrCode_InsufficientVCPUQuota', 'Insufficient vcpu quota requested 24, remaining 10 for family standardDSv5Family for region westeurope.', 'the quota of the region does not suffice'],
  ['RequestDisallowedByPolicy', 'Resource \'x\' was disallowed by policy.', 'a policy of the subscription forbids this'],
  ['StorageAccountAlreadyTaken', 'The storage account named contosomodels is already taken.', 'the name is taken'],
  ['AlreadyInUse', 'The registry DNS name contososcoring.azurecr.io is already in use.', 'the name is taken'],
  ['VaultAlreadyExists', 'The vault name \'contoso-scoring\' is already in use.', 'the name is taken'],
  ['ConflictError', 'A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault.', 'a vault of that name was deleted and still holds it'],
  ['ServiceAlreadyExistsInSoftDeletedState', 'Api service contoso-scoring-api was soft-deleted.', 'az apim deletedservice purge --service-name <name> --location westeurope'],
  ['SkuNotAvailable', 'The requested size for resource is currently not available in location \'westeurope\' zones \'3\'.', 'the region does not offer this size, or not in these zones'],
  ['AvailabilityZoneNotSupported', 'The zone(s) \'3\' for resource is not supported.', 'the region does not offer this size, or not in these zones'],
  ['BadRequest', 'The VM size of Standard_NC4as_T4_v3 is not allowed in your subscription in location \'westeurope\'.', 'the region does not offer this size, or not in these zones'],
  ['LocationNotAvailableForResourceType', 'The provided location \'x\' is not available for resource type.', 'westeurope does not have this service'],
  ['GrafanaMajorVersionNotSupported', 'The requested grafana major version \'11\' is not valid for sku type Standard. Valid versions: 12, 13', 'Azure makes no new Grafana of this version'],
  ['K8sVersionNotSupported', 'Version 1.31 is not supported in this region.', 'az aks get-versions --location westeurope'],
  ['InvalidAuthenticationTokenTenant', 'The access token is from the wrong issuer.', 'you are logged in to another tenant'],
  ['ExpiredAuthenticationToken', 'The access token expiry UTC time is earlier than current UTC time.', 'the login has expired'],
  ['AADSTS700082', 'AADSTS700082: The refresh token has expired due to inactivity.', 'the login has expired'],
  ['CredentialUnavailableError', '', 'you are not logged in to Azure: az login --tenant 0f8fad5b-d9cb-469f-a165-70867728950e'],
  ['AuthorizationFailed', 'The client does not have authorization to perform action.', 'you may not do this'],
  ['SubscriptionNotFound', 'The subscription could not be found.', 'there is no subscription 7d444840-9dc0-11d1-b245-5ffdce74fad2'],
  ['ScopeLocked', 'The scope cannot perform write operation.', 'a lock keeps this'],
  ['TooManyRequests', 'Number of requests exceeded.', 'run this again in some minutes'],
  ['DeploymentQuotaExceeded', 'Creating the deployment would exceed the quota of 800.', 'delete old ones'],
  ['AnotherOperationInProgress', 'Another operation on this or dependent resource is in progress.', 'something else changes this resource at the moment'],
  ['OperationNotAllowed', 'Operation is not allowed: Another operation (Upgrading) is in progress.', 'something else changes this resource at the moment'],
  ['PrincipalNotFound', 'Principal does not exist in the directory.', 'check the object ids'],
  ['RoleAssignmentExists', 'The role assignment already exists.', 'remove that assignment'],
  ['InternalServerError', 'Encountered internal server error.', 'the fault is Azure\'s own'],
])('%s (%s) is followed by what to do', (code, message, advice) => {
  expect(adviceFor({ code, message }, context)).toContain(advice);
});

test('an error that nobody knows is told in its own words', () => {
  expect(explained({ code: 'NovelError', message: 'The flux\n  capacitor is empty.' }, context)).toBe('NovelError: The flux capacitor is empty.');
});

test('a login that is missing is told without the name of the class that says so', () => {
  expect(explained({ code: 'AggregateAuthenticationError', message: 'No login was found' }, context)).toMatch(/^No login was found\. What to do: you are not logged in/);
});

test('a login to a sovereign cloud begins with that cloud', () => {
  expect(adviceFor({ code: 'ExpiredAuthenticationToken', message: '' }, { ...context, azureCliName: 'AzureUSGovernment', tenantId: undefined }))
    .toContain('az cloud set --name AzureUSGovernment && az login;');
});
