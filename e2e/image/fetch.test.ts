import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBeside } from './container';
import { BASE, builtBase, hasBuilders } from './images';
import { archive, sha256Of } from '../../model-image/fetcher/test/archives';
import { CertificateAuthority } from '../cluster/certificates';
import { CLIENT, Entra, TENANT } from '../fetcher/entra';
import { Storage } from '../fetcher/storage';

/** The limit of the init container (src/constructs/model-fetcher.ts). */
const MEMORY = '128m';
const MEBIBYTES = 192;

(hasBuilders ? describe : describe.skip)('plumbline-fetch in the image', () => {
  let folder: string;
  let entra: Entra;
  let storage: Storage;

  beforeAll(async () => {
    await builtBase();
    folder = mkdtempSync(join(tmpdir(), 'plumbline-fetch-image-'));
    chmodSync(folder, 0o755);
    const authority = await CertificateAuthority.create(folder, 'ca');
    const files = await authority.issue('localhost', { commonName: 'localhost', hosts: ['localhost', '127.0.0.1'] });
    entra = await Entra.start(files);
    storage = await Storage.start(files, authority.files.certificate);
    await storage.createContainer(await entra.accessToken());
  }, 900_000);

  afterAll(async () => {
    entra?.stop();
    await storage?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('brings a model that is larger than its memory', async () => {
    const content = await archive({ name: 'model.rds', content: randomBytes(MEBIBYTES * 2 ** 20) });
    await storage.upload('large', content, await entra.accessToken());
    writeFileSync(join(folder, 'token'), await entra.serviceAccountToken());
    const volume = join(folder, 'volume');
    mkdirSync(volume);
    chmodSync(volume, 0o777);
    const environment = {
      NODE_EXTRA_CA_CERTS: '/test/ca.crt',
      AZURE_AUTHORITY_HOST: entra.authority,
      AZURE_CLIENT_ID: CLIENT,
      AZURE_TENANT_ID: TENANT,
      AZURE_FEDERATED_TOKEN_FILE: '/test/token',
      PLUMBLINE_ARTIFACT_SOURCE: 'blob',
      PLUMBLINE_ARTIFACT_LOCATION: `${storage.url}${storage.pathOf('large')}`,
      PLUMBLINE_ARTIFACT_SHA256: sha256Of(content),
      PLUMBLINE_ARTIFACT_DESTINATION: '/var/lib/plumbline/model',
      PLUMBLINE_ARTIFACT_MAX_MIB: '256',
      PLUMBLINE_ARTIFACT_TIMEOUT_SECONDS: '300',
      PLUMBLINE_ARTIFACT_ATTEMPTS: '2',
    };
    const options = ['--memory', MEMORY, '--volume', `${folder}:/test:ro`, '--volume', `${volume}:/var/lib/plumbline`];
    const variables = Object.entries(environment).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
    const outcome = await runBeside(BASE, ['plumbline-fetch'], [...options, ...variables]);
    expect(outcome.stdout).toContain('"event":"fetched","files":1');
    expect(outcome.status).toBe(0);
    expect(readFileSync(join(volume, 'model', 'model.rds')).length).toBe(MEBIBYTES * 2 ** 20);
  }, 600_000);
});
