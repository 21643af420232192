// Generated, edit schemas/model.v1.json and run "npx projen generate".

/**
 * An R model as a scoring service: one file in models/. What a data scientist edits.
 */
export interface CompleteModel {
  /**
   * Version of this format.
   */
  apiVersion: 'plumbline/v1';
  /**
   * What the file describes.
   */
  kind: 'Model';
  /**
   * Who the model is and whose it is.
   */
  metadata: CompleteModelMetadata;
  /**
   * What runs, how large, and how it is reached.
   */
  spec: CompleteModelSpec;
}

/**
 * Who the model is and whose it is.
 */
export interface CompleteModelMetadata {
  /**
   * Name of the model, of its namespace and of its objects: a DNS label of at most 40 characters, so that the names made from it stay within the 63 that Kubernetes allows.
   */
  name: string;
  /**
   * Semantic version of the model, without build metadata (a plus sign can't stand in a Kubernetes label).
   */
  version: string;
  /**
   * Owning team, a DNS label. The models of one team share a managed identity in each environment.
   */
  team: string;
  /**
   * Whom to call when the service misbehaves: a person, a mailbox or a channel.
   * @default ""
   */
  owner: string;
  /**
   * What the model predicts, in a sentence; shown in the service's OpenAPI page and on its dashboard.
   * @default ""
   */
  description: string;
  /**
   * Labels added to every object of the model. Names under kubernetes.io, k8s.io and plumbline belong to the system.
   */
  labels: {
    /**
     * At most 63 letters, digits, dashes, underscores and dots.
     */
    [k: string]: string;
  };
  /**
   * Annotations added to every object of the model. Names under kubernetes.io, k8s.io and plumbline belong to the system.
   */
  annotations: {
    /**
     * Free text.
     */
    [k: string]: string;
  };
}

/**
 * What runs, how large, and how it is reached.
 */
export interface CompleteModelSpec {
  /**
   * Kind of model. It decides whether a GPU makes sense and explains itself in reviews; it changes nothing in how the model is called.
   * @default "other"
   */
  family: 'linear' | 'tree-ensemble' | 'kernel' | 'deep-learning' | 'other';
  /**
   * Container image of the service: a path in the environment's registry (r-scoring/churn:1.0.0) or a full reference (contoso.azurecr.io/r-scoring/churn:1.0.0). A tag other than latest or a digest is required.
   */
  image: string;
  /**
   * The model's files where they live in storage and not in the image: an archive in Blob storage or on an Azure Files share of the environment's storage account. An init container fetches it and checks its sha256 before the service can become ready.
   */
  artifact?: CompleteModelArtifact;
  /**
   * The columns that the model reads, in order. Requests are validated against them and the OpenAPI page is made from them; left out, the service takes any columns.
   * @default []
   */
  inputs: CompleteModelColumn[];
  /**
   * The columns that the model answers, in order. Left out, the service passes on whatever the model returns.
   * @default []
   */
  outputs: CompleteModelColumn[];
  /**
   * The R processes of one pod. cores / threadsPerWorker processes run side by side, each with threadsPerWorker threads and memoryPerWorker.
   */
  workers: CompleteModelWorkers;
  /**
   * What the gateway process takes beside the workers.
   */
  gateway: CompleteModelGateway;
  /**
   * GPUs for a pod, on the environment's GPU node pool. Only code written for a GPU gains from one: linear models and tree ensembles are refused.
   */
  gpu?: CompleteModelGpu;
  /**
   * How many pods run.
   */
  scaling: CompleteModelScaling;
  /**
   * How clients reach the model.
   */
  endpoint: CompleteModelEndpoint;
  /**
   * Environment variables of the R workers: plain text, or a reference to a secret. Numbers and booleans in quotes.
   */
  env: {
    /**
     * Plain text, or a reference to a secret.
     */
    [k: string]: string | CompleteModelVariableReference;
  };
  /**
   * What the pods may reach beside DNS and what Plumbline itself opens for them: a database, a feature store. Everything else is denied by a NetworkPolicy, which knows addresses and no names.
   * @default []
   */
  egress: CompleteModelEgressRule[];
  /**
   * What the pods carry for other software of the cluster, and which nodes they may run on. The planner knows only the environment's own node pools: a selector or toleration for others is for whoever runs those.
   */
  pods: CompleteModelPods;
  /**
   * What differs in one environment, by the environment's name: any part of this spec, laid over it. Objects merge, lists and single values replace.
   */
  environments: {
    /**
     * The parts of the spec that differ in one environment.
     */
    [k: string]: CompleteModelOverride;
  };
}

