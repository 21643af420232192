import type { Command } from 'commander';
import type { ImageBuildFlags, ImageFlags } from './image-flags';
import { collected } from './options';

export function registerImage(program: Command): void {
  const image = program.command('image').description('build the image of a model and push it to its registry');
  const common = (command: Command) => command
    .option('--root <folder>', 'the folder with models/ and environments/ in it', '.')
    .option('--environment <name>', 'the environment whose registry it is for')
    .option('--builder <program>', 'docker, podman or buildah (default: the first that works)')
    .option('--builder-option <option>', 'an option of that program, as --network=host; may be given several times', collected, [])
    .option('--json', 'report as JSON on standard output', false)
    .option('--quiet', 'say nothing but problems and the result', false);
  common(image.command('build').description('build a model\'s image, or with --base the one that all of them start from'))
    .argument('[model]', 'name of a model in models/')
    .option('--base', 'the base image: R, Node and the runtime, without a model', false)
    .option('--acr', 'let the environment\'s registry build and keep it (az acr build)', false)
    .option('--tag <reference>', 'name it so, and not as the spec says; may be given several times', collected, [])
    .option('--debian <reference>', 'with --base: the root file system of Debian trixie to start from')
    .option('--from <reference>', 'the base image to start from')
    .option('--model-folder <folder>', 'where model.rds, score.R or service.R is (a folder of the model\'s name beside the spec, or of the samples)')
    .option('--package <name>', 'an R package that is not seen in the model\'s code; may be given several times', collected, [])
    .option('--debian-snapshot <time>', 'Debian\'s packages as they were then, such as 20260901T000000Z', '')
    .option('--cran <name>', 'an R package to take from CRAN and not from Debian; may be given several times', collected, [])
    .option('--cran-snapshot <url>', 'the repository for --cran, as it was on one day', '')
    .option('--accept-versions', 'build although the versions of session.json are others', false)
    .action(async (model: string | undefined, flags: ImageBuildFlags) => {
      const { imageBuild } = await import('./image-build');
      process.exitCode = await imageBuild(model, flags);
    });
  common(image.command('push').description('push a model\'s image, or with --base the base image, and print the line of the spec that pins it'))
    .argument('[model]', 'name of a model in models/')
    .option('--base', 'the base image', false)
    .action(async (model: string | undefined, flags: ImageFlags & { base: boolean }) => {
      const { imagePush } = await import('./image-push');
      process.exitCode = await imagePush(model, flags);
    });
}
