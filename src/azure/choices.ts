/** What a platform engineer may decide about the Azure side of an environment; everything has a default. */
export interface AzureChoices {
  /** `Base`: the node pools that are planned here. `Automatic`: AKS provisions nodes without GPUs by itself. */
  readonly clusterSku: 'Base' | 'Automatic';
  /** `Free` has no uptime agreement. AKS Automatic knows `Standard` alone. */
  readonly clusterTier: 'Free' | 'Standard' | 'Premium';
  /** Object ids of Entra groups that administer the cluster and Grafana and write secrets. */
  readonly administratorGroups: readonly string[];
  /** Object ids of service principals that push images and upload models. */
  readonly publishers: readonly string[];
  readonly apiServer: {
    /** No public address. */
    readonly private: boolean;
    /** CIDR ranges that may call a public one; empty for all. */
    readonly authorizedIpRanges: readonly string[];
  };
  readonly upgrades: {
    readonly cluster: 'none' | 'patch' | 'stable' | 'rapid' | 'node-image';
    readonly nodeOs: 'None' | 'Unmanaged' | 'SecurityPatch' | 'NodeImage';
    readonly dayOfWeek: 'Monday' | 'Tuesday' | 'Wednesday' | 'Thursday' | 'Friday' | 'Saturday' | 'Sunday';
    /** `HH:mm`. */
    readonly startTime: string;
    /** `+01:00`. */
    readonly utcOffset: string;
    readonly durationHours: number;
  };
  /** VM size of the nodes of the system itself. */
  readonly systemNodeSize: string;
  readonly network: {
    readonly addressPrefix: string;
    readonly nodesPrefix: string;
    readonly apiServerPrefix: string;
    readonly podPrefix: string;
    readonly servicePrefix: string;
    readonly dnsServiceIp: string;
  };
  readonly registry: {
    /** Which roles the registry looks at. */
    readonly roleAssignmentMode: 'LegacyRegistryPermissions' | 'AbacRepositoryPermissions';
    /** Empty for the cluster's. */
    readonly resourceGroup: string;
  };
  /** What is there already, so that only rights are given on it. */
  readonly existing: { readonly registry: boolean; readonly storage: boolean; readonly keyVault: boolean };
  readonly dataAccess: {
    /** Storage account and vault take connections from the nodes and the listed ranges alone. */
    readonly restricted: boolean;
    readonly allowedIpRanges: readonly string[];
  };
  /** Name of the Secret with the credentials of a private Git repository; empty for a public one. */
  readonly gitSecretName: string;
  readonly logRetentionDays: number;
  /** Public DNS zone to make for the hosts; empty for none. */
  readonly dnsZone: string;
  /** Amount a month in the subscription's currency, and the first day of the month it starts in (`YYYY-MM-DD`); amount 0 for none. */
  readonly budget: { readonly amount: number; readonly startDate: string };
  /** Registry, storage account and vault can't be deleted before the lock is. */
  readonly locked: boolean;
}

/** Secure, and modest in cost. */
export const DEFAULT_CHOICES: AzureChoices = {
  clusterSku: 'Base',
  clusterTier: 'Standard',
  administratorGroups: [],
  publishers: [],
  apiServer: { private: false, authorizedIpRanges: [] },
  upgrades: { cluster: 'patch', nodeOs: 'NodeImage', dayOfWeek: 'Sunday', startTime: '01:00', utcOffset: '+00:00', durationHours: 6 },
  systemNodeSize: 'Standard_D4s_v5',
  network: {
    addressPrefix: '10.80.0.0/16',
    nodesPrefix: '10.80.0.0/20',
    apiServerPrefix: '10.80.16.0/28',
    podPrefix: '10.244.0.0/14',
    servicePrefix: '10.96.0.0/16',
    dnsServiceIp: '10.96.0.10',
  },
  registry: { roleAssignmentMode: 'LegacyRegistryPermissions', resourceGroup: '' },
  existing: { registry: false, storage: false, keyVault: false },
  dataAccess: { restricted: false, allowedIpRanges: [] },
  gitSecretName: '',
  logRetentionDays: 30,
  dnsZone: '',
  budget: { amount: 0, startDate: '' },
  locked: false,
};
