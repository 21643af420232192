import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { podman, runIn, ScoringContainer } from './container';
import { BASE, builtBase, builtModel, hasBuilders, removeImage, ROOT } from './images';

const BOSTON = 'localhost/plumbline-test/boston:test';
const TROUBLE = 'localhost/plumbline-test/trouble:test';
const EXAMPLE = join(ROOT, 'model-image', 'examples', 'boston-housing');

/** Doubles x, unless a row's action says what is to go wrong. */
const SCORE = `
score <- function(model, data) {
  for (action in data$action) switch(action,
    bomb = { kept <- list(); repeat kept <- c(kept, list(as.numeric(seq_len(1e7)) + 1)) },
    orphan = system("sh -c 'sleep 0.2 & exit 0'"),
    slow = Sys.sleep(3),
    temporary = { path <- tempfile(); tryCatch(writeLines("x", path), error = function(e) NULL, warning = function(w) NULL) },
    NULL
  )
  data$x * 2
}
`;
const INPUTS = [{ name: 'x', type: 'double' }, { name: 'action', type: 'string' }];

if (!hasBuilders) {
  if (process.env.CI === 'true') { throw new Error('podman, buildah and runc are needed, and root: sh model-image/install-builders.sh'); }
  process.stderr.write('skipped: the image is tested with podman, buildah and runc, by root (sh model-image/install-builders.sh)\n');
}

