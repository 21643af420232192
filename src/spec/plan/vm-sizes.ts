/** An Azure VM size, as far as planning needs it. */
export interface VmSize {
  readonly name: string;
  /** vCPUs, which Kubernetes counts as cores. */
  readonly cores: number;
  readonly memoryGiB: number;
  readonly gpus: number;
  /** Page of Microsoft's documentation that the figures are from. */
  readonly source: string;
}

const PAGES = 'https://learn.microsoft.com/azure/virtual-machines/sizes';

type Row = readonly [name: string, cores: number, memoryGiB: number, gpus?: number];

/** Rows of a series whose sizes differ only in the number after the family's letter and hold the same memory for each core. */
function regular(pattern: string, cores: readonly number[], memoryGiBPerCore: number): Row[] {
  return cores.map((count) => [pattern.replace('#', String(count)), count, count * memoryGiBPerCore]);
}

const UP_TO_96 = [2, 4, 8, 16, 32, 48, 64, 96];

/** Series by the page that lists their sizes. */
const SERIES: Readonly<Record<string, readonly Row[]>> = {
  'general-purpose/dsv5-series': regular('Standard_D#s_v5', UP_TO_96, 4),
  'general-purpose/ddsv5-series': regular('Standard_D#ds_v5', UP_TO_96, 4),
  'general-purpose/dasv5-series': regular('Standard_D#as_v5', UP_TO_96, 4),
  'general-purpose/dadsv5-series': regular('Standard_D#ads_v5', UP_TO_96, 4),
  'general-purpose/dsv6-series': regular('Standard_D#s_v6', [...UP_TO_96, 128, 192], 4),
  'general-purpose/dasv6-series': regular('Standard_D#as_v6', UP_TO_96, 4),
  'memory-optimized/esv5-series': [...regular('Standard_E#s_v5', [2, 4, 8, 16, 20, 32, 48, 64], 8), ['Standard_E96s_v5', 96, 672]],
  'memory-optimized/easv5-series': [...regular('Standard_E#as_v5', [2, 4, 8, 16, 20, 32, 48, 64], 8), ['Standard_E96as_v5', 96, 672]],
  'memory-optimized/esv6-series': regular('Standard_E#s_v6', [2, 4, 8, 16, 20, 32, 48, 64, 96, 128], 8),
  'memory-optimized/easv6-series': [...regular('Standard_E#as_v6', [2, 4, 8, 16, 20, 32, 48, 64], 8), ['Standard_E96as_v6', 96, 672]],
  'compute-optimized/fsv2-series': regular('Standard_F#s_v2', [2, 4, 8, 16, 32, 48, 64, 72], 2),
  'compute-optimized/fasv6-series': regular('Standard_F#as_v6', [2, 4, 8, 16, 32, 48, 64], 4),
  'gpu-accelerated/ncast4v3-series': [
    ['Standard_NC4as_T4_v3', 4, 28, 1], ['Standard_NC8as_T4_v3', 8, 56, 1], ['Standard_NC16as_T4_v3', 16, 110, 1], ['Standard_NC64as_T4_v3', 64, 440, 4],
  ],
  'gpu-accelerated/nca100v4-series': [
    ['Standard_NC24ads_A100_v4', 24, 220, 1], ['Standard_NC48ads_A100_v4', 48, 440, 2], ['Standard_NC96ads_A100_v4', 96, 880, 4],
  ],
  'gpu-accelerated/ncadsh100v5-series': [['Standard_NC40ads_H100_v5', 40, 320, 1], ['Standard_NC80adis_H100_v5', 80, 640, 2]],
  'gpu-accelerated/nvadsa10v5-series': [
    ['Standard_NV36ads_A10_v5', 36, 440, 1], ['Standard_NV36adms_A10_v5', 36, 880, 1], ['Standard_NV72ads_A10_v5', 72, 880, 2],
  ],
};

/** The sizes that Plumbline can plan with, by name. Others work, but nothing is checked against them. */
export const VM_SIZES: ReadonlyMap<string, VmSize> = new Map(Object.entries(SERIES).flatMap(([page, rows]) =>
  rows.map(([name, cores, memoryGiB, gpus = 0]) => [name, { name, cores, memoryGiB, gpus, source: `${PAGES}/${page}` }])));
