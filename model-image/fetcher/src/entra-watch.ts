import type { PipelinePolicy } from '@azure/core-rest-pipeline';

/** Remembers why Entra ID could not answer: what @azure/identity throws says only that it did not, and a wrong certificate looks like a wrong identity. */
export class EntraWatch implements PipelinePolicy {
  readonly name = 'entraWatch';
  /** The error of the connection, or of a server that is out of order; undefined where Entra ID answered. */
  outage: Error | undefined;

  async sendRequest(...[request, next]: Parameters<PipelinePolicy['sendRequest']>): ReturnType<PipelinePolicy['sendRequest']> {
    try {
      const response = await next(request);
      const { status } = response;
      this.outage = status === 429 || status >= 500 ? new Error(`status ${status}`) : undefined;
      return response;
    } catch (error) {
      this.outage = error as Error;
      throw error;
    }
  }
}
