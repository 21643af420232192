import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SOLVER_IMAGE } from './cert-manager';
import { PAUSE_IMAGE } from './containerd';
import type { Machine } from './machine';
import type { Programs } from '../../tools/build';
import type { RunDirectory } from '../run-directory';

/** Puts the images into the node's store that the cluster itself needs: each one static program and nothing else. */
export async function importOwnImages(machine: Machine, directory: RunDirectory, programs: Programs): Promise<void> {
  const [catatonit] = execFileSync('sh', ['-c', 'command -v catatonit'], { encoding: 'utf8' }).split('\n');
  await importImage(machine, directory, { name: PAUSE_IMAGE, program: catatonit, entrypoint: ['/catatonit', '-P'] });
  await importImage(machine, directory, { name: SOLVER_IMAGE, program: programs['cert-manager-acmesolver'], entrypoint: ['/cert-manager-acmesolver'] });
}

export interface OneProgram {
  readonly name: string;
  readonly program: string;
  readonly entrypoint: readonly string[];
  /** Files of this machine that it holds, too, under the same paths. */
  readonly files?: readonly string[];
}

/** Puts an image into the node's store; whoever asks for it by its name, and does not insist on a registry, gets it. */
export async function importImage(machine: Machine, directory: RunDirectory, image: OneProgram): Promise<void> {
  const archive = directory.config(`${image.name.replace(/\W/g, '-')}.tar`);
  writeArchive(archive, image);
  await machine.run('ctr', '--namespace=k8s.io', 'images', 'import', archive);
  rmSync(archive);
}

/** An image as `docker save` writes it (https://github.com/moby/docker-image-spec), with one layer. */
function writeArchive(archive: string, { name, program, entrypoint, files = [] }: OneProgram): void {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-image-'));
  try {
    mkdirSync(join(folder, 'root'));
    cpSync(program, join(folder, 'root', entrypoint[0]), { dereference: true });
    for (const file of files) { cpSync(file, join(folder, 'root', file), { dereference: true }); }
    const tar = (...args: string[]) => execFileSync('tar', ['--owner=0', '--group=0', '--mtime=@0', '--sort=name', ...args]);
    tar('-cf', join(folder, 'layer.tar'), '-C', join(folder, 'root'), '.');
    writeFileSync(join(folder, 'config.json'), JSON.stringify({
      architecture: process.arch === 'x64' ? 'amd64' : process.arch,
      os: 'linux',
      config: { Entrypoint: entrypoint, User: '65532:65532' },
      rootfs: { type: 'layers', diff_ids: [`sha256:${createHash('sha256').update(readFileSync(join(folder, 'layer.tar'))).digest('hex')}`] },
      history: [{ created_by: 'plumbline' }],
    }));
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify([{ Config: 'config.json', RepoTags: [name], Layers: ['layer.tar'] }]));
    tar('-cf', archive, '-C', folder, 'manifest.json', 'config.json', 'layer.tar');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
