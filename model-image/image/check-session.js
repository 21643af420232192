// check-session.js <model folder>: the versions of session.json against those of this image. Every difference is named; what is different enough to
// answer differently ends the build, unless PLUMBLINE_ACCEPT_VERSIONS is set.
const { execFileSync } = require('node:child_process');
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const path = join(process.argv[2], 'session.json');
const isAccepted = (process.env.PLUMBLINE_ACCEPT_VERSIONS ?? '') !== '';

/** R's version, then a line for each package that is there: name and version. */
function installed(packages) {
  const script = 'cat(paste(R.version$major, R.version$minor, sep = "."), "\\n")\n'
    + 'for (p in commandArgs(TRUE)) if (nzchar(system.file(package = p))) cat(p, utils::packageDescription(p)$Version, "\\n")';
  const [version, ...lines] = execFileSync('Rscript', ['--vanilla', '-e', script, ...packages], { encoding: 'utf8' }).trim().split('\n').map((line) => line.trim());
  return { r: version, packages: new Map(lines.map((line) => line.split(' '))) };
}

const minor = (version) => version.split('.').slice(0, 2).join('.');

function main() {
  if (!existsSync(path)) {
    console.log('session.json: none, so the versions that the model was trained with are not known (record_session() of record-session.R writes it)');
    return;
  }
  const session = JSON.parse(readFileSync(path, 'utf8'));
  const names = Object.keys(session.packages ?? {});
  const image = installed(names);
  const differences = [];
  if (session.r !== image.r) differences.push({ text: `R ${session.r} trained the model, R ${image.r} is in the image`, isGrave: minor(session.r) !== minor(image.r) });
  for (const name of names) {
    const trained = session.packages[name];
    const here = image.packages.get(name);
    if (here === undefined) console.log(`session.json: ${name} ${trained} was loaded in training and is not in the image`);
    else if (here !== trained) differences.push({ text: `${name} ${trained} trained the model, ${name} ${here} is in the image`, isGrave: true });
  }
  for (const { text } of differences) console.error(`session.json: ${text}`);
  if (differences.length === 0) console.log(`session.json: R ${image.r} and ${image.packages.size} packages are those of the training`);
  if (differences.some(({ isGrave }) => isGrave) && !isAccepted) {
    console.error('session.json: train the model with the versions of the image, or choose a snapshot of that day, or accept the differences with --accept-versions');
    process.exitCode = 1;
  }
}

main();
