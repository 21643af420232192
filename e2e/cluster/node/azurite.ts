import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { STORAGE_SUFFIX } from './coredns';
import { loadRepository } from '../../../src/spec/load/load-repository';
import { machineOf, READY, type Component } from '../component';
import { health } from '../health';

const ROOT = resolve(__dirname, '..', '..', '..');

/** Blob storage over HTTPS, for those who bring a token of Entra ID. It has the storage accounts of the environments, and forgets all when it ends. */
export function azurite(main: string): Component {
  return {
    name: 'azurite',
    after: [],
    on: 'node',
    command: [process.execPath, main],
    async configure({ credentials }) {
      await credentials.issue('azurite', { commonName: 'azurite', hosts: storageAccounts().map((account) => `${account}.${STORAGE_SUFFIX}`) });
    },
    arguments: (surroundings) => {
      const { certificates } = surroundings.directory;
      return [
        `--blobHost=${machineOf(surroundings).addresses.storage}`, '--blobPort=443', `--cert=${certificates}/azurite.crt`, `--key=${certificates}/azurite.key`,
        '--oauth=basic', '--skipApiVersionCheck', '--inMemoryPersistence', '--disableTelemetry', '--silent',
      ];
    },
    // Nobody learns the keys of the accounts, so nobody gets in by one.
    environment: () => ({ AZURITE_ACCOUNTS: storageAccounts().map((account) => `${account}:${randomBytes(64).toString('base64')}`).join(';') }),
    readiness: async (surroundings) => {
      const answer = await health(443, '/', { host: machineOf(surroundings).addresses.storage, credentials: surroundings.credentials, serverName: `${storageAccounts()[0]}.${STORAGE_SUFFIX}` });
      // Whatever it answers to a stranger, it answers.
      return answer.startsWith('/ answers 4') ? READY : answer;
    },
  };
}

function storageAccounts(): string[] {
  const { environments } = loadRepository(ROOT, { today: '2026-11-01' });
  const accounts = environments.flatMap(({ value }) => value.spec.storage?.account ?? []);
  return [...new Set(accounts)].sort();
}
