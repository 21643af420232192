import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Assertion, CLIENT, Entra, TENANT } from './entra';
import { type Outcome, runFetcher } from './fetcher';
import { type Fault, Front } from './front';
import { Proxy } from './proxy';
import { mountTmpfs } from './small-volume';
import { ACCOUNT, Storage } from './storage';
import { archive, sha256Of } from '../../model-image/fetcher/test/archives';
import { CertificateAuthority } from '../cluster/certificates';

/** Hosts of tokens and of blobs: https://learn.microsoft.com/azure/developer/identity/authentication-national-cloud */
const SOVEREIGN = [
  ['US Government', 'login.microsoftonline.us', `${ACCOUNT}.blob.core.usgovcloudapi.net`],
  ['China', 'login.partner.microsoftonline.cn', `${ACCOUNT}.blob.core.chinacloudapi.cn`],
] as const;

const BLOB = 'boston-housing/1.0.0/model.tar.gz';
/** Does not shrink, so that an archive of it is cut in the middle where it is meant to be. */
const WEIGHTS = randomBytes(3 * 2 ** 20);

describe('plumbline-fetch from Blob storage, with a workload identity', () => {
  let folder: string;
  let ca: string;
  let entra: Entra;
  let storage: Storage;
  let front: Front;
  let proxy: Proxy;
  let content: Buffer;
  let runs = 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'plumbline-fetcher-'));
    const authority = await CertificateAuthority.create(folder, 'ca');
    ca = authority.files.certificate;
    const files = await authority.issue('localhost', { commonName: 'localhost', hosts: ['localhost', '127.0.0.1', ...SOVEREIGN.flatMap(([, login, blobs]) => [login, blobs])] });
    entra = await Entra.start(files);
    storage = await Storage.start(files, ca);
    front = await Front.start(files, ca, storage.url);
    proxy = await Proxy.start();
    content = await archive({ name: './', type: 'directory' }, { name: './model.rds', content: WEIGHTS }, { name: './score.R', content: 'score <- function(model, data) data$x\n' });
    await storage.createContainer(await entra.accessToken());
    await storage.upload(BLOB, content, await entra.accessToken());
  }, 300_000);

  afterAll(async () => {
    entra?.stop();
    front?.stop();
    proxy?.stop();
    await storage?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(() => {
    front.faults = [];
    front.ranges.length = 0;
    entra.exchanges.length = 0;
    entra.accessTokenSeconds = 3600;
    entra.outage = 0;
  });

  interface Given {
    readonly blob?: string;
    readonly sha256?: string;
    readonly assertion?: Assertion;
    readonly faults?: readonly Fault[];
    readonly environment?: Readonly<Record<string, string>>;
    readonly volume?: string;
    readonly onLine?: (line: string, stop: () => void) => void;
  }

  async function fetched(given: Given = {}): Promise<Outcome & { volume: string }> {
    const { blob = BLOB, sha256 = sha256Of(content), assertion, faults = [], environment = {}, volume, onLine } = given;
    runs += 1;
    const token = join(folder, `token-${runs}`);
    writeFileSync(token, await entra.serviceAccountToken(assertion));
    front.faults = [...faults];
    const place = volume ?? join(folder, `volume-${runs}`);
    const outcome = await runFetcher(place, {
      NODE_EXTRA_CA_CERTS: ca,
      AZURE_AUTHORITY_HOST: entra.authority,
      AZURE_CLIENT_ID: CLIENT,
      AZURE_TENANT_ID: TENANT,
      AZURE_FEDERATED_TOKEN_FILE: token,
      PLUMBLINE_ARTIFACT_SOURCE: 'blob',
      PLUMBLINE_ARTIFACT_LOCATION: `${front.url}${storage.pathOf(blob)}`,
      PLUMBLINE_ARTIFACT_SHA256: sha256,
      ...environment,
    }, onLine);
    return { ...outcome, volume: place };
  }

  const retries = ({ lines }: Outcome) => lines.filter(({ event }) => event === 'retrying');

  it('brings the model with the token of the pod\'s service account', async () => {
    const outcome = await fetched();
    expect(outcome.lines.at(-1)).toMatchObject({ event: 'fetched', files: 2, sha256: sha256Of(content) });
    expect(outcome.exitCode).toBe(0);
    expect(readFileSync(join(outcome.volume, 'model', 'model.rds')).equals(WEIGHTS)).toBe(true);
    expect(outcome.left).toEqual(['model']);
    expect(entra.exchanges).toEqual([{ scope: 'https://storage.azure.com/.default', subject: 'system:serviceaccount:boston-housing:boston-housing' }]);
  });

  it.each(SOVEREIGN)('brings the model of Azure %s with a token of its own Entra ID, asking no other cloud, through a proxy', async (_, login, blobs) => {
    proxy.asked.clear();
    proxy.targets.set(login, entra.authority).set(blobs, front.url);
    const location = `https://${blobs}${storage.pathOf(BLOB).replace(`/${ACCOUNT}`, '')}`;
    const outcome = await fetched({ environment: { HTTPS_PROXY: proxy.url, AZURE_AUTHORITY_HOST: `https://${login}/`, PLUMBLINE_ARTIFACT_LOCATION: location } });
    expect([outcome.exitCode, outcome.lastWords]).toEqual([0, '']);
    expect(readFileSync(join(outcome.volume, 'model', 'model.rds')).equals(WEIGHTS)).toBe(true);
    expect([...proxy.asked].sort()).toEqual([`${blobs}:443`, `${login}:443`].sort());
  });

  it('replaces what an earlier run of the pod left', async () => {
    const first = await fetched();
    writeFileSync(join(first.volume, 'model', 'stale.R'), '');
    writeFileSync(join(first.volume, '.model.archive'), 'half');
    const second = await fetched({ volume: first.volume });
    expect(second.exitCode).toBe(0);
    expect(() => readFileSync(join(first.volume, 'model', 'stale.R'))).toThrow('ENOENT');
  });

  it('goes on where a connection was cut', async () => {
    const outcome = await fetched({ faults: [{ kind: 'cut', afterBytes: 1_000_000 }, { kind: 'cut', afterBytes: 500_000 }] });
    expect(outcome.exitCode).toBe(0);
    expect(retries(outcome)).toHaveLength(2);
    const offsets = front.ranges.map((range) => Number(/bytes=(\d+)-/.exec(range)?.[1] ?? 0));
    expect(offsets[0]).toBe(0);
    expect(offsets[1]).toBeGreaterThan(0);
    expect(offsets[2]).toBeGreaterThan(offsets[1]);
  });

  it('waits for a storage that is busy', async () => {
    const outcome = await fetched({ faults: [{ kind: 'refuse', status: 503, code: 'ServerBusy' }] });
    expect(outcome.exitCode).toBe(0);
    expect(retries(outcome)[0].reason).toContain('503 ServerBusy');
  });

  async function expectFailure(given: Given, exitCode: number, sentence: RegExp): Promise<Outcome> {
    const outcome = await fetched(given);
    expect(outcome.lastWords).toMatch(sentence);
    expect(outcome.lastWords).not.toContain('\n');
    expect(outcome.exitCode).toBe(exitCode);
    expect(outcome.left).toEqual([]);
    return outcome;
  }

  it('gives up after as many tries as it was allowed', async () => {
    const outcome = await expectFailure({ faults: [1, 2, 3].map(() => ({ kind: 'cut', afterBytes: 1000 })) }, 14, /^given up after 3 tries: the connection/);
    expect(retries(outcome)).toHaveLength(2);
  });

  it('refuses an archive with another digest', async () => {
    await expectFailure({ sha256: '0'.repeat(64) }, 10, /^the archive's SHA-256 is [0-9a-f]{64}, and the spec says 0{64}/);
  });

  it('tells a service account\'s token that has expired', async () => {
    await expectFailure({ assertion: { expiresInSeconds: -60 } }, 11, /token of the service account has expired.*AADSTS700024/);
  });

  it('tells a service account that no federated credential names', async () => {
    await expectFailure({ assertion: { subject: 'system:serviceaccount:churn:churn' } }, 11, /AADSTS700213.*system:serviceaccount:churn:churn.*must name this namespace/);
  });

  it('tells an assertion that the cluster did not sign', async () => {
    await expectFailure({ assertion: { forged: true } }, 11, /Entra ID refused/);
  });

  it('tells an access token that storage no longer takes', async () => {
    entra.accessTokenSeconds = -60;
    await expectFailure({}, 11, /^storage refused the token/);
  });

  it('retries an Entra ID that is out of order, and says so', async () => {
    entra.outage = 503;
    const outcome = await expectFailure({}, 14, /given up after 3 tries: the connection failed \(status 503\): Entra ID/);
    expect(retries(outcome)).toHaveLength(2);
  });

  it('tells an identity without the role, and does not try again', async () => {
    const outcome = await expectFailure({ faults: [{ kind: 'refuse', status: 403, code: 'AuthorizationPermissionMismatch' }] }, 12, /403 AuthorizationPermissionMismatch.*Storage Blob Data Reader/);
    expect(retries(outcome)).toEqual([]);
  });

  it('tells a blob that is not there', async () => {
    await expectFailure({ blob: 'boston-housing/9.9.9/model.tar.gz' }, 13, /^there is no such blob \(404 BlobNotFound\).*9\.9\.9/);
  });

  it('ends at its timeout', async () => {
    await expectFailure({ faults: [{ kind: 'slow', bytesPerSecond: 100_000 }], environment: { PLUMBLINE_ARTIFACT_TIMEOUT_SECONDS: '4' } }, 16, /not there after the 4 s/);
  });

  it('ends at its timeout where nothing answers', async () => {
    await expectFailure({ faults: [{ kind: 'hang' }], environment: { PLUMBLINE_ARTIFACT_TIMEOUT_SECONDS: '4' } }, 16, /not there after the 4 s/);
  });

  it('ends at SIGTERM', async () => {
    const outcome = await fetched({
      faults: [{ kind: 'slow', bytesPerSecond: 100_000 }],
      onLine: (line, stop) => { if (line.includes('"fetching"')) { stop(); } },
    });
    expect(outcome).toMatchObject({ exitCode: 143, left: [], lastWords: 'stopped by SIGTERM' });
  });

  it('refuses an archive that is larger than it may be', async () => {
    await expectFailure({ environment: { PLUMBLINE_ARTIFACT_MAX_MIB: '1' } }, 18, /larger than the 1 MiB of artifact\.maxSize/);
  });

  it('refuses a server whose certificate it does not know', async () => {
    await expectFailure({ environment: { NODE_EXTRA_CA_CERTS: '' } }, 21, /certificate of the server could not be verified/);
  });

  it('refuses plain HTTP before it asks for a token', async () => {
    await expectFailure({ environment: { PLUMBLINE_ARTIFACT_LOCATION: 'http://contosomodels.blob.core.windows.net/models/model.tar.gz' } }, 2, /must be the https URL of a blob/);
    expect(entra.exchanges).toEqual([]);
  });

  it('tells a blob that is replaced during the fetch', async () => {
    const other = await archive({ name: 'model.rds', content: randomBytes(2 ** 20) });
    await storage.upload('changing', content, await entra.accessToken());
    let uploaded: Promise<void> | undefined;
    const outcome = await fetched({
      blob: 'changing',
      faults: [{ kind: 'cut', afterBytes: 1_000_000 }],
      onLine: (line) => { if (line.includes('retrying')) { uploaded ??= entra.accessToken().then((token) => storage.upload('changing', other, token)); } },
    });
    await uploaded;
    expect(outcome.lastWords).toMatch(/^the blob was changed while it was fetched \(412/);
    expect(outcome).toMatchObject({ exitCode: 20, left: [] });
  });

  it('tells a full disk', async () => {
    const volume = mountTmpfs(join(folder, 'small'), '2m');
    if (volume === undefined) { return; }
    try {
      await expectFailure({ volume: volume.path }, 15, /the volume of the model is full \(ENOSPC\)/);
    } finally {
      volume.unmount();
    }
  });

  it('tells a disk that fills while it unpacks', async () => {
    const volume = mountTmpfs(join(folder, 'tight'), '4m');
    if (volume === undefined) { return; }
    try {
      await expectFailure({ volume: volume.path }, 15, /the volume of the model is full \(ENOSPC\) at .*model\.rds/);
    } finally {
      volume.unmount();
    }
  });
});
