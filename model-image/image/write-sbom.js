// Writes what the image holds to /usr/share/plumbline/sbom.cdx.json, as CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/): Debian's packages, those of
// the runtime, and R packages that are not Debian's. The same image gives the same bytes, so there is no time and no serial number in it.
const { execFileSync } = require('node:child_process');
const { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const DESTINATION = '/usr/share/plumbline/sbom.cdx.json';
const RUNTIME = '/opt/plumbline';
const CRAN_LIBRARY = '/opt/plumbline/library';

const escape = (text) => encodeURIComponent(text).replace(/%3A/g, ':').replace(/%2B/g, '%2B');
const component = (name, version, purl, more = {}) => ({ 'type': 'library', 'bom-ref': purl, name, version, purl, ...more });

function debianPackages() {
  const release = /^VERSION_CODENAME=(.*)$/m.exec(readFileSync('/etc/os-release', 'utf8'))[1];
  const format = '${binary:Package}\\t${Version}\\t${Architecture}\\t${source:Package}\\t${db:Status-Status}\\n';
  return execFileSync('dpkg-query', ['--show', `--showformat=${format}`], { encoding: 'utf8' }).trim().split('\n')
    .map((line) => line.split('\t')).filter((fields) => fields[4] === 'installed')
    .map(([binary, version, architecture]) => {
      const name = binary.split(':')[0];
      return component(name, version, `pkg:deb/debian/${escape(name)}@${escape(version)}?arch=${architecture}&distro=${release}`);
    });
}

function npmPackages() {
  const bundled = join(RUNTIME, 'fetcher', 'lib', 'packages.json');
  const found = existsSync(bundled) ? JSON.parse(readFileSync(bundled, 'utf8')) : [];
  walk(join(RUNTIME, 'gateway', 'node_modules'), found);
  return found.map(({ name, version, license }) =>
    component(name, version, `pkg:npm/${name.replace('@', '%40')}@${escape(version)}`, license ? { licenses: [{ expression: license }] } : {}));
}

function walk(folder, found) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder).sort()) {
    if (entry.startsWith('@')) {
      walk(join(folder, entry), found);
      continue;
    }
    const manifest = join(folder, entry, 'package.json');
    if (!existsSync(manifest)) continue;
    found.push(JSON.parse(readFileSync(manifest, 'utf8')));
    walk(join(folder, entry, 'node_modules'), found);
  }
}

function cranPackages() {
  if (!existsSync(CRAN_LIBRARY)) return [];
  return readdirSync(CRAN_LIBRARY).sort().filter((name) => existsSync(join(CRAN_LIBRARY, name, 'DESCRIPTION'))).map((name) => {
    const version = /^Version: *(.*)$/m.exec(readFileSync(join(CRAN_LIBRARY, name, 'DESCRIPTION'), 'utf8'))[1];
    return component(name, version, `pkg:cran/${name}@${version}`);
  });
}

const all = new Map([...debianPackages(), ...npmPackages(), ...cranPackages()].map((item) => [item.purl, item]));
const components = [...all.values()].sort((left, right) => (left.purl < right.purl ? -1 : 1));
mkdirSync('/usr/share/plumbline', { recursive: true });
writeFileSync(DESTINATION, `${JSON.stringify({ $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json', bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, components }, null, 1)}\n`);
