import { join } from 'node:path';
import { measureProgram } from './measure';

export interface AppMeasurement {
  readonly synthMilliseconds: number;
  readonly synthProcessorMilliseconds: number;
  readonly peakMemoryMiB: number;
}

/**
 * How the app writes. By default one file a chart, for which it walks the dependencies of all charts again for each chart; into folders, one file
 * an object, it does not.
 */
export const OUTPUTS = ['FILE_PER_CHART', 'FOLDER_PER_CHART_FILE_PER_RESOURCE'] as const;

/** The same constructs, bound to known values, one chart a model, in a plain cdk8s app. Reading the specs and constructing are not counted. */
const PROGRAM = `
  const { loadSpecs } = require(lib + '/render/synth');
  const { ModelChart } = require(lib + '/charts/model-chart');
  const { App, YamlOutputType } = require('cdk8s');
  loadSpecs({ root: '.', today: '2026-01-01', cache: false }).then(({ placements }) => {
    const app = new App({ outdir: 'cdk8s-out', yamlOutputType: YamlOutputType[args[0]] });
    for (const { values } of placements) { new ModelChart(app, values.environment.name + '-' + values.name, values); }
    const constructed = performance.now();
    const before = process.cpuUsage();
    app.synth();
    const { user, system } = process.cpuUsage(before);
    process.stdout.write(JSON.stringify([performance.now() - constructed, (user + system) / 1000]));
  });
`;

/** @param root of a repository with specs */
export function measureCdk8sApp(root: string, output: (typeof OUTPUTS)[number]): AppMeasurement {
  const cdk8s = JSON.stringify(join(__dirname, '..', '..', 'node_modules', 'cdk8s'));
  const { output: report, peakMemoryMiB } = measureProgram(PROGRAM.replace("'cdk8s'", cdk8s), [output], root);
  const [synthMilliseconds, synthProcessorMilliseconds] = JSON.parse(report) as [number, number];
  return { synthMilliseconds, synthProcessorMilliseconds, peakMemoryMiB };
}
