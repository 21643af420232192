const REPOSITORY = /^oci:\/\/[^/]+\/[a-z0-9]+(?:[._/-]+[a-z0-9]+)*$/;

/** Whether a text is `oci://<registry>/<path>`, its path in lower case (https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests). */
export function isOciAddress(text: string): boolean {
  return REPOSITORY.test(text);
}

/** Whether a registry is on this machine and speaks plain http, to Flux as well (github.com/google/go-containerregistry, pkg/name/registry.go). */
export function isPlainHttp(host: string): boolean {
  return /^(?:localhost|127\.0\.0\.1)(?::\d+)?$/.test(host);
}
