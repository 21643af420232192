/** What a team's repository of scoring services is made from. Options about its first environment and model are read once, when it is made. */
export interface PlumblineProjectOptions {
  /**
   * Name of the repository's package.
   * @default $BASEDIR
   */
  readonly name: string;
  /** Name of the Azure container registry that images are pulled from, without its suffix. */
  readonly registry: string;
  /** Azure region of the first environment, such as westeurope. */
  readonly region: string;
  /** Name of the AKS cluster of the first environment. */
  readonly cluster: string;
  /** Host name that the models of the first environment are served under. */
  readonly host: string;
  /** Address of this repository for Flux: begins with https:// or ssh://git@. */
  readonly repository: string;
  /**
   * Where the repository lives, for its workflows: github, azure-devops or other.
   * @default - told by the repository's address
   */
  readonly gitHost?: string;
  /**
   * Name of the first environment.
   * @default "production"
   */
  readonly environment?: string;
  /**
   * Resource group of the cluster.
   * @default - the cluster's name
   */
  readonly resourceGroup?: string;
  /**
   * Name of the first model.
   * @default "first-model"
   */
  readonly model?: string;
  /**
   * The team that owns the first model.
   * @default "my-team"
   */
  readonly team?: string;
  /**
   * Whom Let's Encrypt writes to about the certificates of the first environment.
   * @default "ops@example.com"
   */
  readonly email?: string;
  /**
   * The package of Plumbline, as npm takes it: a range of versions behind an @, or a file.
   * @default "plumbline-scoring"
   */
  readonly plumbline?: string;
  /**
   * Azure DevOps: service connection that pushes what Flux reads of environments with gitops.source oci, after every change of the main branch.
   * @default - nothing is pushed
   */
  readonly publishConnection?: string;
  /** Further development dependencies; projen names this package here. */
  readonly devDeps?: string[];
}
