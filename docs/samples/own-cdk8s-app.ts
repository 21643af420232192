import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { type Environment, type Model, resolveModel, ScoringService } from 'plumbline-scoring';

const environment: Environment = {
  apiVersion: 'plumbline/v1',
  kind: 'Environment',
  metadata: { name: 'production' },
  spec: {
    cluster: { name: 'scoring-prod', kubernetesVersion: '1.36', region: 'westeurope', resourceGroup: 'scoring-prod' },
    registry: { name: 'contososcoring' },
    host: 'models.contoso.com',
  },
};

const model: Model = {
  apiVersion: 'plumbline/v1',
  kind: 'Model',
  metadata: { name: 'churn', version: '1.0.0', team: 'customer' },
  spec: { family: 'linear', image: 'r-scoring/churn:1.0.0', workers: { cores: 2 } },
};

/** A model, and what this team adds to every model. */
class TeamChart extends Chart {
  constructor(app: App, id: string) {
    super(app, id);
    const values = resolveModel({ file: 'models/churn.yaml', value: model }, { file: 'environments/production.yaml', value: environment });
    const service = new ScoringService(this, 'Churn', values);

    const deployment = ApiObject.of(service.node.findChild('Deployment').node.findChild('Resource'));
    deployment.addJsonPatch(JsonPatch.add('/spec/template/spec/priorityClassName', 'business-critical'));

    new ApiObject(this, 'Quota', {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'pods', namespace: values.namespace },
      spec: { hard: { pods: String(values.scaling.max + 2) } },
    });
  }
}

const app = new App();
new TeamChart(app, 'churn');
app.synth();
