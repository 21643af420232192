import { readSettings } from '../src/settings';

const BLOB = {
  PLUMBLINE_ARTIFACT_SOURCE: 'blob',
  PLUMBLINE_ARTIFACT_LOCATION: 'https://contosomodels.blob.core.windows.net/models/churn/model.tar.gz',
  PLUMBLINE_ARTIFACT_SHA256: 'ab'.repeat(32),
  PLUMBLINE_ARTIFACT_DESTINATION: '/var/lib/plumbline/model',
  PLUMBLINE_ARTIFACT_MAX_MIB: '2048',
  PLUMBLINE_ARTIFACT_TIMEOUT_SECONDS: '300',
  PLUMBLINE_ARTIFACT_ATTEMPTS: '5',
  AZURE_CLIENT_ID: '1b4e28ba-2fa1-41d2-883f-0016d3cca427',
  AZURE_TENANT_ID: '0f8fad5b-d9cb-469f-a165-70867728950e',
  AZURE_FEDERATED_TOKEN_FILE: '/var/run/secrets/azure/tokens/azure-identity-token',
};

describe('the settings of a fetch', () => {
  it('are read from the variables of the init container', () => {
    expect(readSettings(BLOB)).toEqual({
      source: 'blob',
      location: BLOB.PLUMBLINE_ARTIFACT_LOCATION,
      sha256: 'ab'.repeat(32),
      destination: '/var/lib/plumbline/model',
      maxMiB: 2048,
      timeoutSeconds: 300,
      attempts: 5,
    });
  });

  it('need no identity for a share', () => {
    const { AZURE_CLIENT_ID: _, AZURE_TENANT_ID: __, AZURE_FEDERATED_TOKEN_FILE: ___, ...rest } = BLOB;
    const share = { ...rest, PLUMBLINE_ARTIFACT_SOURCE: 'share', PLUMBLINE_ARTIFACT_LOCATION: '/mnt/model-share/churn/model.tar.gz' };
    expect(readSettings(share)).toMatchObject({ source: 'share', location: '/mnt/model-share/churn/model.tar.gz' });
  });

  it('are refused with every mistake at once', () => {
    expect(() => readSettings({ ...BLOB, PLUMBLINE_ARTIFACT_SHA256: 'abc', PLUMBLINE_ARTIFACT_ATTEMPTS: '0' }))
      .toThrow('PLUMBLINE_ARTIFACT_SHA256 must be 64 hexadecimal digits in lower case, found "abc"; PLUMBLINE_ARTIFACT_ATTEMPTS must be a whole number of at least 1, found "0"');
  });

  it.each([
    ['plain HTTP', 'http://contosomodels.blob.core.windows.net/models/model.tar.gz'],
    ['a shared access signature', 'https://contosomodels.blob.core.windows.net/models/model.tar.gz?sv=2023&sig=secret'],
    ['a password', 'https://me:secret@contosomodels.blob.core.windows.net/models/model.tar.gz'],
    ['a container without a blob', 'https://contosomodels.blob.core.windows.net/models'],
  ])('refuse %s', (_, location) => {
    expect(() => readSettings({ ...BLOB, PLUMBLINE_ARTIFACT_LOCATION: location })).toThrow('must be the https URL of a blob, without a query');
  });

  it('say what a pod without workload identity lacks', () => {
    expect(() => readSettings({ ...BLOB, AZURE_FEDERATED_TOKEN_FILE: '' })).toThrow(/AZURE_FEDERATED_TOKEN_FILE is not set: the pod needs the label/);
  });

  it('take a sovereign cloud\'s blob with its own authority', () => {
    const settings = { ...BLOB, PLUMBLINE_ARTIFACT_LOCATION: 'https://contoso.blob.core.usgovcloudapi.net/models/model.tar.gz', AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.us/' };
    expect(readSettings(settings).location).toContain('usgovcloudapi');
  });

  it('take an authority and a storage that no list has, as of Azure Stack', () => {
    const settings = { ...BLOB, PLUMBLINE_ARTIFACT_LOCATION: 'https://contoso.blob.local.azurestack.external/models/model.tar.gz', AZURE_AUTHORITY_HOST: 'https://login.local.azurestack.external/' };
    expect(readSettings(settings).location).toContain('azurestack');
  });

  it('refuse a blob of one cloud with the authority of another', () => {
    expect(() => readSettings({ ...BLOB, AZURE_AUTHORITY_HOST: 'https://login.partner.microsoftonline.cn/' }))
      .toThrow('the blob is in Azure public and AZURE_AUTHORITY_HOST in Azure China');
  });
});
