interface Metadata {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

/** A Kubernetes object as plain data. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

/** `Deployment churn`. */
export function titleOf({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.name}`;
}

/** Objects by kind and name. */
export function byTitle(manifests: readonly Manifest[]): Map<string, Manifest> {
  return new Map(manifests.map((manifest) => [titleOf(manifest), manifest]));
}

export function isManifest(value: unknown): value is Manifest {
  return typeof value === 'object' && value !== null && typeof (value as Manifest).kind === 'string' && typeof (value as Manifest).metadata?.name === 'string';
}
