import type { Readable } from 'node:stream';
import { WorkloadIdentityCredential } from '@azure/identity';
import { BlobClient, StorageRetryPolicyType } from '@azure/storage-blob';
import { isListedAuthority, PUBLIC_AUTHORITY } from './clouds';
import { explainAzure } from './explain-azure';
import type { FetchFailure } from './failure';
import type { Part, Position, Source } from './source';

/** A blob, read with the pod's own identity: the service account's token, exchanged at Entra ID. */
export class BlobSource implements Source {
  readonly name: string;
  private readonly blob: BlobClient;

  constructor(url: string, authority: string = PUBLIC_AUTHORITY) {
    this.name = url;
    const credential = new WorkloadIdentityCredential({
      authorityHost: authority,
      disableInstanceDiscovery: !isListedAuthority(authority),
      retryOptions: { maxRetries: 0 },
    });
    // Tries are counted, waited for and told in one place: download.ts.
    this.blob = new BlobClient(url, credential, { retryOptions: { retryPolicyType: StorageRetryPolicyType.FIXED, maxTries: 1 } });
  }

  async open({ offset, tag }: Position, signal: AbortSignal): Promise<Part> {
    const response = await this.blob.download(offset, undefined, {
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
    return explainAzure(error, this.name);
  }
}
