import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

describe('docs/samples/own-cdk8s-app.ts', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'plumbline-sample-'));
  afterAll(() => rmSync(outdir, { recursive: true }));

  test('synthesizes a model with the additions of the team', async () => {
    process.env.CDK8S_OUTDIR = outdir;
    await import('../docs/samples/own-cdk8s-app');
    const objects = parseAllDocuments(readFileSync(join(outdir, 'churn.k8s.yaml'), 'utf8')).map((document) => document.toJS() as { kind: string });
    const deployment = objects.find(({ kind }) => kind === 'Deployment');
    expect(deployment).toHaveProperty('spec.template.spec.priorityClassName', 'business-critical');
    expect(deployment).toHaveProperty('spec.template.spec.containers.0.image', 'contososcoring.azurecr.io/r-scoring/churn:1.0.0');
    expect(objects.map(({ kind }) => kind)).toContain('ResourceQuota');
  });
});
