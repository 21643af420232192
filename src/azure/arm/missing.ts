/** Azure's words for what is not there; a subscription or a provider that is not there is another matter. */
const MISSING: readonly string[] = ['ResourceGroupNotFound', 'DeploymentNotFound', 'ResourceNotFound', 'NotFound'];

/** Whether an error says that a group, a deployment or a resource is not there. */
export function isMissing(error: unknown): boolean {
  const { statusCode, code = '' } = error as { statusCode?: number; code?: string };
  return statusCode === 404 && MISSING.includes(code);
}

/** @returns undefined where Azure has no such group, deployment or resource */
export async function unlessMissing<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (isMissing(error)) { return undefined; }
    throw error;
  }
}
