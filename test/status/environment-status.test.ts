import {
  applied, container, deployment, event, failedToApply, healthy, helmRelease, hostCertificate, IMAGE, kustomization, ofHelm, pod, replicaSet, unready,
  variables,
} from './recorded-objects';
import { loadRepository } from '../../src/spec/load/load-repository';
import { environmentStatus, expectedModels } from '../../src/status';
import { httpReader } from '../../src/status/http-reader';
import { RecordedCluster } from '../helpers/recorded-cluster';
import { environmentSpec, modelSpec, writeRepository } from '../helpers/repository';
import { TODAY } from '../helpers/specs';
import { temporaryFolder, writeFiles } from '../helpers/temporary-folder';

describe('the status of an environment', () => {
  const root = temporaryFolder();
  const cluster = new RecordedCluster();

  beforeAll(() => cluster.open());
  afterAll(() => cluster.close());
  beforeEach(() => {
    writeRepository(root(), ['churn']);
    for (const each of [cluster.logs, cluster.refused, cluster.documents]) { each.clear(); }
    cluster.holds(...healthy());
  });

  const report = () => {
    const repository = loadRepository(root(), { today: TODAY });
    const reader = httpReader(async () => undefined, { context: 'recorded', server: cluster.url, credentials: '' });
    return environmentStatus(reader, { environment: 'dev', context: 'recorded', expected: expectedModels(repository, repository.environments[0]) });
  };
  const reason = async () => (await report()).models[0].reason;

  test('takes the time of a rollback, not the age of the ReplicaSet that it took up again', async () => {
    const conditions = [{ type: 'Progressing', status: 'True', lastUpdateTime: '2026-04-02T08:00:00Z' }];
    const set = replicaSet({ annotations: { 'deployment.kubernetes.io/revision-history': '1' } });
    cluster.holds(variables(), kustomization(), deployment(2, { conditions }), set, pod('a'), pod('b'));
    expect((await report()).models[0].running).toMatchObject({ since: '2026-04-02T08:00:00Z' });
  });

  describe('why a model is not ready', () => {
    test.each([
      ['an image that is not there', 'rpc error: code = NotFound desc = failed to pull and unpack image: not found', `the image ${IMAGE} cannot be pulled: the registry has no such image`],
      ['a registry that refuses', 'failed to authorize: 401 Unauthorized', `the image ${IMAGE} cannot be pulled: the registry refuses the cluster (its kubelet identity needs AcrPull)`],
      ['a registry that is away', 'dial tcp: i/o timeout', `the image ${IMAGE} cannot be pulled: dial tcp: i/o timeout`],
    ])('%s', async (_what, message, expected) => {
      cluster.holds(...unready(pod('a', container({ waiting: { reason: 'ImagePullBackOff', message } }))));
      expect(await reason()).toBe(expected);
    });

    const OTHER_DIGEST = { exitCode: 1, reason: 'Error', message: 'sha256 of boston.tar.gz is 03ba204e, expected 5891b5b5\n' };

    test.each([
      ['an artifact with another digest', { terminated: OTHER_DIGEST }, {}],
      ['the same while the kubelet waits', { waiting: { reason: 'CrashLoopBackOff' } }, { lastState: { terminated: OTHER_DIGEST } }],
      ['the same while it is fetched once more', { running: {} }, { lastState: { terminated: OTHER_DIGEST }, started: true }],
      ['the same before it is fetched once more', { waiting: { reason: 'PodInitializing' } }, { lastState: { terminated: OTHER_DIGEST } }],
    ])('%s', async (_what, state, more) => {
      cluster.holds(...unready(pod('a', container(state, more, { init: true, name: 'fetch-model' }))));
      expect(await reason()).toBe('the model\'s artifact is not the one that the spec names: sha256 of boston.tar.gz is 03ba204e, expected 5891b5b5');
    });

    test('no room on any node, and what is missing', async () => {
      const message = '0/8 nodes are available: 1 node(s) had untolerated taint {CriticalAddonsOnly: true}, 3 Insufficient cpu, 4 Insufficient memory. preemption: 0/8 nodes are available: 8 No preemption victims found for incoming pod.';
      cluster.holds(...unready(pod('a', { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }], containerStatuses: [] })));
      expect(await reason()).toBe('no node has room for it: of 8 nodes 1 have the taint CriticalAddonsOnly: true, 3 lack cpu, 4 lack memory; a pod asks for 2250m cpu, 1456Mi memory');
    });

    test('no room on any node, in the words of Kubernetes 1.35', async () => {
      const message = '0/8 nodes are available: 2 Insufficient cpu, 2 node(s) had untolerated taint(s), 6 Insufficient memory. no new claims to deallocate, '
        + 'preemption: 0/8 nodes are available: 8 Preemption is not helpful for scheduling.';
      cluster.holds(...unready(pod('a', { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }], containerStatuses: [] })));
      expect(await reason()).toBe('no node has room for it: of 8 nodes 2 lack cpu, 2 have a taint that it does not tolerate, 6 lack memory; a pod asks for 2250m cpu, 1456Mi memory');
    });

    test('a probe that fails, with R\'s last line', async () => {
      cluster.holds(...unready(pod('a', container({ running: {} }))), event('a', 'Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 503'));
      cluster.logs.set('a/gateway', [
        '{"time":"2026-03-01T10:00:01Z","level":"warn","event":"r","stream":"stderr","line":"Error in library(ranger) : there is no package called ‘ranger’"}',
        '{"time":"2026-03-01T10:00:02Z","level":"error","event":"worker start failed"}',
      ].join('\n'));
      expect(await reason()).toBe('the readiness probe fails: HTTP probe failed with statuscode: 503; last in its log: Error in library(ranger) : there is no package called ‘ranger’');
    });

    test('a container that ends, with what it said last', async () => {
      const state = container({ waiting: { reason: 'CrashLoopBackOff' } }, { restartCount: 4, lastState: { terminated: { exitCode: 1 } } });
      cluster.holds(...unready(pod('a', state)));
      cluster.logs.set('a/gateway previous', 'config.json: workers.count must be at least 1\n');
      expect(await reason()).toBe('its container ended with code 1 and was started again 4 times: config.json: workers.count must be at least 1');
    });

    test('a container that ended, while it starts again', async () => {
      cluster.holds(...unready(pod('a', container({ running: {} }, { restartCount: 1, started: false, lastState: { terminated: { exitCode: 1 } } }))));
      cluster.logs.set('a/gateway previous', 'config.json: workers.count must be at least 1\n');
      expect(await reason()).toBe('its container ended with code 1 and was started again: config.json: workers.count must be at least 1');
    });

    test('a container that the liveness probe ended, while it starts again', async () => {
      const terminated = { exitCode: 137, reason: 'Error', startedAt: '2026-03-01T10:00:00Z' };
      cluster.holds(...unready(pod('a', container({ running: {} }, { restartCount: 2, started: false, lastState: { terminated } }))),
        event('a', 'Unhealthy', 'Liveness probe failed: HTTP probe failed with statuscode: 500'), event('a', 'Killing', 'Container gateway failed liveness probe, will be restarted'));
      cluster.logs.set('a/gateway previous', '{"event":"stopped","reason":"SIGTERM"}\n');
      expect(await reason()).toBe('the liveness probe failed and its container was started again 2 times: HTTP probe failed with statuscode: 500; last in its log: stopped: SIGTERM');
    });

    test('an end that is not that of an older probe', async () => {
      const terminated = { exitCode: 3, reason: 'Error', startedAt: '2026-03-01T11:00:00Z' };
      cluster.holds(...unready(pod('a', container({ running: {} }, { restartCount: 2, started: false, lastState: { terminated } }))),
        event('a', 'Killing', 'Container gateway failed liveness probe, will be restarted'));
      expect(await reason()).toBe('its container ended with code 3 and was started again 2 times');
    });

    test('a probe that fails long after a container ended and started again', async () => {
      const terminated = { exitCode: 1, reason: 'Error' };
      cluster.holds(...unready(pod('a', container({ running: {} }, { restartCount: 1, started: true, lastState: { terminated } }))),
        event('a', 'Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 503'));
      expect(await reason()).toBe('the readiness probe fails: HTTP probe failed with statuscode: 503');
    });

    test('nothing of an artifact that was fetched at the second try', async () => {
      const fetched = container({ terminated: { exitCode: 0 } }, { ready: true, restartCount: 1, lastState: { terminated: OTHER_DIGEST } }, { init: true, name: 'fetch-model' });
      cluster.holds(...unready(pod('a', { ...fetched, ...container({ running: {} }, { started: false }) })));
      expect(await reason()).toBe('1 of 2 pods are ready; the rest take their time to start');
    });

    test('memory', async () => {
      cluster.holds(...unready(pod('a', container({ terminated: { exitCode: 137, reason: 'OOMKilled' } }))));
      expect(await reason()).toBe('it was killed for using more memory than 1456Mi; raise workers.memoryPerWorker');
    });

    test('a secret that is missing', async () => {
      cluster.holds(...unready(pod('a', container({ waiting: { reason: 'CreateContainerConfigError', message: 'secret "churn" not found' } }))));
      expect(await reason()).toBe('its container cannot be made: secret "churn" not found');
    });

    test('a volume that cannot be mounted', async () => {
      const message = 'MountVolume.SetUp failed for volume "secrets": keyvault contoso-scoring: 403 Forbidden';
      cluster.holds(...unready(pod('a', container({ waiting: { reason: 'ContainerCreating' } }))), event('a', 'FailedMount', message));
      expect(await reason()).toBe(`a volume cannot be mounted: ${message}`);
    });

    test('a certificate that is pending, with what the ACME server said', async () => {
      const pending = { conditions: [{ type: 'Ready', status: 'False', message: 'Issuing certificate as Secret does not exist' }] };
      const said = 'Waiting for HTTP-01 challenge propagation: wrong status code \'404\', expected \'200\'';
      cluster.holds(...healthy(), hostCertificate(pending, 'traefik'), {
        apiVersion: 'acme.cert-manager.io/v1',
        kind: 'Challenge',
        metadata: { name: 'c', namespace: 'traefik' },
        spec: { dnsName: 'dev.models.contoso.com' },
        status: { state: 'pending', reason: said },
      });
      expect(await reason()).toBe(`the certificate for dev.models.contoso.com is pending: ${said}`);
    });

    test('pods that are refused', async () => {
      const message = 'pods "churn-1-x" is forbidden: violates PodSecurity "restricted:v1.36": runAsNonRoot != true';
      cluster.holds(variables(), kustomization(), deployment(0, { conditions: [{ type: 'ReplicaFailure', status: 'True', message }] }));
      expect(await reason()).toBe(`its pods are refused: ${message}`);
    });

    test('manifests that the API server refuses, with what runs on', async () => {
      const message = 'Service/churn/churn dry-run failed (Invalid): spec.ports[0].targetPort: Invalid value';
      cluster.holds(...healthy().slice(1), kustomization(failedToApply('ReconciliationFailed', message)));
      cluster.holds(variables(), kustomization(failedToApply('ReconciliationFailed', message)), deployment(2), replicaSet(), pod('a'), pod('b'));
      const [model] = (await report()).models;
      expect(model).toMatchObject({ reason: `the API server refuses it, and what ran before runs on: ${message}`, running: { version: '1.0.0' } });
    });

    test('a cluster that is behind Git', async () => {
      writeFiles(root(), { 'models/churn.yaml': modelSpec('churn').replaceAll('1.0.0', '1.1.0') });
      expect(await reason()).toBe(`Git has 1.1.0 (${IMAGE.replace('1.0.0', '1.1.0')}) and the cluster 1.0.0 (${IMAGE}), which Flux applied from main@sha1:8f3a0c1d5e7b; is this checkout pushed and merged?`);
    });

    test('a model that Flux was told to leave alone', async () => {
      cluster.holds(variables(), kustomization(applied(), { suspend: true }), deployment(2), replicaSet(), pod('a'), pod('b'));
      expect((await report()).models[0]).toMatchObject({ ready: true, reason: 'Flux is suspended for it: commits and repairs wait (flux resume kustomization model-churn)' });
    });

    test('a model that the cluster has never heard of', async () => {
      cluster.holds(variables());
      expect(await reason()).toBe('the cluster has nothing of it, not even its Kustomization model-churn; is it pushed?');
    });

    describe('where Flux installs its chart', () => {
      beforeEach(() => {
        writeFiles(root(), { 'environments/dev.yaml': environmentSpec('dev').replace('gitops: {', 'gitops: { deliver: chart-oci,') });
      });

      const running = () => [variables(), ofHelm(deployment(2)), replicaSet(), pod('a'), pod('b')];
      const failed = (why: string, message: string) => ({ conditions: [{ type: 'Ready', status: 'False', reason: why, message }] });

      test('nothing, of one that is well', async () => {
        cluster.holds(...running(), helmRelease());
        expect((await report()).models[0]).toMatchObject({ ready: true, running: { version: '1.0.0' } });
      });

      test('a chart that nobody pushed', async () => {
        const message = 'HelmChart \'flux-system/flux-system-model-churn\' is not ready: chart pull error: contososcoring.azurecr.io/charts/churn:1.0.0-c5c0985d8dbb: not found';
        cluster.holds(...running(), helmRelease(failed('SourceNotReady', message)));
        expect(await reason()).toBe(`the registry has not got its chart, which plumbline chart push brings: ${message}`);
      });

      test('what Helm was refused', async () => {
        const said = 'Service "churn" is invalid: spec.ports[0].targetPort: Invalid value';
        cluster.holds(...running(), helmRelease(failed('UpgradeFailed', `Helm upgrade failed for release churn/churn with chart churn@1.0.0-c5c0985d8dbb: ${said}`)));
        expect(await reason()).toBe(`Helm cannot upgrade it, and the pods that ran before run on: ${said}`);
      });

      test('pods for which Helm waited in vain, in their own words', async () => {
        const message = 'Helm upgrade failed for release churn/churn with chart churn@1.0.0-c5c0985d8dbb: timeout waiting for: [Deployment/churn/churn status: \'InProgress\']: context deadline exceeded';
        const state = container({ waiting: { reason: 'ImagePullBackOff', message: 'not found' } });
        cluster.holds(variables(), helmRelease(failed('UpgradeFailed', message)), ofHelm(deployment(1)), replicaSet(), pod('a', state), pod('b'));
        expect(await reason()).toBe(`the image ${IMAGE} cannot be pulled: the registry has no such image`);
      });

      test('a release that Flux was told to leave alone', async () => {
        cluster.holds(...running(), helmRelease({}, { suspend: true }));
        expect(await reason()).toBe('Flux is suspended for it: commits and repairs wait (flux resume helmrelease model-churn)');
      });

      test('a cluster that is behind Git', async () => {
        writeFiles(root(), { 'models/churn.yaml': modelSpec('churn').replaceAll('1.0.0', '1.1.0') });
        cluster.holds(...running(), helmRelease());
        expect(await reason()).toContain('and the cluster 1.0.0 (contososcoring.azurecr.io/r-scoring/churn:1.0.0), which Flux applied from chart 1.0.0-c5c0985d8dbb; is');
      });

      test('a release that the cluster has never heard of', async () => {
        cluster.holds(variables());
        expect(await reason()).toBe('the cluster has nothing of it, not even its HelmRelease model-churn; is it pushed?');
      });
    });

    test('pods that merely take their time', async () => {
      cluster.holds(...unready(pod('a', container({ waiting: { reason: 'ContainerCreating' } }))));
      expect(await reason()).toBe('1 of 2 pods are ready; the rest take their time to start');
    });
  });

  describe('what holds for the cluster as a whole', () => {
    test('a repository that Flux cannot read', async () => {
      cluster.holds(...healthy(), {
        apiVersion: 'source.toolkit.fluxcd.io/v1',
        kind: 'GitRepository',
        metadata: { name: 'plumbline', namespace: 'flux-system', labels: { 'app.kubernetes.io/managed-by': 'plumbline', 'plumbline/environment': 'dev' } },
        spec: { url: 'https://github.com/contoso/scoring' },
        status: { conditions: [{ type: 'Ready', status: 'False', message: 'authentication required' }] },
      });
      expect((await report()).notes).toEqual(['Flux cannot read https://github.com/contoso/scoring: authentication required']);
    });

    test('a model that runs and that no spec has', async () => {
      const other = deployment(2);
      cluster.holds(...healthy(), { ...other, metadata: { ...other.metadata, name: 'fraud', namespace: 'fraud' } });
      expect((await report()).notes).toEqual(['running, and in no spec of this checkout: fraud']);
    });

    test('a Flux that is too old for the tree', async () => {
      cluster.documents.set('/openapi/v3', { paths: { 'apis/kustomize.toolkit.fluxcd.io/v1': {} } });
      cluster.documents.set('/openapi/v3/apis/kustomize.toolkit.fluxcd.io/v1', {
        components: {
          schemas: {
            k: {
              'properties': { spec: { properties: { deletionPolicy: {}, dependsOn: { items: { properties: { name: {} } } } } } },
              'x-kubernetes-group-version-kind': [{ kind: 'Kustomization' }],
            },
          },
        },
      });
      expect((await report()).notes).toEqual(['the Flux of this cluster is too old for what is rendered: it knows no Kustomization.spec.dependsOn.readyExpr, no OCIRepository.spec.ref, '
        + 'no HelmRelease.spec.chartRef, no HelmRelease.spec.install.strategy; upgrade it to 2.7 or later (AKS: az k8s-extension update --name flux)']);
    });

    test('no Flux at all', async () => {
      cluster.holds(variables());
      cluster.refused.set('/apis/kustomize.toolkit.fluxcd.io/', { status: 404, message: 'not found' });
      expect((await report()).notes[0]).toMatch(/^Flux is not installed in this cluster/);
    });
  });
});
