export interface ImageFlags {
  readonly root: string;
  readonly environment?: string;
  readonly builder?: string;
  readonly builderOption: readonly string[];
  readonly json: boolean;
  readonly quiet: boolean;
}

export interface ImageBuildFlags extends ImageFlags {
  readonly base: boolean;
  readonly acr: boolean;
  readonly tag: readonly string[];
  readonly debian?: string;
  readonly from?: string;
  readonly modelFolder?: string;
  readonly package: readonly string[];
  readonly cran: readonly string[];
  readonly cranSnapshot: string;
  readonly debianSnapshot: string;
  readonly acceptVersions: boolean;
}
