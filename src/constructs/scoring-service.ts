import { Construct } from 'constructs';
import type { Reference } from '../expression';
import { DisruptionBudget } from './disruption-budget';
import { MetricsScrape } from './metrics-scrape';
import { ModelCertificate } from './model-certificate';
import { ModelHttpRoute } from './model-http-route';
import { ModelIngress } from './model-ingress';
import { ModelNamespace } from './model-namespace';
import { ModelSecrets } from './model-secrets';
import { ModelService } from './model-service';
import { ModelServiceAccount } from './model-service-account';
import { ModelShare } from './model-share';
import { NetworkPolicies } from './network-policies';
import { RuntimeConfig } from './runtime-config';
import { ScoringAlerts } from './scoring-alerts';
import { ScoringAutoscaler } from './scoring-autoscaler';
import { ScoringDeployment } from './scoring-deployment';
import type { ScoringValues } from '../spec/values';

/**
 * A model as a production scoring service: namespace, identity, pods, scaling, the way in over TLS, network policies, metrics.
 *
 * Takes resolved values (`resolveModel`), or symbolic ones where the manifests are a template for many models. In a team's own cdk8s app
 * give the chart `disableResourceNameHashes: true` or not, as you like: every name here is explicit.
 */
export class ScoringService extends Construct {
  constructor(scope: Construct, id: string, values: Reference<ScoringValues>) {
    super(scope, id);
    new ModelNamespace(this, 'Namespace', values);
    new ModelServiceAccount(this, 'ServiceAccount', values);
    new ModelSecrets(this, 'Secrets', values);
    new ModelShare(this, 'Share', values);
    const config = new RuntimeConfig(this, 'Config', values);
    new ScoringDeployment(this, 'Deployment', values, config);
    new ModelService(this, 'Service', values);
    new ScoringAutoscaler(this, 'Autoscaler', values);
    new DisruptionBudget(this, 'DisruptionBudget', values);
    new NetworkPolicies(this, 'NetworkPolicies', values);
    new ModelIngress(this, 'Ingress', values);
    new ModelHttpRoute(this, 'HttpRoute', values);
    new ModelCertificate(this, 'Certificate', values);
    new MetricsScrape(this, 'MetricsScrape', values);
    new ScoringAlerts(this, 'Alerts', values);
  }
}
