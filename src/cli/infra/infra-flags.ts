import type { SpecsFlags } from '../options';

export interface InfraFlags extends SpecsFlags {
  readonly subscription?: string;
  readonly yes?: boolean;
}