(hasBuilders ? describe : describe.skip)('the image', () => {
  let folder: string;
  let baseId: string;
  let boston: ScoringContainer;
  let trouble: ScoringContainer;

  const modelFolder = (name: string, files: Readonly<Record<string, string>>): string => {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true });
    for (const [file, text] of Object.entries(files)) { writeFileSync(join(path, file), text); }
    return path;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'plumbline-image-models-'));
    ({ id: baseId } = await builtBase());
    await builtModel(BOSTON, EXAMPLE);
    await builtModel(TROUBLE, modelFolder('trouble', { 'score.R': SCORE, 'sample.csv': 'x,action\n1,none\n2,none\n' }));
    boston = await ScoringContainer.start(BOSTON, {});
    trouble = await ScoringContainer.start(TROUBLE, { contract: { inputs: INPUTS, outputs: [] } });
    await boston.ready();
    await trouble.ready();
  }, 900_000);

  afterAll(() => {
    boston?.remove();
    trouble?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('answers with R\'s own number, to the last digit', async () => {
    const code = 'suppressMessages(library(randomForest)); cat(format(predict(readRDS("/opt/plumbline/model/model.rds"), read.csv("/opt/plumbline/model/sample.csv")), digits = 17))';
    const own = runIn(BOSTON, ['Rscript', '--vanilla', '-e', code]).stdout.trim().split(/\s+/).map(Number);
    const [names, ...rows] = readFileSync(join(EXAMPLE, 'sample.csv'), 'utf8').trim().split('\n').map((line) => line.split(','));
    const records = rows.map((row) => Object.fromEntries(names.map((name, at) => [name.replaceAll('"', ''), Number(row[at])])));
    const { body } = await boston.score(records);
    expect(own).toHaveLength(5);
    expect(body.map(({ prediction }: { prediction: number }) => prediction)).toEqual(own);
  });

  it('runs as user 10001 of group 10001', () => {
    expect(boston.exec('sh', '-c', 'cat /proc/[0-9]*/status | grep -E "^(Uid|Gid)" | sort -u')).toBe('Gid:\t10001\t10001\t10001\t10001\nUid:\t10001\t10001\t10001\t10001');
  });

  it('has tini as its first process and the gateway below it', () => {
    expect(boston.exec('cat', '/proc/1/comm')).toBe('tini');
    expect(boston.exec('sh', '-c', 'cat /proc/[0-9]*/stat | awk \'$4 == 1 { print $2 }\'')).toContain('(node)');
  });

  it('can write nothing but /tmp', () => {
    const tried = boston.exec('sh', '-c', 'for f in /x /opt/plumbline/model/x /var/x /etc/x /usr/x /tmp/x; do if touch $f 2>/dev/null; then echo $f; fi; done');
    expect(tried).toBe('/tmp/x');
  });

  it('holds no compiler, no package lists and no manuals', () => {
    const found = runIn(BOSTON, ['sh', '-c', 'command -v gcc cc g++ gfortran make; ls /var/lib/apt/lists /usr/share/man /usr/share/info']).stdout;
    expect(found.replace(/^\/.*:$/gm, '').trim()).toBe('');
  });

  it('lets no program become root', () => {
    const set = podman('run', '--rm', '--runtime', 'runc', '--ulimit', 'nofile=1024:1024', '--ulimit', 'nproc=4096:4096', '--entrypoint', 'find', '--user', '0', BOSTON,
      '/', '-xdev', '-perm', '/6000', '-type', 'f');
    expect(set.stdout.trim()).toBe('');
  });

  it('lists every package of Debian and of npm in its bill of materials', () => {
    const bill = JSON.parse(runIn(BOSTON, ['cat', '/usr/share/plumbline/sbom.cdx.json']).stdout) as { components: { name: string; version: string; purl: string }[] };
    const installed = runIn(BOSTON, ['dpkg-query', '--show', '--showformat=${Package} ${Version}\\n']).stdout.trim().split('\n').sort();
    const listed = bill.components.filter(({ purl }) => purl.startsWith('pkg:deb/')).map(({ name, version }) => `${name} ${version}`).sort();
    expect(listed).toEqual(installed);
    expect(bill.components.map(({ name }) => name)).toEqual(expect.arrayContaining(['r-cran-randomforest', 'jose', '@azure/identity', 'tar-stream']));
  });

  it('is the same, to the digest, when it is built again', async () => {
    const again = 'localhost/plumbline-test/again:test';
    try {
      expect((await builtBase(again)).id).toBe(baseId);
    } finally {
      removeImage(again);
    }
  }, 600_000);

  it('ends with 2 for a configuration that is wrong', async () => {
    const container = await ScoringContainer.start(BOSTON, { auth: { mode: 'nobody' } });
    try {
      expect(await container.ended()).toBe(2);
      expect(container.log).toContain('auth.mode must be one of');
    } finally {
      container.remove();
    }
  });

  it('ends with 1 for an image without a model', async () => {
    const container = await ScoringContainer.start(BASE, {});
    try {
      expect(await container.ended()).toBe(1);
      expect(container.log).toContain('the model folder holds neither model.rds nor score.R');
    } finally {
      container.remove();
    }
  });

  it('ends with 2 where the fetcher is told nothing', () => {
    expect(runIn(BASE, ['plumbline-fetch'])).toMatchObject({ status: 2, stdout: expect.stringContaining('PLUMBLINE_ARTIFACT_SOURCE must be blob or share') });
  });

  it('leaves no zombies of what R starts', async () => {
    expect((await trouble.score({ x: 1, action: 'orphan' })).status).toBe(200);
    let zombies = 'Z';
    for (let tries = 0; tries < 50 && zombies !== ''; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      zombies = trouble.exec('sh', '-c', 'cat /proc/[0-9]*/stat | awk \'$3 == "Z"\'');
    }
    expect(zombies).toBe('');
  });

  it('survives a worker that takes all the memory it can', async () => {
    const answer = await trouble.score({ x: 1, action: 'bomb' });
    expect(answer.status).toBeGreaterThanOrEqual(500);
    expect(trouble.isRunning).toBe(true);
    expect(trouble.wasKilledForMemory).toBe(false);
    expect(await trouble.score({ x: 21, action: 'none' })).toEqual({ status: 200, body: { prediction: 42 } });
  });

  it('answers with a /tmp that is full', async () => {
    trouble.exec('sh', '-c', 'cat /dev/zero > /tmp/full 2>/dev/null');
    try {
      expect(trouble.exec('sh', '-c', 'df --output=avail /tmp | tail -1')).toBe('0');
      expect(await trouble.score([{ x: 1, action: 'temporary' }, { x: 2, action: 'none' }])).toEqual({ status: 200, body: [{ prediction: 2 }, { prediction: 4 }] });
    } finally {
      trouble.exec('rm', '-f', '/tmp/full');
    }
  });

  it('finishes what it accepted when it is told to stop, and ends with 0', async () => {
    const running = trouble.score({ x: 4, action: 'slow' });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    trouble.signal('TERM');
    expect(await running).toEqual({ status: 200, body: { prediction: 8 } });
    expect(await trouble.ended()).toBe(0);
  });
});
