/** Where a repository may live: with workflows of GitHub Actions, a pipeline of Azure DevOps, or neither. */
export const GIT_HOSTS = ['github', 'azure-devops', 'other'] as const;
export type GitHost = (typeof GIT_HOSTS)[number];

/** The host that was named, else the one that the repository's address tells. */
export function gitHostOf({ gitHost, repository }: { readonly gitHost?: string; readonly repository: string }): GitHost {
  const named = GIT_HOSTS.find((host) => host === gitHost);
  if (named !== undefined) { return named; }
  if (/[/@]github\.com[/:]/.test(repository)) { return 'github'; }
  return /dev\.azure\.com|visualstudio\.com/.test(repository) ? 'azure-devops' : 'other';
}
