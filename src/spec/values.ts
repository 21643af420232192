/**
 * The resolved model in one environment: what the charts are a function of, and what a Helm chart's values.yaml holds.
 *
 * Total on purpose. Every field has a value, a block that a model does not use is switched off by its own field (`gpu.count: 0`,
 * `artifact.source: none`) and never absent, so that a construct can name any field whether or not this model uses it, and a chart's
 * reader sees every knob. Units stand in the names. Only scalars, fixed objects, maps of strings and lists; no unions of shapes.
 */
export interface ScoringValues {
  /** DNS label; also the namespace and the Deployment's name. */
  readonly name: string;
  /** Semantic version of the model. */
  readonly version: string;
  /** Owning team, a DNS label; models of one team share identities. */
  readonly team: string;
  /** Who to call, free text; empty when not given. */
  readonly owner: string;
  readonly description: string;
  readonly family: 'linear' | 'tree-ensemble' | 'kernel' | 'deep-learning' | 'other';
  readonly namespace: string;
  /** Labels and annotations that the spec adds to every object. */
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** The files that these values came from, relative to the repository's root, with forward slashes. */
  readonly source: { readonly model: string; readonly environment: string };
  readonly image: ImageValues;
  readonly artifact: ArtifactValues;
  readonly identity: IdentityValues;
  readonly inputs: readonly ColumnValues[];
  readonly outputs: readonly ColumnValues[];
  readonly workers: WorkersValues;
  readonly gateway: GatewayValues;
  readonly gpu: GpuValues;
  readonly scaling: ScalingValues;
  readonly endpoint: EndpointValues;
  readonly auth: AuthValues;
  readonly ingress: IngressValues;
  readonly secrets: SecretsValues;
  /** Environment variables of the R workers, sorted by name. */
  readonly variables: readonly VariableValues[];
  readonly egress: readonly EgressValues[];
  readonly pods: PodsValues;
  readonly monitoring: MonitoringValues;
  readonly environment: EnvironmentValues;
}

/** `registry/repository:tag@digest`; tag or digest may be empty, never both. */
export interface ImageValues {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
  /** `sha256:<64 hex digits>`, or empty. */
  readonly digest: string;
}

export interface ArtifactValues {
  readonly source: 'none' | 'blob' | 'share';
  /** Blob: the https URL of the archive. Share: the path inside the share. Empty for none. */
  readonly location: string;
  /** 64 hexadecimal digits, lower case; empty for none. */
  readonly sha256: string;
  /** Upper bound of the unpacked model and size limit of the emptyDir it is written to. */
  readonly maxSizeMiB: number;
  readonly timeoutSeconds: number;
  /** Azure Files only: where the share is; empty otherwise. */
  readonly share: { readonly name: string; readonly storageAccount: string; readonly resourceGroup: string; readonly server: string };
}

/** Workload identity of the model's ServiceAccount. */
export interface IdentityValues {
  readonly enabled: boolean;
  /** Client id (GUID), or Flux's substitution variable where the environment does not know it yet. */
  readonly clientId: string;
  readonly tenantId: string;
}

/** A column of the model contract. */
export interface ColumnValues {
  readonly name: string;
  readonly type: 'double' | 'integer' | 'integer64' | 'logical' | 'string' | 'factor' | 'date' | 'datetime';
  readonly nullable: boolean;
  /** Factor only; empty otherwise. */
  readonly levels: readonly string[];
  /** Inclusive bounds; null for unbounded. */
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly description: string;
}

/** `cores / threadsPerWorker` R processes, each with `threadsPerWorker` threads and `memoryPerWorkerMiB`. */
export interface WorkersValues {
  readonly cores: number;
  readonly threadsPerWorker: number;
  readonly memoryPerWorkerMiB: number;
  /** A worker is replaced after this many requests; 0 for never. */
  readonly recycleAfterRequests: number;
  /** Time for every worker to load the model and score a sample before the pod counts as failed to start. */
  readonly startupTimeoutSeconds: number;
}

/** What the gateway process needs beside the workers. */
export interface GatewayValues {
  readonly cpuMillicores: number;
  readonly memoryMiB: number;
}

