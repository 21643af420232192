import type { EnvironmentValues, ScoringValues } from './values';

/** What every object of an environment's Flux tree is marked with. */
interface Marked {
  readonly environment: EnvironmentValues;
  /** The environment's file, relative to the repository's root. */
  readonly source: string;
}

/** Where Flux reads an environment's tree. */
export interface SourceValues {
  readonly kind: 'GitRepository' | 'OCIRepository';
  /** Empty where the environment has no `gitops`: then somebody else makes the source, under the name that the tree refers to. */
  readonly url: string;
  /** Branch of a repository, tag of an artifact. */
  readonly reference: string;
  /** The environment's tree, as Flux wants a path: `./dist/clusters/production`. */
  readonly path: string;
  /** Folder of the environment's components and platform: `./dist/platform/production`. */
  readonly platformPath: string;
  /** Secret with the credentials of a private repository; empty for none. */
  readonly secretName: string;
  /** Artifacts: who signs Flux in to the registry. */
  readonly provider: 'azure' | 'generic';
  /** Artifacts: whether the registry speaks plain http. */
  readonly insecure: boolean;
  /** Artifacts: by what signatures are checked, and the Secret with the public keys; both empty where nothing is signed. */
  readonly verify: { readonly provider: string; readonly secretName: string };
}

/** Where Flux takes the charts of models from; an empty kind where it applies their manifests. */
export interface ChartSourceValues {
  readonly kind: 'HelmRepository' | 'GitRepository' | '';
  /** Address below which each chart has a repository of its name, or that of the Git repository. */
  readonly url: string;
  /** Registries: who signs Flux in, and whether it speaks plain http, as one on this machine does. */
  readonly provider: SourceValues['provider'];
  readonly insecure: boolean;
  /** Git: the folder of the charts, without a slash at its ends, and a pattern of everything that lies beside it. */
  readonly folder: string;
  readonly beside: string;
  /** Registries: by what signatures of charts are checked. */
  readonly verify: SourceValues['verify'];
}

/** One environment's Flux tree and what it installs beside the models: what the cluster's charts are a function of. */
export interface ClusterValues extends Marked {
  readonly flux: SourceValues;
  readonly charts: ChartSourceValues;
  /** What models hold in place of facts that only the deployment of the infrastructure knows, by variable: `tenant_id` is `${tenant_id}`. */
  readonly variables: Readonly<Record<string, string>>;
  /** Empty kind for none. */
  readonly notifications: { readonly type: string; readonly secretName: string; readonly severity: string; readonly address: string };
  readonly receiver: { readonly type: string; readonly secretName: string };
  /** How Flux writes newer images into the specs; an empty URL for not at all. */
  readonly imageUpdates: {
    readonly url: string;
    /** Branch with the specs, and the one that changes are pushed to. */
    readonly branch: string;
    readonly pushBranch: string;
    /** Secret with credentials that may push. */
    readonly secretName: string;
    /** Folder of the specs, as Flux wants a path: `./models`. */
    readonly path: string;
  };
  readonly ingress: { readonly className: string; readonly namespace: string; readonly controller: 'traefik' | 'gateway-api' };
  /** What Flux installs. */
  readonly components: {
    readonly any: boolean;
    readonly traefik: boolean;
    readonly certManager: boolean;
    readonly devicePlugin: boolean;
    readonly policies: boolean;
    readonly headlamp: boolean;
  };
  /** Beginnings of the image references that pods of models may have, such as `contososcoring.azurecr.io/`; sorted, a space between two. */
  readonly imagePrefixes: string;
}

/** A team in an environment: whom its models are applied as. */
export interface TeamValues extends Marked {
  readonly team: string;
  /** Whether several models share a Kustomization, so that Flux has to look for objects of a namespace that is gone already. */
  readonly sharded: boolean;
}

/** One Kustomization of models: all of one team, applied and rolled back on their own. */
export interface ShardValues extends TeamValues {
  /** Of the Kustomization. */
  readonly name: string;
  readonly flux: SourceValues;
  /** The shard's own artifact, with the name of its object; an empty URL where all of the tree comes from one source. */
  readonly artifact: { readonly name: string; readonly url: string };
  /** Whether there is anything that has to be in the cluster before any model. */
  readonly afterComponents: boolean;
  /** Changes whenever models join or leave a shard of several, and when one of them moves to another namespace; empty for one model's own Kustomization. */
  readonly places: string;
  /** Paths of the models' files, relative to the shard's folder. */
  readonly resources: readonly string[];
}

/** The Helm release of one model. */
export interface ReleaseValues extends Marked {
  readonly charts: ChartSourceValues;
  readonly model: string;
  /** The chart by its name in a registry, by its folder in Git. */
  readonly chart: string;
  /** Files of values, the later over the earlier; by name in a registry's chart, by path in Git. */
  readonly valuesFiles: readonly string[];
}

/** A model whose images Flux watches in an environment. */
export interface ImageUpdateValues extends Marked {
  /** Of the ImagePolicy, and so in the comment behind an image: `churn.dev`. */
  readonly name: string;
  /** `registry/repository`. */
  readonly image: string;
  readonly provider: SourceValues['provider'];
  /** Of semantic versions. */
  readonly range: string;
}

/** A model's place, with the Kustomization that it is in. */
export interface TenantValues {
  readonly model: ScoringValues;
  readonly shard: ShardValues;
}

/** A model's place, with the release that is installed there. */
export interface ReleasedTenantValues {
  readonly model: ScoringValues;
  readonly release: ReleaseValues;
  /** Of the model's chart in a registry. */
  readonly version: string;
}
