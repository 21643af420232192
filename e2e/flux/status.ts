import type { EnvironmentStatus } from '../../src/status';
import { plumblineBeside } from '../../test/helpers/plumbline';

export interface StatusAnswer {
  readonly exitCode: number | null;
  /** A sentence for each model that is not ready. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** What `plumbline status` says of a cluster, in a folder of specs. */
export async function statusOf(folder: string, kubeconfig: string, environment: string): Promise<StatusAnswer> {
  const { exitCode, stdout, stderr } = await plumblineBeside(folder, ['status', environment, '--json', '--no-cache'], { KUBECONFIG: kubeconfig });
  if (!stdout.startsWith('{')) { throw new Error(stderr); }
  const { models } = JSON.parse(stdout) as EnvironmentStatus;
  return { exitCode, reasons: Object.fromEntries(models.filter(({ ready }) => !ready).map(({ model, reason }) => [model, reason ?? ''])) };
}
