import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { valid } from 'semver';
import { documentOf } from '../../src/review/document';
import { terminalOf } from '../../src/review/terminal';
import { itemsOf, NOTES_FOLDER, upgradeBetween } from '../../src/review/upgrade';
import { temporaryFolder, writeFiles } from '../helpers/temporary-folder';

describe('the notes of the versions', () => {
  const files = readdirSync(NOTES_FOLDER);

  test('have one for the current version', () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { version: string };
    expect(files).toContain(`${version}.md`);
  });

  test.each(files)('%s is named by a version and lists something', (file) => {
    expect(valid(file.replace(/\.md$/, ''))).not.toBeNull();
    expect(itemsOf(readFileSync(join(NOTES_FOLDER, file), 'utf8'))).not.toEqual([]);
  });
});

describe('an upgrade', () => {
  const folder = temporaryFolder();
  const between = (from: string, to: string) => {
    writeFiles(folder(), {
      '0.1.0.md': '# 0.1.0\n\n- first\n', '0.9.0.md': '# 0.9.0\n\n- second, which\n  goes on\n- third\n', '0.10.0.md': '# 0.10.0\n\n- fourth\n', 'README.md': '- no version\n',
    });
    return upgradeBetween(from, to, folder());
  };

  test('has the notes after the old version up to the new one, by the order of versions', () => {
    expect(between('0.1.0', '0.10.0').notes).toEqual([
      { version: '0.9.0', text: 'second, which goes on' }, { version: '0.9.0', text: 'third' }, { version: '0.10.0', text: 'fourth' },
    ]);
  });

  test('backwards has the notes of the versions that are left', () => {
    expect(between('0.10.0', '0.9.0').notes).toEqual([{ version: '0.10.0', text: 'fourth' }]);
  });

  test('to a version that this Plumbline is older than says so', () => {
    expect(between('0.10.0', '1.0.0').gap).toMatch(/^a newer version is named than the one that is installed/);
    expect(between('0.9.0', '0.10.0').gap).toBeUndefined();
  });

  test('says so where the installation lacks the notes', () => {
    expect(upgradeBetween('0.1.0', '0.2.0', join(folder(), 'none'))).toEqual({
      from: '0.1.0', to: '0.2.0', notes: [], gap: `this installation of Plumbline lacks its notes of the versions (${join(folder(), 'none')}); run npm ci`,
    });
  });

  test('is the first part of a review', () => {
    const upgrade = between('0.9.0', '0.10.0');
    const document = documentOf({ headline: 'nothing changes', risk: { level: 'low', because: [] }, groups: [], environments: [], own: [], notes: [], upgrade });
    expect(terminalOf(document, false)).toMatch(/Plumbline 0\.9\.0 → 0\.10\.0\n +0\.10\.0: +fourth/);
  });
});
