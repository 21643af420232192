import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..', '..');

/** Where one cluster keeps everything that it writes: configuration, keys, data, logs. Removed by `down`. */
export class RunDirectory {
  /**
   * By default one for each clone, so that two never share a cluster, and outside of it: etcd's files in a clone would be taken for jest's
   * snapshots. PLUMBLINE_CLUSTER_DIRECTORY names another.
   */
  static ofEnvironment(): RunDirectory {
    const clone = `${basename(ROOT)}-${createHash('sha256').update(ROOT).digest('hex').slice(0, 8)}`;
    const states = process.env.XDG_STATE_HOME || join(homedir(), '.local', 'state');
    return new RunDirectory(resolve(process.env.PLUMBLINE_CLUSTER_DIRECTORY || join(states, 'plumbline', 'clusters', clone)));
  }

  constructor(readonly path: string) {}

  get certificates(): string { return this.folder('certificates'); }
  get kubeconfig(): string { return join(this.path, 'admin.kubeconfig'); }
  get state(): string { return join(this.path, 'state.json'); }
  get lock(): string { return join(this.path, 'up.lock'); }

  log(component: string): string { return join(this.folder('logs'), `${component}.log`); }

  /** A file of a component's configuration. */
  config(name: string): string { return join(this.folder('config'), name); }

  data(component: string): string { return this.folder(join('data', component)); }

  /** Removes what a cluster wrote, and nothing that it did not write. */
  clear({ keepLogs = false } = {}): void {
    const entries = ['certificates', 'config', 'data', 'admin.kubeconfig', 'state.json', 'state.json.new', ...keepLogs ? [] : ['logs']];
    for (const entry of entries) { rmSync(join(this.path, entry), { recursive: true, force: true }); }
  }

  private folder(name: string): string {
    const path = join(this.path, name);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return path;
  }
}
