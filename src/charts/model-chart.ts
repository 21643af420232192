import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { ScoringService } from '../constructs/scoring-service';
import type { Reference } from '../expression';
import type { ScoringValues } from '../spec/values';

/** Everything one model needs in one environment: the unit that is deployed, rolled back and removed. */
export class ModelChart extends Chart {
  constructor(scope: Construct, id: string, values: Reference<ScoringValues>) {
    super(scope, id, { disableResourceNameHashes: true });
    new ScoringService(this, 'ScoringService', values);
  }
}
