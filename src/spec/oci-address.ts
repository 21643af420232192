const REPOSITORY = /^oci:\/\/[^/]+\/[a-z0-9]+(?:[._/-]+[a-z0-9]+)*$/;

/** Whether a text is `oci://<registry>/<path>`, its path in lower case (https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests). */
export function isOciAddress(text: string): boolean {
  return REPOSITORY.test(text);
}
