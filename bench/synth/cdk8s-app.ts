import { join } from 'node:path';
import { measureProgram } from './measure';

export interface AppMeasurement {
  readonly constructMilliseconds: number;
  readonly synthMilliseconds: number;
  readonly synthProcessorMilliseconds: number;
  readonly peakMemoryMiB: number;
}

/** The same constructs, bound to known values, one chart a model, in a plain cdk8s app. Reading the specs is not counted. */
const PROGRAM = `
  const { loadSpecs } = require(lib + '/render/synth');
  const { ModelChart } = require(lib + '/charts/model-chart');
  const { App, YamlOutputType } = require('cdk8s');
  loadSpecs({ root: '.', today: '2026-01-01', cache: false }).then(({ placements }) => {
    const start = performance.now();
    const app = new App({ outdir: 'cdk8s-out', yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
    for (const { values } of placements) { new ModelChart(app, values.environment.name + '-' + values.name, values); }
    const constructed = performance.now();
    const before = process.cpuUsage();
    app.synth();
    const { user, system } = process.cpuUsage(before);
    process.stdout.write(JSON.stringify([constructed - start, performance.now() - constructed, (user + system) / 1000]));
  });
`;

/** @param root of a repository with specs */
export function measureCdk8sApp(root: string): AppMeasurement {
  const cdk8s = JSON.stringify(join(__dirname, '..', '..', 'node_modules', 'cdk8s'));
  const { output, peakMemoryMiB } = measureProgram(PROGRAM.replace("'cdk8s'", cdk8s), [], root);
  const [constructMilliseconds, synthMilliseconds, synthProcessorMilliseconds] = JSON.parse(output) as [number, number, number];
  return { constructMilliseconds, synthMilliseconds, synthProcessorMilliseconds, peakMemoryMiB };
}
