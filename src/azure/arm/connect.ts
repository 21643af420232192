import type { ResourceManagementClient, ResourceManagementClientOptionalParams } from '@azure/arm-resources';
import type { DeploymentsClient } from '@azure/arm-resourcesdeployments';
import type { TokenCredential } from '@azure/identity';
import { armCloud } from './clouds';
import type { Cloud } from '../../spec';

/** An open line to one subscription of one cloud. */
export interface ArmConnection {
  readonly cloud: Cloud;
  readonly subscriptionId: string;
  readonly tenantId?: string;
  readonly resources: Pick<ResourceManagementClient, 'resourceGroups' | 'providers' | 'resources'>;
  readonly deployments: Pick<DeploymentsClient, 'deployments' | 'deploymentOperations'>;
  /** Body of the last answer that spoke of an error: the clients keep of it the outermost sentence alone. */
  readonly lastError: () => unknown;
}

/** What only tests change: where Azure Resource Manager is, and whom it trusts. */
export type ClientOverrides = Pick<ResourceManagementClientOptionalParams, 'endpoint' | 'tlsOptions' | 'retryOptions'>;

export interface ConnectOptions {
  readonly cloud: Cloud;
  readonly subscriptionId: string;
  readonly tenantId?: string;
  /** Told when Azure asks to wait, in seconds. */
  readonly onWait?: (seconds: number) => void;
  readonly credential?: TokenCredential;
  readonly overrides?: ClientOverrides;
}

/** A version that the sovereign clouds have, too; they get versions later. */
const DEPLOYMENTS_VERSION = '2025-04-01';

/**
 * Opens the line. Nothing is sent yet, and the clients are loaded here and nowhere else.
 *
 * Without a credential given, it is whatever DefaultAzureCredential finds: a workload identity or service principal in the environment, a managed
 * identity, the Azure CLI, PowerShell.
 */
export async function connect({ cloud, subscriptionId, tenantId, onWait, credential, overrides = {} }: ConnectOptions): Promise<ArmConnection> {
  const [{ ResourceManagementClient: Resources }, { DeploymentsClient: Deployments }] =
    await Promise.all([import('@azure/arm-resources'), import('@azure/arm-resourcesdeployments')]);
  const { resourceManager, login } = armCloud(cloud);
  const prover = credential ?? new (await import('@azure/identity')).DefaultAzureCredential({ authorityHost: login, tenantId });
  // The clients ask for a token of the public cloud whatever their endpoint.
  const options = { endpoint: resourceManager, credentials: { scopes: [`${resourceManager}/.default`] }, ...overrides };
  const resources = new Resources(prover, subscriptionId, options);
  const deployments = new Deployments(prover, subscriptionId, { ...options, apiVersion: DEPLOYMENTS_VERSION });
  const errors = new ErrorMemory();
  for (const { pipeline } of [resources, deployments]) {
    pipeline.addPolicy({
      name: 'plumbline',
      sendRequest: async (request, next) => {
        const response = await next(request);
        errors.remember(response.bodyAsText);
        const seconds = response.status === 429 || response.status === 503 ? Number(response.headers.get('retry-after')) : 0;
        if (seconds > 0) { onWait?.(seconds); }
        return response;
      },
    }, { afterPhase: 'Retry' });
  }
  return { cloud, subscriptionId, tenantId, resources, deployments, lastError: () => errors.last };
}

class ErrorMemory {
  last: unknown;

  remember(body: string | null | undefined): void {
    // Most answers are long and speak of no error.
    if (body === null || body === undefined || !body.includes('"error"')) { return; }
    try {
      const parsed = JSON.parse(body) as { readonly error?: unknown };
      if (parsed.error !== undefined && parsed.error !== null) { this.last = parsed; }
    } catch {
      // Not Azure Resource Manager's own words: a proxy's page.
    }
  }
}