/**
 * The parts of the spec that differ in one environment.
 */
export interface CompleteModelOverride {
  /**
   * Semantic version of the model, without build metadata (a plus sign can't stand in a Kubernetes label).
   */
  version?: string;
  /**
   * Kind of model. It decides whether a GPU makes sense and explains itself in reviews; it changes nothing in how the model is called.
   * @default "other"
   */
  family: 'linear' | 'tree-ensemble' | 'kernel' | 'deep-learning' | 'other';
  /**
   * Container image of the service: a path in the environment's registry (r-scoring/churn:1.0.0) or a full reference (contoso.azurecr.io/r-scoring/churn:1.0.0). A tag other than latest or a digest is required.
   */
  image?: string;
  /**
   * The model's files where they live in storage and not in the image: an archive in Blob storage or on an Azure Files share of the environment's storage account. An init container fetches it and checks its sha256 before the service can become ready.
   */
  artifact?: CompleteModelArtifact;
  /**
   * The columns that the model reads in this environment; replaces the whole list.
   * @default []
   */
  inputs: CompleteModelColumn[];
  /**
   * The columns that the model answers in this environment; replaces the whole list.
   * @default []
   */
  outputs: CompleteModelColumn[];
  /**
   * The R processes of one pod. cores / threadsPerWorker processes run side by side, each with threadsPerWorker threads and memoryPerWorker.
   */
  workers: CompleteModelWorkers;
  /**
   * What the gateway process takes beside the workers.
   */
  gateway: CompleteModelGateway;
  /**
   * GPUs for a pod, on the environment's GPU node pool. Only code written for a GPU gains from one: linear models and tree ensembles are refused.
   */
  gpu?: CompleteModelGpu;
  /**
   * How many pods run.
   */
  scaling: CompleteModelScaling;
  /**
   * How clients reach the model.
   */
  endpoint: CompleteModelEndpoint;
  /**
   * Environment variables of the R workers: plain text, or a reference to a secret. Numbers and booleans in quotes.
   */
  env: {
    /**
     * Plain text, or a reference to a secret.
     */
    [k: string]: string | CompleteModelVariableReference;
  };
  /**
   * What the pods may reach beside DNS and what Plumbline itself opens for them: a database, a feature store. Everything else is denied by a NetworkPolicy, which knows addresses and no names.
   * @default []
   */
  egress: CompleteModelEgressRule[];
  /**
   * What the pods carry for other software of the cluster, and which nodes they may run on. The planner knows only the environment's own node pools: a selector or toleration for others is for whoever runs those.
   */
  pods: CompleteModelPods;
}

/**
 * The model's files where they live in storage and not in the image: an archive in Blob storage or on an Azure Files share of the environment's storage account. An init container fetches it and checks its sha256 before the service can become ready.
 */
export interface CompleteModelArtifact {
  /**
   * Path of the archive in the environment's blob container, without a leading slash.
   */
  blob?: string;
  /**
   * Where the archive lies on an Azure Files share of the environment's storage account.
   */
  share?: CompleteModelShare;
  /**
   * Checksum of the archive, 64 hexadecimal digits in lower case, as sha256sum prints it.
   */
  sha256?: string;
  /**
   * Upper bound of the unpacked model, and the size limit of the volume it is written to. Mebibytes or gibibytes.
   * @default "2Gi"
   */
  maxSize: string;
  /**
   * Seconds for the whole fetch, retries included.
   * @default 300
   */
  timeoutSeconds: number;
}

/**
 * Where the archive lies on an Azure Files share of the environment's storage account.
 */
export interface CompleteModelShare {
  /**
   * Name of the share: 3 to 63 lower-case letters, digits and single dashes.
   */
  name: string;
  /**
   * Path of the archive inside the share, without a leading slash.
   */
  path: string;
}

/**
 * One column of the data frame that the model reads or answers.
 */
