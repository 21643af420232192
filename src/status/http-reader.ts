import { request as requestHttp } from 'node:http';
import { request as requestHttps, type RequestOptions } from 'node:https';
import { ClusterFailure, forbidden, type Surroundings, unreachable } from './cluster-failure';
import { type ClusterReader, HttpRefusal } from './cluster-reader';

const TIMEOUT_MILLISECONDS = 30_000;

/** Reads from an API server over HTTP(S). @param authenticate adds what a request needs to be let in, TLS included */
export function httpReader(authenticate: (options: RequestOptions) => Promise<void>, surroundings: Surroundings): ClusterReader {
  const base = surroundings.server.replace(/\/$/, '');
  return {
    get: async (path) => {
      const options: RequestOptions = { method: 'GET', headers: { accept: 'application/json' }, timeout: TIMEOUT_MILLISECONDS };
      try {
        await authenticate(options);
      } catch (error) {
        // A plug-in such as kubelogin that is not installed, or that a person has to answer.
        const reason = error instanceof Error ? error.message.trim() : String(error);
        throw new ClusterFailure(`signing in to the cluster of context ${surroundings.context} failed: ${reason}. ${surroundings.credentials}`);
      }
      const { status, text } = await answer(new URL(base + path), options).catch((error: unknown) => { throw unreachable(error, surroundings); });
      if (status >= 200 && status < 300) { return text; }
      if (status === 401 || status === 403) { throw forbidden(status, messageOf(text), surroundings); }
      throw new HttpRefusal(status, messageOf(text));
    },
  };
}

function answer(url: URL, options: RequestOptions): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'http:' ? requestHttp : requestHttps;
    // The agent that the library makes speaks TLS alone.
    const request = send(url, url.protocol === 'http:' ? { ...options, agent: undefined } : options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
    });
    request.on('timeout', () => request.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
    request.on('error', reject);
    request.end();
  });
}

function messageOf(text: string): string {
  try {
    return (JSON.parse(text) as { message?: string }).message ?? text.trim();
  } catch {
    return text.trim();
  }
}
