import { EXIT } from './exit-code';
import { UserFailure } from './failure';
import { builderOf } from './image-build';
import type { ImageFlags } from './image-flags';
import { loaded } from './image-specs';
import { Progress } from './progress';
import { reportJson } from './report';
import { ImageError } from '../image/image-error';
import { nameBase, nameModel } from '../image/naming';
import { pushImage } from '../image/push';

/** @returns the exit code */
export async function imagePush(model: string | undefined, flags: ImageFlags & { readonly base: boolean }): Promise<number> {
  if (flags.base === (model !== undefined)) { throw new UserFailure(flags.base ? 'give a model or --base, not both' : 'give the name of a model, or --base'); }
  try {
    const specs = loaded(flags.root);
    const { reference, repository, tag } = model === undefined ? nameBase(specs, flags.environment) : nameModel(specs, model, flags.environment);
    const progress = new Progress(!flags.quiet && !flags.json);
    const digest = await pushImage({
      reference,
      builder: builderOf(flags.builder),
      options: flags.builderOption,
      onLine: (line) => { progress.report(`pushing ${reference}: ${line}`.slice(0, process.stderr.columns || 120)); },
    }).finally(() => { progress.end(); });
    const line = `image: ${repository}:${tag}@${digest}`;
    if (flags.json) { reportJson({ reference, digest, line }); } else { process.stdout.write(`${reference} pushed: ${digest}\nfor the spec:\n  ${line}\n`); }
    return EXIT.ok;
  } catch (error) {
    throw error instanceof ImageError ? new UserFailure(error.message) : error;
  }
}