export interface CompleteModelColumn {
  /**
   * Name as the model's code spells it; upper and lower case differ.
   */
  name: string;
  /**
   * Type of the column in R: double, integer, integer64 (of package bit64), logical, string (character), factor, date (Date) or datetime (POSIXct in UTC).
   */
  type: 'double' | 'integer' | 'integer64' | 'logical' | 'string' | 'factor' | 'date' | 'datetime';
  /**
   * Factor only, and required there: the levels, in the order of the model's training data. Any other value is refused.
   */
  levels?: string[];
  /**
   * Whether a value may be missing (NA in R, null in JSON).
   * @default false
   */
  nullable: boolean;
  /**
   * Smallest value accepted; numbers only.
   */
  minimum?: number;
  /**
   * Largest value accepted; numbers only.
   */
  maximum?: number;
  /**
   * Meaning and unit of the column, for the client's developer.
   * @default ""
   */
  description: string;
}

/**
 * The R processes of one pod. cores / threadsPerWorker processes run side by side, each with threadsPerWorker threads and memoryPerWorker.
 */
export interface CompleteModelWorkers {
  /**
   * CPU cores of a pod for R; the gateway's share comes on top.
   * @default 2
   */
  cores: number;
  /**
   * Threads of one R process (BLAS, OpenMP, data.table, ranger). More than 1 trades capacity for the latency of a single request; must divide cores.
   * @default 1
   */
  threadsPerWorker: number;
  /**
   * Memory of one R process with the model loaded and a batch in work. Mebibytes or gibibytes.
   * @default "512Mi"
   */
  memoryPerWorker: string;
  /**
   * A worker is replaced after this many requests, for models that leak memory; 0 for never.
   * @default 0
   */
  recycleAfterRequests: number;
  /**
   * Seconds for every worker to load the model before the pod counts as failed.
   * @default 300
   */
  startupTimeoutSeconds: number;
}

/**
 * What the gateway process takes beside the workers.
 */
export interface CompleteModelGateway {
  /**
   * CPU request of the gateway, in thousandths of a core.
   * @default 250
   */
  cpuMillicores: number;
  /**
   * Memory of the gateway: queue, request bodies and its own code. Mebibytes or gibibytes.
   * @default "256Mi"
   */
  memory: string;
}

/**
 * GPUs for a pod, on the environment's GPU node pool. Only code written for a GPU gains from one: linear models and tree ensembles are refused.
 */
export interface CompleteModelGpu {
  /**
   * GPUs of a pod; 0 for none.
   * @default 1
   */
  count: number;
  /**
   * Value of the node label and taint sku that marks the GPU pool.
   * @default "gpu"
   */
  sku: string;
  /**
   * Take the GPU although the family gains nothing from it.
   * @default false
   */
  force: boolean;
}

/**
 * How many pods run.
 */
export interface CompleteModelScaling {
  /**
   * Pods at rest. With 1, every node upgrade interrupts the service.
   * @default 2
   */
  min: number;
  /**
   * Pods under full load.
   * @default 10
   */
  max: number;
  /**
   * Percent of the CPU request above which pods are added.
   * @default 70
   */
  cpuUtilization: number;
}

/**
 * How clients reach the model.
 */
export interface CompleteModelEndpoint {
  /**
   * Host name, one of the environment's; the environment's first when left out.
   */
  host?: string;
  /**
   * Path under the host; the model's name when left out.
   */
  path?: string;
  /**
   * password: user and password for a token, then the token (as Machine Learning Server did). basic: user and password with each request. entra: tokens of Microsoft Entra ID. none: whoever reaches the address may call.
   * @default "password"
   */
  auth: 'password' | 'basic' | 'entra' | 'none';
  /**
   * Where users and signing keys come from, for password and basic: by reference, never in this file. Left out: the Key Vault secrets <name>-users and <name>-signing-keys where the environment has a Key Vault, else the Secret <name>-credentials.
   */
  credentials?: CompleteModelCredentials;
  /**
   * Whose tokens are accepted; required with auth entra.
   */
  entra?: CompleteModelEntra;
  /**
   * Seconds from a request's acceptance to its answer, waiting included.
   * @default 30
   */
  timeoutSeconds: number;
  /**
   * Largest request body. Mebibytes or gibibytes.
   * @default "10Mi"
   */
  bodyLimit: string;
  /**
   * What all request bodies that are being read at once may take; one that finds no room is answered with 503. Left out, an eighth of the container's memory and at least two of the largest bodies. Mebibytes or gibibytes.
   */
  bodiesLimit?: string;
  /**
   * Rows of requests that wait together are scored in one call of the model. Switch it off where a row's score depends on the rows beside it.
   */
  batching: {
    /**
     * Whether requests are scored together.
     * @default true
     */
    enabled: boolean;
    /**
     * Rows of one batch at most.
     * @default 512
     */
    maxRows: number;
    /**
     * Milliseconds that a request waits for company while a worker is free; 0 batches only what waits anyway.
     * @default 5
     */
    maxWaitMilliseconds: number;
  };
  /**
   * Requests that wait for a worker. A full queue answers 503 with Retry-After.
   */
  queue: {
    /**
     * Rows of a pod's waiting requests at most.
     * @default 10000
     */
    maxRows: number;
  };
  /**
   * Names by which clients of Machine Learning Server know the model.
   */
  mlServer: {
    /**
     * Name of the web service in its URLs; the model's name when left out.
     */
    service?: string;
    /**
     * Version of the web service in its URLs; the model's version when left out.
     */
    version?: string;
    /**
     * Name of the method that clients are given to consume the service (its alias).
     * @default "consume"
     */
    operation: string;
    /**
     * Name of the data frame that the service takes.
     * @default "inputData"
     */
    input: string;
  };
}