export interface GpuValues {
  /** GPUs of a pod; 0 for none. */
  readonly count: number;
  /** Value of the node label and of the taint `sku` of the GPU pool. */
  readonly sku: string;
  /** The author insists on a GPU although the family gains nothing from one. */
  readonly force: boolean;
}

export interface ScalingValues {
  readonly min: number;
  readonly max: number;
  /** Percent of the CPU request at which pods are added. */
  readonly cpuUtilization: number;
}

export interface EndpointValues {
  readonly host: string;
  /** Absolute, without a trailing slash (`/` alone for the root). */
  readonly path: string;
  /** From acceptance to answer, waiting included. */
  readonly timeoutSeconds: number;
  readonly bodyLimitMiB: number;
  /** Of all bodies that are read at once; 0 for the gateway's own rule. */
  readonly bodiesLimitMiB: number;
  readonly batching: { readonly enabled: boolean; readonly maxRows: number; readonly maxWaitMilliseconds: number };
  readonly queue: { readonly maxRows: number };
  /** Names that clients of Machine Learning Server use; service and version are empty for the model's. */
  readonly mlServer: { readonly service: string; readonly version: string; readonly operation: string; readonly input: string };
}

export interface AuthValues {
  readonly mode: 'password' | 'basic' | 'entra' | 'none';
  /** Entra ID only; empty otherwise. */
  readonly entra: { readonly issuer: string; readonly audience: string; readonly jwksUri: string; readonly roles: readonly string[] };
}

export interface IngressValues {
  readonly controller: 'traefik' | 'gateway-api';
  /** IngressClass, or GatewayClass with gateway-api. */
  readonly className: string;
  /** Namespace whose pods may reach the model: the controller's. */
  readonly namespace: string;
  /** gateway-api: the Gateway to attach to. */
  readonly gateway: string;
  readonly certificate: {
    /** True where the model has a host of its own; the environment's hosts have one certificate each, made by the platform. */
    readonly own: boolean;
    readonly secretName: string;
    /** ClusterIssuer; empty where the Secret exists already. */
    readonly issuer: string;
    /** The issuer answers HTTP-01 challenges from a pod in the model's namespace. */
    readonly acme: boolean;
  };
}

/** Where the files under the gateway's secrets folder come from (users.json, signing-keys.json). */
export interface SecretsValues {
  readonly source: 'none' | 'key-vault' | 'secret';
  /** key-vault: the vault's name. */
  readonly keyVault: string;
  /** secret: an existing Secret with the keys `users.json` and `signing-keys.json`. */
  readonly secretName: string;
  /** key-vault: secrets of the vault, and the file each is mounted as. */
  readonly files: readonly { readonly keyVaultSecret: string; readonly file: string }[];
}

/** One of: a plain value, a key of an existing Secret, a Key Vault secret synchronised to the model's own Secret. */
export interface VariableValues {
  readonly name: string;
  readonly source: 'value' | 'secret' | 'key-vault';
  readonly value: string;
  readonly secretName: string;
  readonly secretKey: string;
  readonly keyVaultSecret: string;
}

/** What the pods may reach beside DNS and what Plumbline opens for them. */
export interface EgressValues {
  /** IPv4 range in CIDR notation. */
  readonly cidr: string;
  /** Ranges inside it that stay denied: the address of the instance metadata, where the range holds it. */
  readonly except: readonly string[];
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
  /** For reviewers; empty when not given. */
  readonly description: string;
}

export interface PodsValues {
  /** On the pods alone, beside the annotations of every object. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly {
    readonly key: string;
    /** Empty for any. */
    readonly value: string;
    readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
  }[];
}

export interface MonitoringValues {
  /** Whose PodMonitor: Azure Monitor managed Prometheus, the Prometheus operator, or nobody's. */
  readonly prometheus: 'azure' | 'operator' | 'none';
  /** Namespace whose pods scrape the management port. */
  readonly namespace: string;
  readonly scrapeIntervalSeconds: number;
}

export interface EnvironmentValues {
  readonly name: string;
  readonly region: string;
  /** `<major>.<minor>`: the version whose Pod Security standard is enforced. */
  readonly kubernetesVersion: string;
  readonly cloud: 'AzurePublic' | 'AzureUSGovernment' | 'AzureChina';
}
