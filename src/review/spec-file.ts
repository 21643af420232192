/** Whether a path, relative to the root, is that of a model's or an environment's spec: the same files as are read from the disk. */
export function isSpecFile(path: string): boolean {
  return /^(?:environments|models)\/[^./][^/]*\.ya?ml$/.test(path);
}
