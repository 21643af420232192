import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { ScoringPlatform } from '../constructs/scoring-platform';
import type { Reference } from '../expression';
import type { PlatformValues } from '../spec/platform-values';

/** What all models of one environment share. Applied before them. */
export class PlatformChart extends Chart {
  constructor(scope: Construct, id: string, values: Reference<PlatformValues>) {
    super(scope, id, { disableResourceNameHashes: true });
    new ScoringPlatform(this, 'ScoringPlatform', values);
  }
}
