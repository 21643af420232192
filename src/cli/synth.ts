import type { Command } from 'commander';
import { EXIT } from './exit-code';
import { collected, type SpecsFlags, specsOptions, withSpecsFlags } from './options';
import { Progress } from './progress';
import { reportJson, reportProblems } from './report';
import { differences, jsonReport, summary } from './synth-report';
import { applyPlan } from '../render/apply';
import type { Plan } from '../render/plan';
import { prepareSynth, type PreparedSynth } from '../render/synth';

export interface SynthFlags extends SpecsFlags {
  readonly check: boolean;
  readonly watch: boolean;
  readonly environment: readonly string[];
  readonly model: readonly string[];
}

export function registerSynth(program: Command): void {
  withSpecsFlags(program.command('synth').description('render models/ and environments/ into dist/'))
    .option('--check', 'write nothing; fail and list what differs when dist/ is not what the specs say', false)
    .option('--watch', 'render again whenever a spec changes', false)
    .option('--environment <name>', 'only this environment (may be given several times)', collected, [])
    .option('--model <name>', 'only this model (may be given several times)', collected, [])
    .action(async (flags: SynthFlags) => { process.exitCode = await (flags.watch ? watchSpecs(flags) : synth(flags)); });
}

/** @returns the exit code */
export async function synth(flags: SynthFlags): Promise<number> {
  const progress = new Progress(!flags.quiet && !flags.json);
  const prepared = await prepareSynth({
    ...specsOptions(flags),
    selection: { environments: flags.environment, models: flags.model },
    onUnit: (done, all) => { progress.report(`rendering ${done} of ${all}`); },
  });
  progress.end();
  const { repository: { errors, warnings }, plan } = prepared;
  const obstacles = flags.check ? [] : plan?.obstacles ?? [];
  if (!flags.json) { reportProblems([...errors, ...obstacles], warnings); }
  if (plan === undefined || obstacles.length > 0) {
    if (flags.json) { reportJson({ errors: [...errors, ...obstacles], warnings }); }
    return EXIT.failed;
  }
  return flags.check ? compare(flags, prepared, plan) : write(flags, prepared, plan, progress);
}

function compare(flags: SynthFlags, prepared: PreparedSynth, plan: Plan): number {
  const different = differences(plan);
  if (flags.json) { reportJson(jsonReport(prepared, plan)); } else if (!flags.quiet || different.length > 0) {
    process.stdout.write(`${[...different, summary(prepared, plan, 'check')].join('\n')}\n`);
  }
  return different.length === 0 ? EXIT.ok : EXIT.failed;
}

async function write(flags: SynthFlags, prepared: PreparedSynth, plan: Plan, progress: Progress): Promise<number> {
  const interruption = new AbortController();
  const interrupt = () => { interruption.abort(); };
  process.once('SIGINT', interrupt);
  const isComplete = await applyPlan(flags.root, plan, {
    signal: interruption.signal,
    onFiles: (done) => { progress.report(`writing ${done} of ${plan.writes.length}`); },
  }).finally(() => { process.removeListener('SIGINT', interrupt); });
  progress.end();
  if (!isComplete) {
    process.stderr.write('stopped before the end; run synth again to write the rest\n');
    return EXIT.interrupted;
  }
  if (flags.json) { reportJson(jsonReport(prepared, plan)); } else if (!flags.quiet) { process.stdout.write(`${summary(prepared, plan, 'write')}\n`); }
  return EXIT.ok;
}

async function watchSpecs(flags: SynthFlags): Promise<number> {
  const { watch } = await import('./watch');
  return watch(flags, () => synth(flags));
}