/**
 * Where users and signing keys come from, for password and basic: by reference, never in this file. Left out: the Key Vault secrets <name>-users and <name>-signing-keys where the environment has a Key Vault, else the Secret <name>-credentials.
 */
export interface CompleteModelCredentials {
  /**
   * Names of secrets in the environment's Key Vault.
   */
  keyVault?: {
    /**
     * Name of the secret that holds users.json: the users and the hashes of their passwords. <name>-users when left out.
     */
    users?: string;
    /**
     * Name of the secret that holds signing-keys.json, for password: the first key signs, all verify. <name>-signing-keys when left out.
     */
    signingKeys?: string;
  };
  /**
   * Name of a Kubernetes Secret in the model's namespace with the keys users.json and signing-keys.json.
   */
  secret?: string;
}

/**
 * Whose tokens are accepted; required with auth entra.
 */
export interface CompleteModelEntra {
  /**
   * Application ID URI or client id of the app registration that tokens are issued for.
   */
  audience?: string;
  /**
   * App roles, of which a caller needs one; any caller of the tenant with a token for the audience when empty.
   * @default []
   */
  roles: string[];
  /**
   * Tenant that issues the tokens; the environment's when left out.
   */
  tenantId?: string;
}

/**
 * A port at a range of addresses.
 */
export interface CompleteModelEgressRule {
  /**
   * Range of IPv4 addresses in CIDR notation; /32 for a single one.
   */
  cidr: string;
  /**
   * Port that may be reached there.
   */
  port: number;
  /**
   * TCP or UDP.
   * @default "TCP"
   */
  protocol: 'TCP' | 'UDP';
  /**
   * What is there, for whoever reviews the rule.
   * @default ""
   */
  description: string;
}

/**
 * What the pods carry for other software of the cluster, and which nodes they may run on. The planner knows only the environment's own node pools: a selector or toleration for others is for whoever runs those.
 */
export interface CompleteModelPods {
  /**
   * Annotations of the pods alone; those of metadata are on every object, pods included. Names under kubernetes.io, k8s.io and plumbline belong to the system.
   */
  annotations: {
    /**
     * Free text.
     */
    [k: string]: string;
  };
  /**
   * Labels that a node must have. kubernetes.io/os is always linux.
   */
  nodeSelector: {
    /**
     * At most 63 letters, digits, dashes, underscores and dots.
     */
    [k: string]: string;
  };
  /**
   * Taints of nodes that the pods put up with. The GPU pool's is tolerated by models with a GPU anyway.
   * @default []
   */
  tolerations: CompleteModelToleration[];
}

/**
 * A taint that the pods put up with.
 */
export interface CompleteModelToleration {
  /**
   * Key of the taint.
   */
  key: string;
  /**
   * Value of the taint; any when left out.
   * @default ""
   */
  value: string;
  /**
   * What the taint does to pods that don't tolerate it.
   */
  effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
}

/**
 * Where the value comes from when the pod starts.
 */
export interface CompleteModelVariableReference {
  /**
   * A key of an existing Kubernetes Secret in the model's namespace.
   */
  secret?: {
    /**
     * Name of the Secret.
     */
    name: string;
    /**
     * Key within the Secret.
     */
    key: string;
  };
  /**
   * Name of a secret in the environment's Key Vault.
   */
  keyVaultSecret?: string;
}
