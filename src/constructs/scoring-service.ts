import { Construct } from 'constructs';
import type { Reference } from '../expression';
import type { ScoringValues } from '../spec/values';
import { ModelNamespace } from './model-namespace';
import { ModelServiceAccount } from './model-service-account';

/** A model as a scoring service. */
export class ScoringService extends Construct {
  constructor(scope: Construct, id: string, values: Reference<ScoringValues>) {
    super(scope, id);
    new ModelNamespace(this, 'Namespace', values);
    new ModelServiceAccount(this, 'ServiceAccount', values);
  }
}
