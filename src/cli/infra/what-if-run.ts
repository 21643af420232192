import { unlessMissing } from '../../azure/arm/missing';
import { losses, predict } from '../../azure/arm/what-if';
import { predictionText } from '../../azure/arm/what-if-text';
import { paintFor } from '../colours';
import { EXIT } from '../exit-code';
import type { InfraFlags } from './infra-flags';
import { reportJson } from '../report';
import type { DeployTiming } from './deploy-run';
import { type Connect, withSession } from './session';

/** @returns the exit code */
export async function whatIf(environment: string, flags: InfraFlags, open?: Connect, timing: DeployTiming = {}): Promise<number> {
  return withSession(environment, flags, async ({ plan, connection }) => {
    const group = await unlessMissing(connection.resources.resourceGroups.get(plan.resourceGroup));
    if (group === undefined) {
      if (flags.json) {
        reportJson({ resourceGroup: plan.resourceGroup, exists: false, resources: [], remarks: [] });
      } else {
        process.stdout.write(`resource group ${plan.resourceGroup} is not there yet: a deployment would make it, and everything in it would be new\n`);
      }
      return EXIT.ok;
    }
    const prediction = await predict(connection, plan, timing);
    if (flags.json) {
      reportJson({ resourceGroup: plan.resourceGroup, exists: true, deployment: plan.name, ...prediction, losses: losses(prediction) });
    } else {
      process.stdout.write(predictionText(prediction, paintFor(process.stdout)));
    }
    return EXIT.ok;
  }, open);
}
