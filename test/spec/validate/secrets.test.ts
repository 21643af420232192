import { isSecretName, secretShape } from '../../../src/spec/validate/secrets';
import { errorsOf, MODEL } from '../../helpers/specs';

/** The errors of a model with these fields under `spec`. */
function model(text: string): string[] {
  return errorsOf(MODEL + text).map((error) => error.replace(/^models\/churn\.yaml:/, ''));
}

describe('a secret where only a reference may stand is refused', () => {
  test.each(['DB_PASSWORD', 'API_KEY', 'token', 'clientSecret', 'CONNECTION_STRING'])('in a variable called %s', (name) => {
    expect(model(`  env: { ${name}: hunter2 }\n`)).toEqual([
      `6:${12 + name.length}: spec.env.${name} may not hold a secret; name where it is kept: { keyVaultSecret: <name> } or { secret: { name: <name>, key: <key> } }`,
    ]);
  });

  test('in a variable of an override', () => {
    expect(model('  environments: { production: { env: { TOKEN: hunter2 } } }\n')).toEqual([
      '6:47: spec.environments.production.env.TOKEN may not hold a secret; name where it is kept: { keyVaultSecret: <name> } or { secret: { name: <name>, key: <key> } }',
    ]);
  });

  test('as users in the file', () => {
    expect(model('  endpoint: { users: [{ name: bob }] }\n')).toEqual([
      '6:15: spec.endpoint.users is not a field, and secrets are never written here; spec.endpoint.credentials and spec.env name them by reference',
    ]);
  });

  test('as a list of users where their secret\'s name belongs', () => {
    expect(model('  endpoint: { credentials: { keyVault: { users: [bob] } } }\n')).toEqual([
      '6:49: spec.endpoint.credentials.keyVault.users must be the name of a Key Vault secret: letters, digits and dashes; the secret itself is never written here',
    ]);
  });

  test('by its shape, in whatever field', () => {
    expect(errorsOf(MODEL.replace('team: crm', 'team: crm, description: "https://bob:hunter2@host/x"'))).toEqual([
      'models/churn.yaml:3:66: metadata.description looks like an address with a password, and secrets are never written here; keep it in Key Vault and name it',
    ]);
  });

  test('without being repeated in the error', () => {
    expect(model('  endpoint: { credentials: { keyVault: { signingKeys: "hunter2!" } } }\n  env: { DB_PASSWORD: hunter2! }\n').join()).not.toContain('hunter2');
  });
});

test.each(['SORT_KEY', 'PASSWORD_FILE', 'TOKEN_URL', 'MAX_TOKENS', 'KEYBOARD', 'publicKey', 'SECRET_NAME'])('%s names no secret', (name) => {
  expect(isSecretName(name)).toBe(false);
});

test.each(['PASSWORD', 'DB_PWD', 'apiKey', 'AZURE_STORAGE_CONNECTION_STRING', 'SIGNING_KEY2', 'CREDENTIALS'])('%s names a secret', (name) => {
  expect(isSecretName(name)).toBe(true);
});

test.each([
  ['-----BEGIN RSA PRIVATE KEY-----\nMIIE', 'a private key'],
  ['DefaultEndpointsProtocol=https;AccountName=a;AccountKey=abcdefghijklmnopqrstuvwxyz0123456789==', 'the key of an Azure account'],
  ['https://a.blob.core.windows.net/c?sv=2024&sig=abcdefghijklmnopqrstuvwxyz%3D', 'a shared access signature'],
  ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc', 'a token'],
  ['postgres://bob:hunter2@db/x', 'an address with a password'],
  ['Server=db;User Id=bob;Password=hunter2', 'a connection string with a password'],
])('%s is seen to be %s', (text, noun) => {
  expect(secretShape(text)).toBe(noun);
});

test.each(['https://models.contoso.com/churn', 'password', 'api://boston-housing', 'eyJ', 'a=b;c=d'])('%s is no secret', (text) => {
  expect(secretShape(text)).toBeUndefined();
});
