import type { ArmError } from './innermost';

/** What a sentence about an error may name. */
export interface FailureContext {
  readonly subscriptionId: string;
  readonly tenantId?: string;
  readonly region: string;
  readonly resourceGroup: string;
  /** As `az cloud set --name` calls it. */
  readonly azureCliName: string;
  readonly environmentFile: string;
}

/** What to do about an error, by its code and its own words. */
interface Explanation {
  readonly code: RegExp;
  /** Of the error's own words; left out where the code says it all. */
  readonly message?: RegExp;
  /** What is wrong, and what to do. */
  readonly advice: (context: FailureContext) => string;
}

const login = ({ tenantId, azureCliName }: FailureContext) =>
  `${azureCliName === 'AzureCloud' ? '' : `az cloud set --name ${azureCliName} && `}az login${tenantId === undefined ? '' : ` --tenant ${tenantId}`}`;

/**
 * The errors that people meet, the particular before the general. Codes:
 * https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors,
 * https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/welcome-azure-kubernetes
 */
const EXPLANATIONS: readonly Explanation[] = [
  {
    code: /^DeploymentQuotaExceeded$/,
    advice: ({ resourceGroup }) => `the history of ${resourceGroup} holds as many deployments as it can: az deployment group list --resource-group ${resourceGroup}, and delete old ones`,
  },
  {
    code: /^(QuotaExceeded|.*InsufficientVCPUQuota|OperationNotAllowed|.*QuotaExceeded)$/i,
    message: /quota|cores|limit/i,
    advice: ({ region }) => `the quota of the region does not suffice: az vm list-usage --location ${region} --output table shows it; ask for more (portal, Quotas), or choose smaller nodes.sizes or a lower nodes.max`,
  },
  {
    code: /^RequestDisallowedByPolicy$/i,
    advice: () => 'a policy of the subscription forbids this resource as it is; the policy\'s name stands in the message: ask its owner for an exemption, or change what it objects to in the environment\'s file',
  },
  {
    // https://learn.microsoft.com/azure/api-management/soft-delete
    code: /^ServiceAlreadyExistsInSoftDeletedState$/i,
    advice: ({ region }) => `an API Management of that name was deleted and still holds it: az apim deletedservice purge --service-name <name> --location ${region} gives the name up for good; or choose another`,
  },
  {
    code: /^(StorageAccountAlreadyTaken|StorageAccountAlreadyExists|AlreadyInUse|NameNotAvailable|NameUnavailable|VaultAlreadyExists|.*NameAlreadyInUse|ServiceAlreadyExists.*)$/i,
    advice: ({ environmentFile }) => `the name is taken, and such names are unique in all of Azure: choose another in ${environmentFile}, or say under azure.existing that it is yours and there already`,
  },
  {
    code: /^Conflict(Error)?$/i,
    message: /soft.?delete|deleted but recoverable|recover/i,
    advice: () => 'a vault of that name was deleted and still holds it: az keyvault recover --name <vault> brings it back, then say azure.existing.keyVault: true; or choose another name',
  },
  {
    code: /^(SkuNotAvailable|NotAvailableForSubscription|.*(VMSize|VmSize|SKU|Sku)Not(Supported|Available|Allowed).*|AvailabilityZoneNotSupported|.*ZoneNotSupported.*|ErrCode_.*)$/,
    advice: ({ region }) => `the region does not offer this size, or not in these zones, to this subscription: az vm list-skus --location ${region} --zone --output table lists what there is; change nodes.sizes, nodes.gpuSizes or nodes.zones`,
  },
  {
    code: /^(BadRequest|InvalidParameter)$/i,
    message: /VM size of .* is not (allowed|supported)|availability zone/i,
    advice: ({ region }) => `the region does not offer this size, or not in these zones, to this subscription: az vm list-skus --location ${region} --zone --output table lists what there is; change nodes.sizes, nodes.gpuSizes or nodes.zones`,
  },
  {
    code: /^(LocationNotAvailableForResourceType|NoRegisteredProviderFound)$/i,
    advice: ({ region }) => `${region} does not have this service: choose another cluster.region, or switch off the part that needs it`,
  },
  {
    code: /^GrafanaMajorVersionNotSupported$/,
    advice: () => 'Azure makes no new Grafana of this version; npx projen upgrade brings a Plumbline that asks for a later one, and monitoring.grafana: false does without',
  },
  {
    code: /K8sVersionNotSupported|UnsupportedKubernetesVersion/i,
    advice: ({ region }) => `the region does not have this Kubernetes version: az aks get-versions --location ${region} --output table lists those it has`,
  },
  {
    code: /^(InvalidAuthenticationTokenTenant|AADSTS90002|AADSTS50020|TenantNotFound)$/,
    advice: (context) => `you are logged in to another tenant than the one of subscription ${context.subscriptionId}: ${login(context)}`,
  },
  {
    code: /^(ExpiredAuthenticationToken|AuthenticationTokenExpired|AADSTS700082|AADSTS70043|AADSTS50173)$/,
    advice: (context) => `the login has expired: ${login(context)}; then run this again, it picks up where it was`,
  },
  {
    code: /^(InvalidAuthenticationToken|InvalidAuthenticationInfo|AuthenticationFailed|CredentialUnavailableError|AggregateAuthenticationError|AuthenticationRequiredError)$/,
    advice: (context) => `you are not logged in to Azure: ${login(context)}; build agents bring a federated identity (docs/azure.md)`,
  },
  {
    code: /^(AuthorizationFailed|LinkedAuthorizationFailed|RoleAssignmentUpdateNotPermitted)$/,
    advice: ({ resourceGroup }) => `you may not do this: deploying takes Owner, or Contributor with Role Based Access Control Administrator, on resource group ${resourceGroup} and those of registry and storage; making a group and registering providers takes Contributor on the subscription`,
  },
  {
    code: /^(SubscriptionNotFound|InvalidSubscriptionId)$/,
    advice: (context) => `there is no subscription ${context.subscriptionId} that you may see: az account list --output table; if it is there under another login, ${login(context)}`,
  },
  {
    code: /^(ReadOnlyDisabledSubscription|SubscriptionNotRegistered|DisallowedOperation|SubscriptionDisabled)$/,
    advice: ({ subscriptionId }) => `subscription ${subscriptionId} is disabled or read-only; its owner can mend that in the portal`,
  },
  {
    code: /^ScopeLocked$/,
    advice: () => 'a lock keeps this from being deleted or changed: az lock list shows it; take it away first if you mean it (azure.locked makes those of registry, storage and vault)',
  },
  {
    code: /^(TooManyRequests|.*Throttl.*|ResourceCollectionRequestsThrottled|OperationPreempted)$/i,
    advice: () => 'Azure took too many requests of this subscription or from others with it, and waiting as long as it asked for did not help; run this again in some minutes, it picks up where it was',
  },
  {
    code: /^(ResourceGroupBeingDeleted|ResourceGroupDeletionBlocked)$/,
    advice: ({ resourceGroup }) => `resource group ${resourceGroup} is being deleted; wait until it is gone (az group show --name ${resourceGroup}) and run this again`,
  },
  {
    code: /^(AnotherOperationInProgress|OperationNotAllowed|Conflict|.*OperationInProgress)$/i,
    advice: () => 'something else changes this resource at the moment, such as an upgrade or another deployment; run this again when that is through',
  },
  {
    code: /^(PrincipalNotFound)$/,
    advice: () => 'a group or service principal of the environment\'s file is not in this tenant, or an identity was made only now and is not known everywhere yet; check the object ids, then run this again',
  },
  {
    code: /^RoleAssignmentExists$/,
    advice: () => 'somebody gave the same role by hand under another name; remove that assignment (az role assignment list --scope <resource>), the deployment gives it again',
  },
  {
    code: /^(InternalServerError|InternalError|ServiceUnavailable|GatewayTimeout|BadGateway|ServerTimeout)$/i,
    advice: () => 'the fault is Azure\'s own (https://azure.status.microsoft); run this again',
  },
];

/** What to do about an error; undefined for one that only its own words explain. */
export function adviceFor(error: ArmError, context: FailureContext): string | undefined {
  return EXPLANATIONS.find(({ code, message }) => code.test(error.code) && (message === undefined || message.test(error.message)))?.advice(context);
}

/** A class of @azure/identity's in place of a code: nothing that anybody could look up. */
const CLASS_OF_SDK = /^(CredentialUnavailable|AggregateAuthentication|AuthenticationRequired|Authentication)Error$/;

/** `SkuNotAvailable: The requested size ... is not available. The region does not offer ...` as one paragraph. */
export function explained(error: ArmError, context: FailureContext): string {
  const saysItAll = error.code === '' || error.message.includes(error.code) || CLASS_OF_SDK.test(error.code);
  const own = error.message === '' ? error.code : saysItAll ? error.message : `${error.code}: ${error.message}`;
  const advice = adviceFor(error, context);
  const sentence = own.replace(/\s+/g, ' ').trim();
  return advice === undefined ? sentence : `${/[.!?]$/.test(sentence) ? sentence : `${sentence}.`} What to do: ${advice}`;
}
