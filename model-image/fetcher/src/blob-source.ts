import type { Readable } from 'node:stream';
import { WorkloadIdentityCredential } from '@azure/identity';
import { BlobClient, StorageRetryPolicyType } from '@azure/storage-blob';
import { isListedAuthority, PUBLIC_AUTHORITY } from './clouds';
import { EntraWatch } from './entra-watch';
import { explainAzure } from './explain-azure';
import type { FetchFailure } from './failure';
import type { Part, Position, Source } from './source';

/** A blob, read with the pod's own identity: the service account's token, exchanged at Entra ID. */
export class BlobSource implements Source {
  readonly name: string;
  private readonly entra = new EntraWatch();

  constructor(url: string, private readonly authority: string = PUBLIC_AUTHORITY) {
    this.name = url;
  }

  async open({ offset, tag }: Position, signal: AbortSignal): Promise<Part> {
    const response = await this.client().download(offset, undefined, {
      abortSignal: signal,
      maxRetryRequests: 0,
      conditions: tag === undefined ? {} : { ifMatch: tag },
    });
    const total = /\/(\d+)$/.exec(response.contentRange ?? '')?.[1];
    return {
      stream: response.readableStreamBody as Readable,
      totalBytes: total === undefined ? response.contentLength! : Number(total),
      tag: response.etag!,
    };
  }

  explain(error: unknown): FetchFailure {
    return explainAzure(error, this.name, this.entra.outage);
  }

  /**
   * A client and a credential for one try: after an answer such as 503 a credential refuses for a minute without asking again. Tries are counted, waited for
   * and told in one place, download.ts, so neither makes any of its own.
   */
  private client(): BlobClient {
    const credential = new WorkloadIdentityCredential({
      authorityHost: this.authority,
      disableInstanceDiscovery: !isListedAuthority(this.authority),
      retryOptions: { maxRetries: 0 },
      additionalPolicies: [{ position: 'perCall', policy: this.entra }],
    });
    this.entra.outage = undefined;
    return new BlobClient(this.name, credential, { retryOptions: { retryPolicyType: StorageRetryPolicyType.FIXED, maxTries: 1 } });
  }
}
