import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pinnedVersion, type Tool } from './catalogue';
import { moduleFolder } from './go';

/**
 * A go.mod that builds a tool from a copy of its module which has a file to embed: without one Go refuses the program (`pattern matches no files`). All else
 * is what the wrapper's own go.mod and go.sum say. Answers its path.
 * @param folder that is written to
 */
export async function completed(tool: Tool, embeds: string, folder: string): Promise<string> {
  const copy = join(folder, 'module');
  cpSync(await moduleFolder(tool.module, pinnedVersion(tool)), copy, { recursive: true });
  // Go's cache of modules cannot be written.
  execFileSync('chmod', ['-R', 'u+w', copy]);
  mkdirSync(join(copy, embeds), { recursive: true });
  writeFileSync(join(copy, embeds, 'none.yaml'), '{}\n');
  const [file, sums] = [join(folder, 'completed.mod'), join(folder, 'completed.sum')];
  for (const [from, to] of [['go.mod', file], ['go.sum', sums]]) { copyFileSync(join(__dirname, tool.folder, from), to); }
  execFileSync('go', ['mod', 'edit', `-replace=${tool.module}=${copy}`, file]);
  return file;
}
