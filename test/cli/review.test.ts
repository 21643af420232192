import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline } from '../helpers/plumbline';
import { environmentSpec, modelSpec, writeRepository } from '../helpers/repository';
import { readTree, temporaryFolder, writeFiles } from '../helpers/temporary-folder';

const IDENTITY = ['-c', 'user.name=Tester', '-c', 'user.email=tester@example.com', '-c', 'init.defaultBranch=main', '-c', 'commit.gpgsign=false'];

describe('plumbline review', () => {
  const root = temporaryFolder();
  const git = (...args: readonly string[]) => execFileSync('git', [...IDENTITY, ...args], { cwd: root(), encoding: 'utf8', stdio: 'pipe' });
  const commit = (message: string) => { git('add', '--all'); git('commit', '--quiet', '--message', message); };
  const review = (...args: readonly string[]) => plumbline(root(), ['review', ...args]);
  const tree = () => Object.entries(readTree(root())).filter(([path]) => !path.startsWith('.plumbline/'));
  const synth = () => plumbline(root(), ['synth']);
  const change = (spec: string) => { writeFiles(root(), { 'models/churn.yaml': modelSpec('churn', spec) }); };

  /** A repository with one commit on main, rendered, and a branch that is checked out. */
  function begin(): void {
    writeRepository(root());
    writeFiles(root(), { '.gitignore': '.plumbline/\n' });
    synth();
    git('init', '--quiet');
    commit('base');
    git('checkout', '--quiet', '-b', 'change');
  }

  test('says that nothing changes where nothing does', () => {
    begin();
    expect(review()).toMatchObject({ exitCode: 0, stdout: `nothing changes since main (${git('rev-parse', 'main').slice(0, 9)})\n`, stderr: '' });
  });

  test('begins with the sentence that a person needs', () => {
    begin();
    change('scaling: { max: 12 }');
    synth();
    commit('more pods');
    expect(review().stdout.split('\n')[0])
      .toBe('churn in dev: +2 pods at most, one more node at peak, no restart, endpoint, auth and contract unchanged, risk: low');
  });

  test('tells of another version of Plumbline, by the lock file', () => {
    const lock = (version: string) => ({ 'package-lock.json': JSON.stringify({ packages: { 'node_modules/plumbline-scoring': { version } } }) });
    writeFiles(root(), lock('0.0.0-alpha.1'));
    begin();
    writeFiles(root(), lock('0.0.0'));
    const { stdout } = review();
    expect(stdout.split('\n')[0]).toBe(`Plumbline 0.0.0-alpha.1 → 0.0.0; nothing changes since main (${git('rev-parse', 'main').slice(0, 9)})`);
    expect(stdout).toMatch(/0\.0\.0: +The first version: nothing to migrate\./);
  });

  test('prints Markdown that a workflow finds again', () => {
    begin();
    expect(review('--format', 'markdown').stdout).toMatch(/^<!-- plumbline-review -->\n### nothing changes since main \([0-9a-f]{9}\)\n$/);
  });

  test('prints JSON with each statement\'s rule', () => {
    begin();
    change('endpoint: { auth: none }');
    synth();
    const { models, risk } = JSON.parse(review('--json').stdout) as { models: { statements: { rule: string }[] }[]; risk: object };
    expect(models[0].statements.map(({ rule }) => rule)).toContain('auth-mode');
    expect(risk).toEqual({ level: 'high', because: ['authentication is off'] });
  });

  test('counts what is not committed yet, and what synth has not written', () => {
    begin();
    change('scaling: { max: 12 }');
    const { stdout } = review();
    expect(stdout).toContain('note: 1 spec not committed yet and part of this review: models/churn.yaml\n');
    expect(stdout).toMatch(/note: dist\/ is not what the specs say \(stale, or edited by hand\): .*dist\/models\/dev\/churn.yaml/);
  });

  test('counts no file as a spec that is none, and a spec that was moved by both its names', () => {
    begin();
    writeFiles(root(), { 'models/churn.predictions.json': '{}', 'models/more/notes.yaml': 'a: 1' });
    git('mv', 'models/churn.yaml', 'models/attrition.yaml');
    expect(review().stdout).toContain('note: 2 specs not committed yet and part of this review: models/attrition.yaml and models/churn.yaml\n');
  });

  test('sees a rendered file that was edited by hand, at the base and now', () => {
    begin();
    const file = 'dist/models/dev/churn.yaml';
    writeFiles(root(), { [file]: readTree(root())[file].replace('maxReplicas: 10', 'maxReplicas: 99') });
    expect(review().stdout).toContain(`(stale, or edited by hand): ${file}; run npx projen synth`);
    commit('by hand');
    git('branch', '--force', 'main', 'change');
    synth();
    const { stdout } = review();
    expect(stdout).toContain(`no spec says so: ${file}`);
    expect(stdout).toContain('- spec.maxReplicas: 99\n+ spec.maxReplicas: 10');
  });

  test('tells what nodes cost more, from a price table and with its date', () => {
    begin();
    writeFiles(root(), {
      'environments/dev.yaml': environmentSpec('dev').replace('sizes: [Standard_D8s_v5]', 'sizes: [Standard_D8s_v5], max: 20'),
      'prices.yaml': 'source: Azure retail prices\ndate: "2026-11-01"\ncurrency: EUR\nhourly: { Standard_D8s_v5: 1 }\n',
    });
    change('scaling: { min: 12, max: 12 }');
    expect(review('--prices', 'prices.yaml').stdout).toMatch(/\+\d+ to \+\d+ EUR a month at list price \(Azure retail prices, 2026-11-01\)/);
  });

  test('refuses a price table that is none, in a sentence', () => {
    begin();
    writeFiles(root(), { 'prices.yaml': 'hourly: { Standard_D8s_v5: dear }\n' });
    expect(review('--prices', 'prices.yaml'))
      .toMatchObject({ exitCode: 1, stderr: 'error: prices.yaml: a price table has the fields source, date, currency and hourly (a number for each VM size)\n' });
  });

  test.each([
    ['not there', 'none.yaml', 'error: the price table none.yaml can\'t be read: there is no such file\n'],
    ['a folder', 'models', 'error: the price table models can\'t be read: is a folder\n'],
    ['binary', 'prices.bin', 'error: the price table prices.bin is not UTF-8 text; save it as UTF-8\n'],
  ])('refuses a price table that is %s, in a sentence', (_what, file, stderr) => {
    begin();
    writeFileSync(join(root(), 'prices.bin'), Buffer.from([0xff, 0xfe, 0x00]));
    expect(review('--prices', file)).toEqual({ exitCode: 1, stdout: '', stderr });
  });

  describe('in a sentence and without a stack', () => {
    const refused = (message: string | RegExp, ...args: readonly string[]) => {
      const before = tree();
      const { exitCode, stderr, stdout } = review(...args);
      expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
      if (typeof message === 'string') { expect(stderr).toBe(`error: ${message}\n`); } else { expect(stderr).toMatch(message); }
      expect(stderr).not.toMatch(/^\s+at /m);
      expect(tree()).toEqual(before);
    };

    test('refuses a folder that is in no repository', () => {
      writeRepository(root());
      refused('this folder is in no Git repository, so there is nothing to compare with; run git init and commit, or give --root');
    });

    test('refuses a repository without a commit', () => {
      writeRepository(root());
      git('init', '--quiet');
      refused('this repository has no commit yet, so there is nothing to compare with; commit once');
    });

    test('refuses a folder that is not there', () => {
      refused(`there is no folder ${join(root(), 'none')}`, '--root', 'none');
    });

    test('refuses an empty base', () => {
      begin();
      refused('--base is empty; name a branch, tag or commit, or leave it out', '--base', '');
    });

    test('names the nearest branch for one that is not there', () => {
      begin();
      refused('no commit, branch or tag is called mian; did you mean main?; run git fetch if it is new', '--base', 'mian');
    });

    test('asks for a base where no usual branch is', () => {
      begin();
      git('branch', '--delete', '--force', 'main');
      refused('there is no branch main or master to compare with; name one with --base <ref>');
    });

    test('takes no option of git for a base', () => {
      begin();
      refused(/^error: no commit, branch or tag is called --output=x/, '--base=--output=x');
    });

    test('refuses a history without a common commit', () => {
      begin();
      git('checkout', '--quiet', '--orphan', 'other');
      commit('other');
      refused('main and the current branch have no commit in common; give another --base');
    });

    test('asks for the rest of a shallow clone', () => {
      begin();
      change('scaling: { max: 12 }');
      synth();
      commit('more');
      git('clone', '--quiet', '--depth', '1', '--branch', 'change', `file://${root()}`, 'clone');
      const { exitCode, stderr } = plumbline(join(root(), 'clone'), ['review', '--base', 'main']);
      expect(exitCode).toBe(1);
      expect(stderr).toBe('error: no commit, branch or tag is called main; this clone is shallow: run git fetch --unshallow (in a workflow: fetch-depth: 0)\n');
    });

    test('asks for the end of a merge whose conflicts are in dist/ alone', () => {
      begin();
      change('scaling: { max: 12 }');
      synth();
      commit('twelve');
      git('checkout', '--quiet', 'main');
      writeFiles(root(), { 'dist/models/dev/churn.yaml': readTree(root())['dist/models/dev/churn.yaml'].replace('maxReplicas: 10', 'maxReplicas: 11') });
      commit('eleven by hand');
      expect(() => git('merge', 'change')).toThrow();
      refused('a merge is not finished, with conflicts in rendered files alone: run npx projen synth, which writes them anew, and git add dist/models/dev/churn.yaml');
    });

    /** A merge of two branches that changed one line of one file each to something else. */
    function conflict(file: string, ours: string, theirs: string): void {
      begin();
      writeFiles(root(), { [file]: theirs });
      commit('theirs');
      git('checkout', '--quiet', 'main');
      writeFiles(root(), { [file]: ours });
      commit('ours');
      expect(() => git('merge', 'change')).toThrow();
    }

    test('tells the place of each conflict in a spec', () => {
      const spec = (max: number) => modelSpec('churn', `scaling: { max: ${max} }`);
      conflict('models/churn.yaml', spec(11), spec(12));
      refused(/^models\/churn.yaml:\d+:1: a merge left both sides here, HEAD \(to line \d+\) and change \(to line \d+\); keep what is right and take the marks away\nnothing can be/);
    });

    test('asks for the end of a merge that is not finished in another file', () => {
      conflict('README.md', 'ours\n', 'theirs\n');
      refused('a merge is not finished: resolve README.md and git add it, then run npx projen synth for what is rendered and git add that, too');
    });

    test('tells the errors of specs that cannot be read', () => {
      begin();
      writeFiles(root(), { 'models/churn.yaml': 'kind: [' });
      refused(/^models\/churn.yaml:1:8: .*\nnothing can be reviewed while the specs have errors\n$/);
    });

    test('tells that a spec is binary', () => {
      begin();
      writeFileSync(join(root(), 'models', 'churn.yaml'), Buffer.from([0xff, 0xfe, 0x00]));
      refused(/^models\/churn.yaml: the file is not UTF-8 text/);
    });
  });

  test('does not say that nothing changes where dist/ was moved by hand from one environment to another', () => {
    begin();
    writeFiles(root(), { 'environments/prod.yaml': environmentSpec('prod') });
    synth();
    commit('two environments');
    git('branch', '--force', 'main', 'change');
    git('mv', '--force', 'dist/models/dev/churn.yaml', 'dist/models/prod/churn.yaml');
    const { stdout } = review();
    expect(stdout).toMatch(/^no spec changes since main \([0-9a-f]{9}\), but dist\/ is not what the specs say\n/);
    expect(stdout).toContain('note: dist/models/prod/churn.yaml is in the way: plumbline renders it as dist/models/dev/churn.yaml, and a hand moved or copied it here; delete it\n');
    expect(synth()).toMatchObject({ exitCode: 1 });
    expect(git('status', '--porcelain')).toBe('D  dist/models/dev/churn.yaml\nM  dist/models/prod/churn.yaml\n');
  });

  test('takes conflict marks that were committed in dist/ for what they are', () => {
    begin();
    const file = 'dist/models/dev/churn.yaml';
    writeFiles(root(), { [file]: `<<<<<<< HEAD\n${readTree(root())[file]}>>>>>>> change\n` });
    commit('marks');
    expect(review().stdout).toContain(`note: ${file} holds the marks of a merge's conflict: run npx projen synth, which writes them anew`);
  });

  test('reviews as new what could not be read at the base', () => {
    writeRepository(root());
    writeFiles(root(), { 'models/churn.yaml': 'kind: [' });
    git('init', '--quiet');
    commit('broken');
    git('checkout', '--quiet', '-b', 'change');
    change('');
    const { exitCode, stdout } = review();
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/note: at the base models\/churn.yaml:1:8: .*; what the file says now is reviewed as new/);
    expect(stdout).toContain('churn in dev: new');
  });

  test('names the branch of a clone that changes are merged into', () => {
    begin();
    git('checkout', '--quiet', 'main');
    git('clone', '--quiet', root(), 'clone');
    expect(plumbline(join(root(), 'clone'), ['review']).stdout).toMatch(/^nothing changes since origin\/main \([0-9a-f]{9}\)$/m);
  });

  test('works on a detached head', () => {
    begin();
    git('checkout', '--quiet', '--detach');
    expect(review().exitCode).toBe(0);
  });

  test('works in a folder of a larger repository', () => {
    writeRepository(join(root(), 'scoring'));
    git('init', '--quiet');
    commit('base');
    rmSync(join(root(), 'scoring', 'models', 'fraud.yaml'));
    expect(plumbline(join(root(), 'scoring'), ['review']).stdout.split('\n')[0]).toMatch(/^fraud in dev: removed with its namespace/);
  });
});
